package keras4j.internal.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.internal.tensor.Tensor;

/**
 * One export of a model for any lengths, be they that of the batch only, of exports for some lengths. No operator has rules for
 * these: the exports have the same nodes, and each constant that differs is computed of {@link Lengths} of values that come
 * before; what cannot be is an error.
 */
final class AnyLengths {
    private static final int FLOAT = 1;

    private final OnnxModel model;
    /** The exports, that which becomes one for any lengths before the others. */
    private final List<OnnxModel> all = new ArrayList<>();

    private final List<OnnxModel.Node> made = new ArrayList<>();
    private final Lengths lengths;
    private final OnnxGraph graph;

    AnyLengths(OnnxModel model, List<OnnxModel> others) {
        this.model = model;
        all.add(model);
        all.addAll(others);
        graph = model.graph("lengths");
        lengths = new Lengths(graph);
    }

    void generalize() {
        List<List<OnnxModel.Node>> nodes = all.stream().map(OnnxModel::nodes).toList();
        model.setNodes(made);
        model.inputs().keySet().forEach(this::know);
        write(nodes, made);
        nameLengths();
    }

    /** From here on lengths can be computed of those of this value. */
    private void know(String value) {
        List<int[]> shapes =
                all.stream().map(export -> export.shapes().get(value)).toList();
        if (shapes.stream().allMatch(Objects::nonNull)) {
            for (int axis = 0; axis < shapes.get(0).length; axis++) {
                int at = axis;
                lengths.know(shapes.stream().mapToLong(shape -> shape[at]).toArray(), value, axis);
            }
        }
    }

    /** @param into is given the nodes for any lengths; what they need beside is added to {@link #made} before */
    private void write(List<List<OnnxModel.Node>> nodes, List<OnnxModel.Node> into) {
        for (int i = 0; i < nodes.get(0).size(); i++) {
            int at = i;
            OnnxModel.Node first = nodes.get(0).get(i);
            List<OnnxModel.Node> same = nodes.stream()
                    .filter(list -> at < list.size())
                    .map(list -> list.get(at))
                    .filter(node -> node.op().equals(first.op())
                            && node.outputs().equals(first.outputs())
                            && node.inputs().size() == first.inputs().size())
                    .toList();
            if (same.size() < all.size()) {
                throw differs(first, "the same operators for all lengths", "others");
            }
            into.add(node(same));
            if (into == made) {
                first.outputs().forEach(this::know);
            }
        }
        if (nodes.stream().anyMatch(list -> list.size() != nodes.get(0).size())) {
            throw KerasException.expected("ONNX", "as many operators for all lengths", "more for some");
        }
    }

    private OnnxModel.Node node(List<OnnxModel.Node> same) {
        OnnxModel.Node first = same.get(0);
        List<String> inputs = new ArrayList<>();
        for (int k = 0; k < first.inputs().size(); k++) {
            int at = k;
            inputs.add(input(
                    first, same.stream().map(node -> node.inputs().get(at)).toList()));
        }
        Map<String, Object> attributes = new HashMap<>();
        for (String key : first.attributes().keySet()) {
            List<Object> values = new ArrayList<>();
            same.forEach(node -> values.add(node.attributes().get(key)));
            attributes.put(key, attribute(first, key, values));
        }
        return new OnnxModel.Node(first.op(), attributes, inputs, first.outputs());
    }

    private Object attribute(OnnxModel.Node node, String key, List<Object> values) {
        if (values.stream().allMatch(value -> value instanceof OnnxModel.Body)) {
            List<OnnxModel.Body> bodies =
                    values.stream().map(OnnxModel.Body.class::cast).toList();
            List<OnnxModel.Node> inside = new ArrayList<>();
            write(bodies.stream().map(OnnxModel.Body::nodes).toList(), inside);
            return new OnnxModel.Body(
                    inside, bodies.get(0).inputs(), bodies.get(0).outputs());
        }
        if (!values.stream().allMatch(value -> Objects.deepEquals(value, values.get(0)))) {
            throw differs(node, "an attribute " + key + " that is the same for all lengths", text(values));
        }
        return values.get(0);
    }

