package keras4j.internal.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.internal.tensor.Tensor;

/**
 * What one call of a layer adds to an {@link OnnxModel}: nodes and weights, which are named after the layer. Values are their
 * names. The operators are those of ONNX's opset 17: https://onnx.ai/onnx/operators.
 */
public final class OnnxGraph {
    private final OnnxModel model;
    private final String layer;
    private final Set<String> weights = new HashSet<>();

    OnnxGraph(OnnxModel model, String layer) {
        this.model = model;
        this.layer = layer;
    }

    /**
     * Adds a node.
     *
     * @param op such as "Relu"
     * @param inputs values; "" for one that is left out
     * @return what it gives
     */
    public String node(String op, String... inputs) {
        return node(op, Map.of(), inputs);
    }

    /**
     * Adds a node with attributes.
     *
     * @param attributes by ONNX's names: an Integer, Long, Float, Double, String, int[] or float[] each
     */
    public String node(String op, Map<String, ?> attributes, String... inputs) {
        return nodes(op, 1, attributes, inputs).get(0);
    }

    /** Adds a node of several outputs. */
    public List<String> nodes(String op, int outputs, Map<String, ?> attributes, String... inputs) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            values.add(model.unique(layer + "/" + op));
        }
        model.add(new OnnxModel.Node(op, attributes, List.of(inputs), values));
        return values;
    }

    /** A number. */
    public String number(double value) {
        return model.initializer("constants/" + (float) value, Tensor.of(new float[] {(float) value}));
    }

    /** Whole numbers along one axis: a shape, or axes. */
    public String integers(long... values) {
        return model.initializer(values);
    }

    /**
     * A weight: another call of the same layer has the same.
     *
     * @param name such as "kernel"
     * @param values in ONNX's form
     */
    public String weight(String name, Tensor values) {
        if (!weights.add(name)) {
            throw new IllegalArgumentException("a second weight " + name + " of " + layer);
        }
        return model.initializer(layer + "/" + name, values);
    }
}
