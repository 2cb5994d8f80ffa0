package keras4j.layers;

import java.util.List;
import java.util.Map;
import keras4j.activations.ActivationFunction;
import keras4j.core.Shape;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** A call of a layer that brings kernels, in a trace that is only written as ONNX: it has an ONNX form of its own. */
final class LayerExport implements Primitive {
    private static final int ONNX_BOOL = 9;

    private final Layer<?> layer;
    private final List<Shape> inputs;
    private final List<Tensor> weights;
    private final boolean isMasked;

    /**
     * @param inputs the shapes of one sample of each
     * @param isMasked whether a further input says which positions of the first count
     */
    LayerExport(Layer<?> layer, List<Shape> inputs, List<Tensor> weights, boolean isMasked) {
        this.layer = layer;
        this.inputs = inputs;
        this.weights = weights;
        this.isMasked = isMasked;
    }

    Layer<?> layer() {
        return layer;
    }

    @Override
    public Shape shape(List<Shape> given) {
        return shapes(given).get(0);
    }

    @Override
    public List<Shape> shapes(List<Shape> given) {
        int batch = given.get(0).dim(0);
        return layer.outputShapes(inputs).stream()
                .map(shape -> shape.withFirst(batch))
                .toList();
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        throw new IllegalStateException("only to be written");
    }

    @Override
    public List<String> onnxAll(OnnxGraph graph, Symbol call, List<String> x) {
        String mask = isMasked ? graph.node("Cast", Map.of("to", ONNX_BOOL), x.get(inputs.size())) : null;
        List<String> made = layer.onnxAll(graph, x.subList(0, inputs.size()), inputs, weights, mask);
        ActivationFunction activation = layer.outputActivation(inputs.get(0));
        if (activation == null) {
            return made;
        }
        Shape shape = call.shape();
        Shape before = activation.outputWidth(2) == 2 ? shape : shape.withLast(2 * shape.last());
        return List.of(WrittenFunction.onnx(activation, graph, made.get(0), before));
    }
}
