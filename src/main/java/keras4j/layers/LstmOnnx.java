package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.activations.ActivationFunction;
import keras4j.core.Shape;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * An LSTM in ONNX: its operator, or, with a mask or activations that this does not have, a loop of single steps. Sequences are
 * (time, batch, ..) here.
 */
final class LstmOnnx {
    /** ONNX's name of an activation, and its arguments; null for those that it does not have. */
    private record Function(String name, Float alpha, Float beta) {}

    private static final Map<String, Function> FUNCTIONS = Map.of(
            "elu",
            new Function("Elu", 1f, null),
            "hard_sigmoid",
            new Function("HardSigmoid", 1 / 6f, 0.5f),
            "hard_sigmoid of Keras 2",
            new Function("HardSigmoid", 0.2f, 0.5f),
            "leaky_relu",
            new Function("LeakyRelu", 0.2f, null),
            "linear",
            new Function("Affine", 1f, 0f),
            "relu",
            new Function("Relu", null, null),
            "sigmoid",
            new Function("Sigmoid", null, null),
            "softplus",
            new Function("Softplus", null, null),
            "softsign",
            new Function("Softsign", null, null),
            "tanh",
            new Function("Tanh", null, null));

    private static final Map<String, ?> SWAP = Map.of("perm", new int[] {1, 0, 2});

    private final OnnxGraph graph;
    private final LSTM layer;
    private final List<Tensor> weights;

    LstmOnnx(OnnxGraph graph, LSTM layer, List<Tensor> weights) {
        this.graph = graph;
        this.layer = layer;
        this.weights = weights;
    }

    /**
     * The layer's outputs.
     *
     * @param x the sequences, and behind them the states to begin with, if they are given
     * @param mask (batch, time), true or false; null for none
     */
    List<String> outputs(List<String> x, String mask) {
        String sequence = inOrder(graph.node("Transpose", SWAP, x.get(0)));
        List<String> states = x.subList(1, x.size());
        boolean known = Stream.of(layer.activation(), layer.recurrentActivation())
                .allMatch(function -> FUNCTIONS.containsKey(function.name()) && !function.hasArguments());
        return known && mask == null ? operator(sequence, states) : loop(sequence, states, mask);
    }

