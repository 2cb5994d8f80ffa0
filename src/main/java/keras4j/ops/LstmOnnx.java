package keras4j.ops;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import keras4j.internal.onnx.OnnxGraph;

/**
 * An {@link Lstm} in ONNX: its operator, or with a mask, which that does not have, a loop of single steps. Sequences are (time, batch,
 * ..) here.
 */
final class LstmOnnx {
    private static final int BOOL = 9;
    private static final Map<String, ?> SWAP = Map.of("perm", new int[] {1, 0, 2});

    private final OnnxGraph graph;
    private final Lstm lstm;
    private final int units;

    LstmOnnx(OnnxGraph graph, Lstm lstm, Symbol call) {
        this.graph = graph;
        this.lstm = lstm;
        units = call.shape().last();
    }

    /**
     * The first four outputs.
     *
     * @param x the values of the inputs
     */
    List<String> outputs(List<String> x) {
        String sequence = inOrder(graph.node("Transpose", SWAP, x.get(0)));
        List<String> made = lstm.hasMask() ? loop(sequence, x) : operator(sequence, x);
        String all = graph.node("Transpose", SWAP, made.get(0));
        return List.of(all, made.get(1), made.get(2), made.get(3));
    }

    /** As it is read. */
    private String inOrder(String sequence) {
        if (!lstm.isReverse()) {
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
        List<String> reads = new ArrayList<>();
        reads.add(sequence);
        reads.add(graph.node("Unsqueeze", ordered(x.get(1)), graph.integers(0)));
        reads.add(graph.node("Unsqueeze", ordered(x.get(2)), graph.integers(0)));
        if (lstm.hasBias()) {
            String bias = ordered(graph.node("Unsqueeze", lstm.bias(x), graph.integers(0)));
            String row = graph.node("Transpose", bias);
            String second = graph.node("Mul", row, graph.number(0));
            reads.add(graph.node("Concat", Map.of("axis", 1), row, second));
        } else {
            reads.add("");
        }
        if (lstm.hasStates()) {
            reads.add(""); // all sequences are as long as each other
            lstm.states(x).forEach(state -> reads.add(graph.node("Unsqueeze", state, graph.integers(0))));
        }
        List<String> made = graph.nodes("LSTM", 3, Map.of("hidden_size", units), reads.toArray(String[]::new));
        String h = graph.node("Squeeze", made.get(1), graph.integers(0));
        String c = graph.node("Squeeze", made.get(2), graph.integers(0));
        return List.of(graph.node("Squeeze", made.get(0), graph.integers(1)), h, h, c);
    }

    /** (rows, 4 units), gates in Keras's order, as (4 units, rows) in ONNX's: i, o, f, c~. */
    private String ordered(String matrix) {
        List<String> gates = graph.nodes("Split", 4, Map.of("axis", 1), matrix);
        String all = graph.node("Concat", Map.of("axis", 1), gates.get(0), gates.get(3), gates.get(1), gates.get(2));
        return graph.node("Transpose", all);
    }

    private List<String> loop(String sequence, List<String> x) {
        String sums = graph.node("MatMul", sequence, x.get(1));
        if (lstm.hasBias()) {
            sums = graph.node("Add", sums, lstm.bias(x));
        }
        String counts = graph.node("Cast", Map.of("to", BOOL), lstm.mask(x));
        String steps = graph.node("Transpose", Map.of("perm", new int[] {1, 0}), counts);
        List<String> over = List.of(sums, inOrder(graph.node("Unsqueeze", steps, graph.integers(2))));
        String zeros = zeros(sequence);
        List<String> first = new ArrayList<>(lstm.hasStates() ? lstm.states(x) : Collections.nCopies(2, zeros));
        first.add(zeros);
        List<String> made = graph.scan(first, over, values -> step(values, x.get(2)));
        return List.of(made.get(3), made.get(2), made.get(0), made.get(1));
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
     * @param values h, c and the output before it, the sums of its inputs, and which samples of it count
     */
    private List<String> step(List<String> values, String recurrent) {
        String h = values.get(0);
        String c = values.get(1);
        String sums = graph.node("Add", values.get(3), graph.node("MatMul", h, recurrent));
        List<String> gates = graph.nodes("Split", 4, Map.of("axis", -1), sums);
        String input = graph.node("Sigmoid", gates.get(0));
        String forget = graph.node("Sigmoid", gates.get(1));
        String kept = graph.node("Mul", forget, c);
        String nextC = graph.node("Add", kept, graph.node("Mul", input, graph.node("Tanh", gates.get(2))));
        String nextH = graph.node("Mul", graph.node("Sigmoid", gates.get(3)), graph.node("Tanh", nextC));
        String counts = values.get(4);
        String heldH = graph.node("Where", counts, nextH, h);
        String heldC = graph.node("Where", counts, nextC, c);
        String elsewhere = lstm.zeroesOutput() ? graph.number(0) : values.get(2);
        String output = graph.node("Where", counts, nextH, elsewhere);
        return List.of(heldH, heldC, output, graph.node("Identity", output));
    }
}
