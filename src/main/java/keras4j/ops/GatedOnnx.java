package keras4j.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.kernels.GatedCell;
import keras4j.internal.onnx.OnnxGraph;

/**
 * A {@link Gated} in ONNX: its operator, or with a mask, which that does not have, a loop of single steps. Sequences are (time, batch,
 * ..) here.
 */
final class GatedOnnx {
    private static final int BOOL = 9;
    private static final Map<String, ?> SWAP = Map.of("perm", new int[] {1, 0, 2});

    private final OnnxGraph graph;
    private final Gated gated;
    private final int units;

    GatedOnnx(OnnxGraph graph, Gated gated, Symbol call) {
        this.graph = graph;
        this.gated = gated;
        units = call.shape().last();
    }

    /** The cell, and the order of ONNX's gates for what is read and for the state: i, o, f, c~ and z, r, h~. */
    private record Form(String operator, Map<String, Integer> attributes, List<Integer> read, List<Integer> state) {}

    private Form form() {
        return switch (gated.cell()) {
            case LSTM -> new Form("LSTM", Map.of(), List.of(0, 3, 1, 2), List.of(0, 3, 1, 2));
            case GRU -> new Form("GRU", Map.of("linear_before_reset", 1), List.of(0, 1, 2), List.of(0, 1, 3));
        };
    }

    /**
     * The outputs.
     *
     * @param x the values of the inputs
     */
    List<String> outputs(List<String> x) {
        String sequence = inOrder(graph.node("Transpose", SWAP, x.get(0)));
        List<String> made = gated.hasMask() ? loop(sequence, x) : operator(sequence, x);
        made.set(0, graph.node("Transpose", SWAP, made.get(0)));
        return made;
    }

    /** As it is read. */
    private String inOrder(String sequence) {
        if (!gated.isReverse()) {
            return sequence;
        }
        return graph.node(
                "Slice",
                sequence,
                graph.integers(-1),
                graph.integers(Long.MIN_VALUE),
                graph.integers(0),
                graph.integers(-1));
    }

    private List<String> operator(String sequence, List<String> x) {
        Form form = form();
        List<String> reads = new ArrayList<>();
        reads.add(sequence);
        reads.add(ordered(x.get(1), form.read));
        reads.add(ordered(x.get(2), form.state));
        reads.add(gated.hasBias() ? bias(gated.bias(x), form) : "");
        if (gated.hasStates()) {
            reads.add(""); // all sequences are as long as each other
            gated.states(x).forEach(state -> reads.add(graph.node("Unsqueeze", state, graph.integers(0))));
        }
        Map<String, Object> attributes = new HashMap<>(form.attributes);
        attributes.put("hidden_size", units);
        int states = gated.cell().states();
        List<String> made = graph.nodes(form.operator, 1 + states, attributes, reads.toArray(String[]::new));
        List<String> outputs = new ArrayList<>(List.of(graph.node("Squeeze", made.get(0), graph.integers(1))));
        for (String state : made.subList(1, made.size())) {
            outputs.add(graph.node("Squeeze", state, graph.integers(0)));
        }
        outputs.add(1, outputs.get(1)); // the last output is the first state
        return outputs;
    }

    /** (rows, 4 units), gates in the cell's order, as (1, gates units, rows) in ONNX's. */
    private String ordered(String matrix, List<Integer> order) {
        List<String> gates = graph.nodes("Split", 4, Map.of("axis", 1), matrix);
        String all = graph.node(
                "Concat", Map.of("axis", 1), order.stream().map(gates::get).toArray(String[]::new));
        return graph.node("Unsqueeze", graph.node("Transpose", all), graph.integers(0));
    }

    /** (4 units) as the two biases of each gate, of what is read and of the state, side by side; a gate that has one has it first. */
    private String bias(String bias, Form form) {
        List<String> gates = graph.nodes("Split", 4, Map.of("axis", 0), bias);
        String zero = graph.node("Mul", gates.get(0), graph.number(0));
        List<String> all = new ArrayList<>(form.read.stream().map(gates::get).toList());
        form.state.forEach(gate -> all.add(form.read.contains(gate) ? zero : gates.get(gate)));
        return graph.node(
                "Unsqueeze", graph.node("Concat", Map.of("axis", 0), all.toArray(String[]::new)), graph.integers(0));
    }

    private List<String> loop(String sequence, List<String> x) {
        String sums = graph.node("MatMul", sequence, x.get(1));
        if (gated.hasBias()) {
            sums = graph.node("Add", sums, gated.bias(x));
        }
        String counts = graph.node("Cast", Map.of("to", BOOL), gated.mask(x));
        String steps = graph.node("Transpose", Map.of("perm", new int[] {1, 0}), counts);
        List<String> over = List.of(sums, inOrder(graph.node("Unsqueeze", steps, graph.integers(2))));
        String zeros = zeros(sequence);
        int states = gated.cell().states();
        List<String> first = new ArrayList<>(gated.hasStates() ? gated.states(x) : Collections.nCopies(states, zeros));
        first.add(zeros);
        List<String> made = graph.scan(first, over, values -> step(values, x.get(2)));
        List<String> outputs = new ArrayList<>(List.of(made.get(states + 1), made.get(states)));
        outputs.addAll(made.subList(0, states));
        return outputs;
    }

    /** A state of 0, (batch, units). */
    private String zeros(String sequence) {
        String batch = graph.node("Shape", Map.of("start", 1, "end", 2), sequence);
        String shape = graph.node("Concat", Map.of("axis", 0), batch, graph.integers(units));
        return graph.node("ConstantOfShape", shape);
    }

    /**
     * One step: the states behind it, its output as a state, and its output.
     *
     * @param values the states and the output before it, the sums of its inputs, and which samples of it count
     */
    private List<String> step(List<String> values, String recurrent) {
        int states = gated.cell().states();
        String h = values.get(0);
        String sums = graph.node("Add", values.get(states + 1), graph.node("MatMul", h, recurrent));
        List<String> gates = graph.nodes("Split", 4, Map.of("axis", -1), sums);
        List<String> next = gated.cell() == GatedCell.GRU ? gru(gates, h) : lstm(gates, values.get(1));
        String counts = values.get(states + 2);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            made.add(graph.node("Where", counts, next.get(i), values.get(i)));
        }
        String elsewhere = gated.zeroesOutput() ? graph.number(0) : values.get(states);
        String output = graph.node("Where", counts, next.get(0), elsewhere);
        made.add(output);
        made.add(graph.node("Identity", output));
        return made;
    }

    private List<String> lstm(List<String> gates, String c) {
        String kept = graph.node("Mul", graph.node("Sigmoid", gates.get(1)), c);
        String added = graph.node("Mul", graph.node("Sigmoid", gates.get(0)), graph.node("Tanh", gates.get(2)));
        String next = graph.node("Add", kept, added);
        return List.of(graph.node("Mul", graph.node("Sigmoid", gates.get(3)), graph.node("Tanh", next)), next);
    }

    private List<String> gru(List<String> gates, String h) {
        String z = graph.node("Sigmoid", gates.get(0));
        String reset = graph.node("Mul", graph.node("Sigmoid", gates.get(1)), gates.get(3));
        String candidate = graph.node("Tanh", graph.node("Add", gates.get(2), reset));
        String kept = graph.node("Mul", z, h);
        String added = graph.node("Mul", graph.node("Sub", graph.number(1), z), candidate);
        return List.of(graph.node("Add", kept, added));
    }
}
