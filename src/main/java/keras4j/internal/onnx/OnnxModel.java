package keras4j.internal.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import keras4j.internal.protobuf.ProtoMessage;
import keras4j.internal.tensor.Tensor;

/**
 * A model in the Open Neural Network Exchange format, opset 17, which ONNX Runtime has read since version 1.12. The numbers of
 * fields are those of its onnx.proto.
 */
public final class OnnxModel {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 17;

    /** An operator and the values that it takes and gives. */
    record Node(String op, Map<String, ?> attributes, List<String> inputs, List<String> outputs) {}

    /** What a loop does at each step. */
    record Body(List<Node> nodes, List<String> inputs, List<String> outputs) {}

    /** @param input the input that has it before a run */
    private record State(String input, String value, int[] dims) {}

    private final String name;
    private final int samples;
    /** How many samples there are, as a value; null unless it is read. */
    private String batch;

    private String firstInput;

    private final Set<String> taken = new HashSet<>();
    /** How often names that were taken have been wanted again. */
    private final Map<String, Integer> repeated = new HashMap<>();

    private final OnnxMessages messages = new OnnxMessages();

    private List<Node> nodes = new ArrayList<>();
    private final Map<String, String> initialized = new HashMap<>();
    private final Map<String, ProtoMessage> initializers = new LinkedHashMap<>();
    /** Of initializers their numbers. */
    private final Map<String, long[]> integers = new HashMap<>();

    private final Map<String, Tensor> reals = new HashMap<>();
    /** Of values that have been told their shapes, with all axes. */
    private final Map<String, int[]> shapes = new LinkedHashMap<>();

    /** The shapes of one sample. */
    private final Map<String, int[]> inputs = new LinkedHashMap<>();

    private final Map<String, int[]> outputs = new LinkedHashMap<>();
    /** What is handed from run to run, by whose it is. */
    private final Map<List<Object>, State> states = new LinkedHashMap<>();
    /** The names of the outputs. */
    private final Set<String> ends = new HashSet<>();

    /**
     * @param name the model's
     * @param samples how many samples there are in the batch of which it is made: a number of which no other length is a multiple;
     *     in the file it is any
     */
    public OnnxModel(String name, int samples) {
        this.name = name;
        this.samples = samples;
    }

    /** A name for a value: the wanted one, with a number if another value has it. */
    public String unique(String wanted) {
        String found = wanted;
        while (!taken.add(found)) {
            found = wanted + ":" + repeated.merge(wanted, 1, Integer::sum);
        }
        return found;
    }

    /**
     * Adds an input, and returns its value.
     *
     * @param dims the shape of one sample
     */
    public String input(String wanted, int... dims) {
        String value = unique(wanted);
        firstInput = inputs.isEmpty() ? value : firstInput;
        inputs.put(value, dims.clone());
        return value;
    }

    /** The place for what one call of a layer adds. */
    public OnnxGraph graph(String layer) {
        return new OnnxGraph(this, layer);
    }

    /**
     * Gives a value another name in the file.
     *
     * @param given made by {@link #unique}
     */
    public void rename(String value, String given) {
        messages.rename(value, given);
    }

    /**
     * Adds an output.
     *
     * @param given its name, made by {@link #unique}
     * @param dims the shape of one sample
     */
    public void output(String value, String given, int... dims) {
        if (!given.equals(messages.named(value))) {
            add(new Node("Identity", Map.of(), List.of(value), List.of(given)));
        }
        outputs.put(given, dims.clone());
        ends.add(given);
    }

    /** See {@link OnnxGraph#stateBefore}. */
    String stateBefore(Object owner, int number, String wanted, int... dims) {
        return states.computeIfAbsent(List.of(owner, number), key -> {
                    String input = input(wanted, dims);
                    return new State(input, input, dims);
                })
                .value();
    }

    /** See {@link OnnxGraph#stateAfter}. */
    void stateAfter(Object owner, int number, String value) {
        states.computeIfPresent(List.of(owner, number), (key, state) -> new State(state.input(), value, state.dims()));
    }

    /** Adds the states after a run, behind all other outputs. */
    public void outputStates() {
        states.values().forEach(state -> output(state.value(), unique(state.input() + "_after"), state.dims()));
    }

    /** Notes the shape of a value, with all axes: what has another one in an export for other lengths can be computed of it. */
    public void shape(String value, int... dims) {
        shapes.put(value, dims.clone());
    }

    /**
     * Makes this export, which is one for inputs of certain lengths and so many samples, one for any.
     *
     * @param others exports of the same model for other lengths, and batches of other sizes
     * @throws keras4j.core.KerasException naming what cannot be said for any
     */
    public void generalize(List<OnnxModel> others) {
        new AnyLengths(this, others).generalize();
    }