    /** As the layer reads it. */
    private String inOrder(String sequence) {
        if (!layer.goesBackwards()) {
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

    /** The operator's gates are i, o, f, c~. */
    private List<String> operator(String sequence, List<String> states) {
        List<String> reads = new ArrayList<>();
        reads.add(sequence);
        reads.add(graph.weight("kernel", LstmForms.onnxMatrix(weights.get(0))));
        reads.add(graph.weight("recurrent_kernel", LstmForms.onnxMatrix(weights.get(1))));
        reads.add(layer.hasBias() ? graph.weight("bias", LstmForms.onnxBias(weights.get(2))) : "");
        if (!states.isEmpty()) {
            reads.add(""); // all sequences are as long as each other
            states.forEach(state -> reads.add(graph.node("Unsqueeze", state, graph.integers(0))));
        }
        List<String> made =
                graph.nodes("LSTM", layer.returnsState() ? 3 : 2, attributes(), reads.toArray(String[]::new));
        String output = layer.returnsSequences()
                ? graph.node("Transpose", SWAP, graph.node("Squeeze", made.get(0), graph.integers(1)))
                : withoutFirst(made.get(1));
        List<String> all = new ArrayList<>(List.of(output));
        made.subList(1, layer.returnsState() ? 3 : 1).forEach(state -> all.add(withoutFirst(state)));
        return all;
    }

    /** The activations of the gates, of c~ and of the output; ONNX takes arguments in that order from those that have some. */
    private Map<String, ?> attributes() {
        Map<String, Object> attributes = new HashMap<>(Map.of("hidden_size", layer.units()));
        List<Function> functions = Stream.of(layer.recurrentActivation(), layer.activation(), layer.activation())
                .map(function -> FUNCTIONS.get(function.name()))
                .toList();
        attributes.put("activations", functions.stream().map(Function::name).toArray(String[]::new));
        putFloats(attributes, "activation_alpha", functions.stream().map(Function::alpha));
        putFloats(attributes, "activation_beta", functions.stream().map(Function::beta));
        return attributes;
    }

    private static void putFloats(Map<String, Object> attributes, String name, Stream<Float> values) {
        List<Float> given = values.filter(value -> value != null).toList();
        float[] floats = new float[given.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = given.get(i);
        }
        if (floats.length > 0) {
            attributes.put(name, floats);
        }
    }

    private List<String> loop(String sequence, List<String> states, String mask) {
        String sums = graph.node("MatMul", sequence, graph.weight("kernel of a step", weights.get(0)));
        if (layer.hasBias()) {
            sums = graph.node("Add", sums, graph.weight("bias of a step", weights.get(2)));
        }
        List<String> over = new ArrayList<>(List.of(sums));
        if (mask != null) {
            String steps = graph.node("Transpose", Map.of("perm", new int[] {1, 0}), mask);
            over.add(inOrder(graph.node("Unsqueeze", steps, graph.integers(2))));
        }
        String recurrent = graph.weight("recurrent_kernel of a step", weights.get(1));
        List<String> made = graph.scan(
                states.isEmpty() ? zeros(sequence) : states, over, values -> step(values, recurrent, mask != null));
        String output;
        if (layer.returnsSequences()) {
            output = graph.node("Transpose", SWAP, made.get(2));
        } else {
            output = mask != null && layer.zeroesOutput()
                    ? withoutFirst(graph.node("Gather", made.get(2), graph.integers(-1)))
                    : made.get(0);
        }
        List<String> all = new ArrayList<>(List.of(output));
        all.addAll(layer.returnsState() ? made.subList(0, 2) : List.of());
        return all;
    }

    /** Two states of 0, (batch, units). */
    private List<String> zeros(String sequence) {
        String batch = graph.node("Shape", Map.of("start", 1, "end", 2), sequence);
        String shape = graph.node("Concat", Map.of("axis", 0), batch, graph.integers(layer.units()));
        String zeros = graph.node("ConstantOfShape", shape);
        return List.of(zeros, zeros);
    }

    /**
     * One step: the states behind it and its output.
     *
     * @param values h and c before it, the sums of its inputs, and which samples of it count if it has a mask
     */
    private List<String> step(List<String> values, String recurrent, boolean masked) {
        String h = values.get(0);
        String c = values.get(1);
        ActivationFunction activation = layer.activation();
        String sums = graph.node("Add", values.get(2), graph.node("MatMul", h, recurrent));
        List<String> parts = graph.nodes("Split", 4, Map.of("axis", -1), sums);
        String input = gate(parts.get(0));
        String forget = gate(parts.get(1));
        String candidate = written(activation, parts.get(2));
        String kept = graph.node("Mul", forget, c);
        String nextC = graph.node("Add", kept, graph.node("Mul", input, candidate));
        String nextH = graph.node("Mul", gate(parts.get(3)), written(activation, nextC));
        if (!masked) {
            return List.of(nextH, nextC, graph.node("Identity", nextH));
        }
        String counts = values.get(3);
        String heldH = graph.node("Where", counts, nextH, h);
        String heldC = graph.node("Where", counts, nextC, c);
        String output = layer.zeroesOutput()
                ? graph.node("Where", counts, nextH, graph.number(0))
                : graph.node("Identity", heldH);
        return List.of(heldH, heldC, output);
    }

    private String gate(String sums) {
        return written(layer.recurrentActivation(), sums);
    }

    private String written(ActivationFunction function, String x) {
        return WrittenFunction.onnx(function, graph, x, Shape.of(2, layer.units()));
    }

    private String withoutFirst(String value) {
        return graph.node("Squeeze", value, graph.integers(0));
    }
}