    private static List<String> text(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof int[] numbers ? Arrays.toString(numbers) : String.valueOf(value))
                .toList();
    }

    /** @param names what the node reads in each of the exports */
    private String input(OnnxModel.Node node, List<String> names) {
        List<long[]> integers = values(names, OnnxModel::integers);
        if (integers.stream().allMatch(Objects::nonNull)) {
            return integers(node, integers);
        }
        List<Tensor> reals = values(names, OnnxModel::reals);
        if (reals.stream().allMatch(Objects::nonNull)) {
            return reals(node, names.get(0), reals);
        }
        if (!names.stream().allMatch(names.get(0)::equals)) {
            throw differs(node, "the same inputs for all lengths", names);
        }
        return names.get(0);
    }

    private interface Values<T> {
        Map<String, T> of(OnnxModel export);
    }

    private <T> List<T> values(List<String> names, Values<T> values) {
        List<T> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            found.add(values.of(all.get(i)).get(names.get(i)));
        }
        return found;
    }

    private String integers(OnnxModel.Node node, List<long[]> values) {
        long[] first = values.get(0);
        if (values.stream().anyMatch(value -> value.length != first.length)) {
            throw differs(node, "as many whole numbers for all lengths", "another number of them");
        }
        int[] differing = IntStream.range(0, first.length)
                .filter(i -> !isSame(tuple(values, i)))
                .toArray();
        boolean isReshape = node.op().equals("Reshape");
        if (isReshape && differing.length == 1 && Arrays.stream(first).noneMatch(length -> length == -1)) {
            long[] open = first.clone();
            open[differing[0]] = -1;
            return graph.integers(open);
        }
        if (differing.length == 0) {
            return graph.integers(first);
        }
        String[] parts = new String[first.length];
        Arrays.setAll(
                parts, i -> isSame(tuple(values, i)) ? graph.integers(first[i]) : computed(node, tuple(values, i)));
        return parts.length == 1 ? parts[0] : graph.node("Concat", Map.of("axis", 0), parts);
    }

    private static long[] tuple(List<long[]> values, int at) {
        return values.stream().mapToLong(value -> value[at]).toArray();
    }

    private static boolean isSame(long[] tuple) {
        return Arrays.stream(tuple).allMatch(value -> value == tuple[0]);
    }

    private String computed(OnnxModel.Node node, long[] tuple) {
        String value = lengths.value(tuple);
        if (value == null) {
            throw differs(node, "numbers that follow from lengths before it", Arrays.toString(tuple));
        }
        return value;
    }

    private String reals(OnnxModel.Node node, String name, List<Tensor> tensors) {
        Tensor first = tensors.get(0);
        if (tensors.stream().allMatch(first::isSame)) {
            return name;
        }
        List<float[]> values = tensors.stream().map(Tensor::values).toList();
        boolean isSameShape = tensors.stream().allMatch(tensor -> Arrays.equals(tensor.dims(), first.dims()));
        if (isSameShape && values.stream().allMatch(value -> Arrays.equals(value, values.get(0)))) {
            return name;
        }
        if (isSameShape && first.size() == 1) {
            return number(node, values);
        }
        long[] counts = values.stream().mapToLong(value -> value.length).toArray();
        if (first.dims().length == 1 && values.stream().allMatch(AnyLengths::isRange)) {
            return range(computed(node, counts), values.get(0)[0], values.get(0)[1] - values.get(0)[0]);
        }
        if (tensors.stream().allMatch(AnyLengths::isTriangle)) {
            List<long[]> sides = tensors.stream()
                    .map(tensor -> Arrays.stream(tensor.dims()).asLongStream().toArray())
                    .toList();
            return triangle(side(node, tuple(sides, 0)), side(node, tuple(sides, 1)));
        }
        if (tensors.stream().allMatch(tensor -> tensor.dims().length == first.dims().length)
                && values.stream().allMatch(value -> isAll(value, values.get(0)[0]))) {
            String shape = integers(
                    node,
                    tensors.stream()
                            .map(tensor ->
                                    Arrays.stream(tensor.dims()).asLongStream().toArray())
                            .toList());
            return graph.node("Expand", graph.number(values.get(0)[0]), shape);
        }
        throw differs(node, "constants that follow from lengths", "others, of shape " + Arrays.toString(first.dims()));
    }

    /** A length as a number, or 1 over it. */
    private String number(OnnxModel.Node node, List<float[]> values) {
        long[] over =
                values.stream().mapToLong(value -> Math.round(1.0 / value[0])).toArray();
        boolean isOver = IntStream.range(0, over.length).allMatch(i -> (float) (1.0 / over[i]) == values.get(i)[0]);
        long[] whole = values.stream().mapToLong(value -> Math.round(value[0])).toArray();
        if (!isOver && !IntStream.range(0, whole.length).allMatch(i -> whole[i] == values.get(i)[0])) {
            throw differs(node, "numbers that follow from lengths", Arrays.toString(values.get(0)));
        }
        String length = graph.node("Cast", Map.of("to", FLOAT), computed(node, isOver ? over : whole));
        return isOver ? graph.node("Reciprocal", length) : length;
    }

    /** From its first number on, with its step. */
    private String range(String count, float first, float step) {
        String scalar = graph.node("Squeeze", count, graph.integers(0));
        String zero = graph.node("Squeeze", graph.integers(0), graph.integers(0));
        String one = graph.node("Squeeze", graph.integers(1), graph.integers(0));
        String places = graph.node("Cast", Map.of("to", FLOAT), graph.node("Range", zero, scalar, one));
        String steps = step == 1 ? places : graph.node("Mul", places, graph.number(step));
        return first == 0 ? steps : graph.node("Add", steps, graph.number(first));
    }

    private String side(OnnxModel.Node node, long[] lengths) {
        return isSame(lengths) ? graph.integers(lengths[0]) : computed(node, lengths);
    }

    /** 1 on the diagonal and below it, else 0. */
    private String triangle(String rows, String columns) {
        String row = graph.node("Unsqueeze", range(rows, 0, 1), graph.integers(1));
        String isBelow = graph.node("LessOrEqual", range(columns, 0, 1), row);
        return graph.node("Cast", Map.of("to", FLOAT), isBelow);
    }

    private static boolean isTriangle(Tensor tensor) {
        int columns = tensor.dims().length == 2 ? tensor.dims()[1] : 1;
        float[] values = tensor.values();
        return tensor.dims().length == 2
                && IntStream.range(0, values.length).allMatch(i -> values[i] == (i % columns <= i / columns ? 1 : 0));
    }

    private static boolean isRange(float[] values) {
        return values.length > 1
                && IntStream.range(0, values.length)
                        .allMatch(i -> values[i] == values[0] + i * (values[1] - values[0]));
    }

    private static boolean isAll(float[] values, float number) {
        return IntStream.range(0, values.length).allMatch(i -> values[i] == number);
    }

    /** Lengths of inputs and outputs that are the same get the same name. */
    private void nameLengths() {
        Map<List<Integer>, String> names = new LinkedHashMap<>();
        name(names, OnnxModel::inputs);
        name(names, OnnxModel::outputs);
    }

    private void name(Map<List<Integer>, String> names, Values<int[]> shapes) {
        shapes.of(model).forEach((value, dims) -> {
            for (int axis = 0; axis < dims.length; axis++) {
                int at = axis;
                List<Integer> tuple = all.stream()
                        .map(export -> shapes.of(export).get(value)[at])
                        .toList();
                if (tuple.stream().distinct().count() > 1) {
                    String next = "length" + (names.isEmpty() ? "" : "_" + names.size());
                    model.nameLength(value, axis, names.computeIfAbsent(tuple, key -> next));
                }
            }
        });
    }

    private static KerasException differs(OnnxModel.Node node, String expected, Object received) {
        return KerasException.expected(
                "ONNX of any lengths, " + node.op() + " of " + node.outputs().get(0), expected, received);
    }
}
