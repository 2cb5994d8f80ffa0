package keras4j.internal.dl4j;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Node;
import keras4j.internal.saving.LayerConfig;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A layer of DL4J that runs a layer's own kernels, where DL4J has no such layer, over (samples, numbers of a sample). Its
 * parameters are the layer's weights, by their names. The numbers of a sample are those of each of the inputs, and behind them
 * those of the masks that the layer reads; it gives those of each output, and behind them those of masks that it finds. Its JSON has
 * the layer as Keras serialises it: see {@link LayerConfig}.
 */
@JsonIgnoreProperties("specs")
public final class KernelLayer extends FeedForwardLayer implements ParamInitializer {
    private static final long serialVersionUID = 1L;

    /** The layer whose kernels they are; null for one that has been read, which is made from its form. */
    private final transient Layer<?> hosted;

    /** Its form; null as long as nobody has asked for that. */
    @SuppressWarnings("serial") // a Map of JSON's values
    private Map<String, Object> layer;

    private final int[][] inputs;

    @SuppressWarnings("serial") // a Map of JSON's values
    private final Map<String, Object> arguments;

    private final int[] masks;
    private final int[] found;
    private final boolean ofLogits;

    /** @param ofLogits whether it ends before the sigmoid or softmax that makes the output */
    KernelLayer(Node node, HostedMasks masks, boolean ofLogits) {
        this(
                node.layer(),
                null,
                Stream.concat(node.inputs().stream(), masks.shapes().stream())
                        .map(Shape::dims)
                        .toArray(int[][]::new),
                CallArguments.inJson(node.arguments()),
                masks.places(),
                masks.found(),
                ofLogits);
    }

    /**
     * @param layer the layer as Keras serialises it
     * @param inputs the lengths of the axes of a sample of each input, and of each mask behind them
     * @param arguments those of the call beside the inputs; one that is an input is a list of its number
     * @param masks for each input which of these is its mask, -1 for none; null if it reads none
     * @param found the outputs whose masks it gives, too; null if it gives none
     * @param ofLogits whether it ends before the sigmoid or softmax that makes the output
     */
    @JsonCreator
    public KernelLayer(
            @JsonProperty("layer") Map<String, Object> layer,
            @JsonProperty("inputs") int[][] inputs,
            @JsonProperty("arguments") Map<String, Object> arguments,
            @JsonProperty("masks") int[] masks,
            @JsonProperty("found") int[] found,
            @JsonProperty("ofLogits") boolean ofLogits) {
        this(null, layer, inputs, arguments, masks, found, ofLogits);
    }

    private KernelLayer(
            Layer<?> hosted,
            Map<String, Object> layer,
            int[][] inputs,
            Map<String, Object> arguments,
            int[] masks,
            int[] found,
            boolean ofLogits) {
        this.arguments = arguments == null ? Map.of() : arguments;
        this.hosted = hosted;
        this.layer = layer;
        this.inputs = inputs;
        this.masks = masks;
        this.found = found;
        this.ofLogits = ofLogits;
    }

    @JsonProperty("ofLogits")
    public boolean ofLogits() {
        return ofLogits;
    }

    @JsonProperty("masks")
    public int[] masks() {
        return masks;
    }

    @JsonProperty("found")
    public int[] found() {
        return found;
    }

    @JsonProperty("layer")
    public Map<String, Object> layer() {
        if (layer == null) {
            layer = LayerConfig.write(hosted, shapes());
        }
        return layer;
    }

    @JsonProperty("inputs")
    public int[][] inputs() {
        return inputs;
    }

    @JsonProperty("arguments")
    public Map<String, Object> arguments() {
        return arguments;
    }

    /** As Java's serialization has it: with the form, which the layer is made from again. */
    private void writeObject(ObjectOutputStream out) throws IOException {
        layer();
        out.defaultWriteObject();
    }

    private Layer<?> made() {
        return hosted == null ? LayerConfig.read("KernelLayer", layer) : hosted;
    }

    /** DL4J's key of a weight: what stands before an underscore is a layer's name to it. */
    private static String key(WeightSpec spec) {
        return spec.name().replace("_", "");
    }