    void add(Node node) {
        nodes.add(node);
    }

    /** The nodes that are read. */
    List<Node> nodes() {
        return messages.read(nodes, new HashSet<>(ends));
    }

    void setNodes(List<Node> value) {
        nodes = value;
    }

    Map<String, long[]> integers() {
        return integers;
    }

    Map<String, Tensor> reals() {
        return reals;
    }

    Map<String, int[]> shapes() {
        return shapes;
    }

    Map<String, int[]> inputs() {
        return inputs;
    }

    Map<String, int[]> outputs() {
        return outputs;
    }

    void nameLength(String value, int axis, String length) {
        messages.nameLength(value, axis, length);
    }

    /**
     * A loop's body, which has to make each of its outputs itself, and once.
     *
     * @param step adds nodes, which become those of the body
     */
    Body body(String layer, List<String> inputs, UnaryOperator<List<String>> step) {
        List<Node> outer = nodes;
        nodes = new ArrayList<>();
        Set<String> free = new HashSet<>();
        List<String> outputs = new ArrayList<>(step.apply(inputs));
        nodes.forEach(node -> free.addAll(node.outputs()));
        outputs.replaceAll(output -> free.remove(output) ? output : graph(layer).node("Identity", output));
        Body body = new Body(nodes, inputs, outputs);
        nodes = outer;
        return body;
    }

    /** See {@link OnnxGraph#shape}. */
    String shape(OnnxGraph graph, long[] lengths) {
        int axis = batchAxis(lengths);
        if (axis < 0) {
            return initializer(lengths);
        }
        if (batch == null) {
            batch = unique("batch size");
        }
        long times = lengths[axis] / samples;
        List<String> parts = new ArrayList<>();
        if (axis > 0) {
            parts.add(initializer(Arrays.copyOf(lengths, axis)));
        }
        parts.add(times == 1 ? batch : graph.node("Mul", batch, initializer(new long[] {times})));
        if (axis < lengths.length - 1) {
            parts.add(initializer(Arrays.copyOfRange(lengths, axis + 1, lengths.length)));
        }
        return parts.size() == 1 ? parts.get(0) : graph.node("Concat", Map.of("axis", 0), parts.toArray(String[]::new));
    }

    /** See {@link OnnxGraph#batchAxis}. */
    int batchAxis(long[] lengths) {
        int axis = lengths.length - 1;
        while (axis >= 0 && (lengths[axis] == 0 || lengths[axis] % samples != 0)) {
            axis--;
        }
        return axis;
    }

    /** The value of these numbers, which are added once. */
    String initializer(String wanted, Tensor values) {
        return initialized.computeIfAbsent(wanted, key -> {
            String value = unique(wanted);
            long length = (long) values.size() * Float.BYTES;
            reals.put(value, values);
            initializers.put(
                    value,
                    OnnxMessages.tensor(value, OnnxMessages.FLOAT, values.dims())
                            .content(9, length, values::writeTo));
            return value;
        });
    }

    String initializer(long[] values) {
        return initialized.computeIfAbsent("constants/" + Arrays.toString(values), wanted -> {
            String value = unique(wanted);
            integers.put(value, values.clone());
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(values);
            initializers.put(
                    value,
                    OnnxMessages.tensor(value, OnnxMessages.INT64, values.length)
                            .content(9, bytes.capacity(), out -> out.write(bytes.array())));
            return value;
        });
    }

    private ProtoMessage encode() {
        ProtoMessage graph = new ProtoMessage();
        List<Node> all = new ArrayList<>(nodes);
        if (batch != null) {
            all.add(0, new Node("Shape", Map.of("start", 0, "end", 1), List.of(firstInput), List.of(batch)));
        }
        Set<String> read = new HashSet<>(ends);
        messages.read(all, read).forEach(node -> graph.message(1, messages.encode(node)));
        graph.text(2, name);
        initializers.forEach((value, initializer) -> {
            if (read.contains(value)) {
                graph.message(5, initializer);
            }
        });
        inputs.forEach((value, dims) -> graph.message(11, messages.described(value, dims)));
        outputs.forEach((value, dims) -> graph.message(12, messages.described(value, dims)));
        return new ProtoMessage()
                .integer(1, IR_VERSION)
                .text(2, "keras4j")
                .message(7, graph)
                .message(8, new ProtoMessage().text(1, "").integer(2, OPSET));
    }

    /** The number of bytes; a file of Protocol Buffers has less than 2 GiB. */
    public long size() {
        return encode().size();
    }

    public void writeTo(OutputStream out) throws IOException {
        encode().writeTo(out);
    }
}
