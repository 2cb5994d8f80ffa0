package keras4j.internal.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
     *     states after it, and behind them what it gives
     * @return the states after the last step, and behind them what all steps give, along a first axis
     */
    public List<String> scan(List<String> states, List<String> over, UnaryOperator<List<String>> step) {
        return scan(states, over, false, made -> 0, step);
    }

    /**
     * The same in another order.
     *
     * @param isReverse whether the last step comes first; what the steps give stands at their places all the same
     * @param axis along which stands what the steps give, by its number behind the states
     */
    public List<String> scan(
            List<String> states,
            List<String> over,
            boolean isReverse,
            IntUnaryOperator axis,
            UnaryOperator<List<String>> step) {
        List<String> reads = new ArrayList<>(states);
        reads.addAll(over);
        List<String> inside =
                reads.stream().map(read -> model.unique(layer + "/step")).toList();
        OnnxModel.Body body = model.body(layer, inside, step);
        int[] axes = IntStream.range(0, body.outputs().size() - states.size())
                .map(axis)
                .toArray();
        Map<String, Object> attributes = new HashMap<>(Map.of("body", body, "num_scan_inputs", over.size()));
        if (isReverse) {
            attributes.put("scan_input_directions", ones(over.size()));
            attributes.put("scan_output_directions", ones(axes.length));
        }
        if (Arrays.stream(axes).anyMatch(along -> along > 0)) {
            attributes.put("scan_output_axes", axes);
        }
        return nodes("Scan", body.outputs().size(), attributes, reads.toArray(String[]::new));
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * A state between two runs, before what this call does: at first a further input of the model.
     *
     * @param owner whose state it is, and which of its states
     * @param dims the shape of one sample
     */
    public String stateBefore(Object owner, int number, int... dims) {
        return model.stateBefore(owner, number, layer.substring(0, layer.lastIndexOf('/')) + "/state_" + number, dims);
    }

    /** The same state after this call: in the end a further output, which the next run is to be given. */
    public void stateAfter(Object owner, int number, String value) {
        model.stateAfter(owner, number, value);
    }

    /** A number. */
    public String number(double value) {
        return model.initializer("constants/" + (float) value, Tensor.of(new float[] {(float) value}));
    }

    /** A shape, of which one length may be that of the batch, or a multiple: in the file it is whatever that is. */
    public String shape(long... lengths) {
        return model.shape(this, lengths);
    }

    /** The axis of such a length; -1 for none. */
    public int batchAxis(long... lengths) {
        return model.batchAxis(lengths);
    }

    /** Whole numbers along one axis, such as axes. */
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
