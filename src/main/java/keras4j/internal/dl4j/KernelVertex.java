package keras4j.internal.dl4j;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A vertex of DL4J that runs a merge layer's own kernel, where DL4J has no such vertex. Its JSON has the layer as Keras
 * serialises it.
 */
public final class KernelVertex extends GraphVertex {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a Map of JSON's values
    private final Map<String, Object> layer;

    private final int[][] inputs;
    private final int[] output;

    KernelVertex(Layer<?> layer, List<Shape> inputs, Shape output) {
        this(LayerHooks.serialize(layer), inputs.stream().map(Shape::dims).toArray(int[][]::new), output.dims());
    }

    /**
     * @param layer the layer as Keras serialises it
     * @param inputs the lengths of the axes of each input
     * @param output those of the output
     */
    @JsonCreator
    public KernelVertex(
            @JsonProperty("layer") Map<String, Object> layer,
            @JsonProperty("inputs") int[][] inputs,
            @JsonProperty("output") int[] output) {
        this.layer = layer;
        this.inputs = inputs;
        this.output = output;
    }

    @JsonProperty("layer")
    public Map<String, Object> layer() {
        return layer;
    }

    @JsonProperty("inputs")
    public int[][] inputs() {
        return inputs;
    }

    @JsonProperty("output")
    public int[] output() {
        return output;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph, String name, int index, INDArray params, boolean initialize, DataType type) {
        List<Shape> shapes = List.of(inputs).stream().map(Shape::of).toList();
        Layer<?> made = LayerHooks.deserialize(Config.map("layer", layer));
        return new KernelVertexImpl(
                graph,
                name,
                index,
                type,
                LayerHooks.mergeKernel(made, shapes, Map.of(), null),
                shapes,
                Shape.of(output));
    }

    @Override
    public InputType getOutputType(int index, InputType... types) {
        return InputType.feedForward(output[output.length - 1]);
    }

    @Override
    public MemoryReport getMemoryReport(InputType... types) {
        return new LayerMemoryReport.Builder(null, KernelVertex.class, types[0], getOutputType(0, types))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return inputs.length;
    }

    @Override
    public int maxVertexInputs() {
        return inputs.length;
    }

    @Override
    public GraphVertex clone() {
        return new KernelVertex(layer, inputs, output);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelVertex that
                && layer.equals(that.layer)
                && Objects.deepEquals(inputs, that.inputs)
                && Objects.deepEquals(output, that.output);
    }

    @Override
    public int hashCode() {
        return layer.hashCode();
    }
}