    /** DL4J's keys of a layer's weights: those of parts can have the same names. */
    static List<String> keys(List<WeightSpec> specs) {
        List<String> keys = new ArrayList<>();
        for (WeightSpec spec : specs) {
            keys.add(keys.contains(key(spec)) ? key(spec) + keys.size() : key(spec));
        }
        return keys;
    }

    private List<WeightSpec> specs() {
        return LayerHooks.allWeights(made(), shapes(), CallArguments.ofJson(arguments));
    }

    private List<Shape> shapes() {
        int count = masks == null ? inputs.length : masks.length;
        return Arrays.stream(inputs).limit(count).map(Shape::of).toList();
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray params,
            boolean initialize,
            DataType type) {
        List<Shape> all = Arrays.stream(inputs).map(Shape::of).toList();
        int[] places = masks == null
                ? IntStream.generate(() -> -1).limit(inputs.length).toArray()
                : masks;
        int[] given = found == null ? new int[0] : found;
        TracedKernel kernel = new TracedKernel(made(), all, CallArguments.ofJson(arguments), places, given, ofLogits);
        KernelLayerImpl live = new KernelLayerImpl(conf, type, kernel, specs(), all);
        live.setListeners(listeners);
        live.setIndex(index);
        live.setParamsViewArray(params);
        live.setParamTable(init(conf, params, initialize));
        return live;
    }

    @Override
    public ParamInitializer initializer() {
        return this;
    }

    @Override
    public InputType getOutputType(int index, InputType inputType) {
        return inputType;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {}

    /** State follows the data: its gradient is what it is to be less by. */
    @Override
    public IUpdater getUpdaterByParam(String name) {
        List<WeightSpec> specs = specs();
        int index = keys(specs).indexOf(name);
        boolean isState = index >= 0 && specs.get(index).kind() != WeightSpec.Kind.TRAINABLE;
        return isState ? new NoOp() : super.getUpdaterByParam(name);
    }

    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        return List.of();
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        return new LayerMemoryReport.Builder(getLayerName(), KernelLayer.class, inputType, inputType)
                .standardMemory(numParams(this), 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(org.deeplearning4j.nn.conf.layers.Layer of) {
        return specs().stream().mapToLong(spec -> spec.shape().size()).sum();
    }

    @Override
    public List<String> paramKeys(org.deeplearning4j.nn.conf.layers.Layer of) {
        return keys(specs());
    }

    @Override
    public List<String> weightKeys(org.deeplearning4j.nn.conf.layers.Layer of) {
        return paramKeys(of);
    }

    @Override
    public List<String> biasKeys(org.deeplearning4j.nn.conf.layers.Layer of) {
        return List.of();
    }

    @Override
    public boolean isWeightParam(org.deeplearning4j.nn.conf.layers.Layer of, String key) {
        return true;
    }

    @Override
    public boolean isBiasParam(org.deeplearning4j.nn.conf.layers.Layer of, String key) {
        return false;
    }

    @Override
    public Map<String, INDArray> init(NeuralNetConfiguration conf, INDArray params, boolean initialize) {
        conf.setVariables(new ArrayList<>(paramKeys(this)));
        return getGradientsFromFlattened(conf, params);
    }

    /** Row-major, one behind the other. */
    @Override
    public Map<String, INDArray> getGradientsFromFlattened(NeuralNetConfiguration conf, INDArray flat) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        long from = 0;
        List<WeightSpec> specs = specs();
        List<String> keys = keys(specs);
        for (int i = 0; i < keys.size(); i++) {
            long to = from + specs.get(i).shape().size();
            INDArray view = flat.reshape(flat.length()).get(NDArrayIndex.interval(from, to));
            views.put(keys.get(i), view.reshape('c', new long[] {1, to - from}));
            from = to;
        }
        return views;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KernelLayer that
                && super.equals(other)
                && layer().equals(that.layer())
                && Arrays.deepEquals(inputs, that.inputs)
                && arguments.equals(that.arguments)
                && Arrays.equals(masks, that.masks)
                && Arrays.equals(found, that.found)
                && ofLogits == that.ofLogits;
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(inputs);
    }
}
