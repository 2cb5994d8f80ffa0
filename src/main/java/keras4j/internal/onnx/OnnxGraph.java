package keras4j.internal.onnx;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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

    /** The place for what a part of the layer adds, with names of its own. */
    public OnnxGraph part(String name) {
        return new OnnxGraph(model, model.unique(layer + "/" + name));
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
     * @param attributes by ONNX's names: an Integer, Long, Float, Double, String, int[], float[] or String[] each
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

    /**
     * Adds a loop over the first axis of some values, ONNX's Scan.
     *
     * @param states what is handed from step to step: their values before the first
     * @param over the values, of each of which a step gets one part
     * @param step is given names for the states and behind them for the parts, adds its nodes to this graph, and returns the
     *     states after it, and behind them what it gives, each once
     * @return the states after the last step, and behind them what all steps give, along a first axis
     */
    public List<String> scan(List<String> states, List<String> over, UnaryOperator<List<String>> step) {
        List<String> reads = new ArrayList<>(states);
        reads.addAll(over);
        List<String> inside =
                reads.stream().map(read -> model.unique(layer + "/step")).toList();
        OnnxModel.Body body = model.body(inside, step);
        Map<String, ?> attributes = Map.of("body", body, "num_scan_inputs", over.size());
        return nodes("Scan", body.outputs().size(), attributes, reads.toArray(String[]::new));
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
