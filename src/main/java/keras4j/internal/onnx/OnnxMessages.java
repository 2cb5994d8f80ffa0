package keras4j.internal.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import keras4j.internal.onnx.OnnxModel.Body;
import keras4j.internal.onnx.OnnxModel.Node;
import keras4j.internal.protobuf.ProtoMessage;

/** How nodes, values and numbers stand in a file, the fields of messages having the numbers of onnx.proto. */
final class OnnxMessages {
    static final int FLOAT = 1;
    static final int INT64 = 7;

    /** What the axis of the samples is called. */
    private static final String BATCH = "batch";

    /** Values that were given another name. */
    private final Map<String, String> renamed = new HashMap<>();
    /** What lengths of inputs and outputs are called that are none; by value and axis. */
    private final Map<List<Object>, String> lengthNames = new HashMap<>();

    void rename(String value, String given) {
        renamed.put(value, given);
    }

    void nameLength(String value, int axis, String length) {
        lengthNames.put(List.of(value, axis), length);
    }

    /** Without the numbers, which are field 9. */
    static ProtoMessage tensor(String value, int type, int... dims) {
        ProtoMessage tensor = new ProtoMessage();
        for (int dim : dims) {
            tensor.integer(1, dim);
        }
        return tensor.integer(2, type).text(8, value);
    }

    /**
     * An input or output.
     *
     * @param dims the shape of one sample
     */
    ProtoMessage described(String value, int[] dims) {
        ProtoMessage shape = new ProtoMessage().message(1, new ProtoMessage().text(2, BATCH));
        for (int axis = 0; axis < dims.length; axis++) {
            String length = lengthNames.get(List.of(value, axis));
            ProtoMessage dim = new ProtoMessage();
            shape.message(1, length == null ? dim.integer(1, dims[axis]) : dim.text(2, length));
        }
        ProtoMessage type = new ProtoMessage().integer(1, FLOAT).message(2, shape);
        return new ProtoMessage().text(1, value).message(2, new ProtoMessage().message(1, type));
    }

    /** What a value is called in the file. */
    String named(String value) {
        return renamed.getOrDefault(value, value);
    }

    ProtoMessage encode(Node node) {
        ProtoMessage message = new ProtoMessage();
        node.inputs().forEach(input -> message.text(1, named(input)));
        node.outputs().forEach(output -> message.text(2, named(output)));
        message.text(3, node.outputs().get(0)).text(4, node.op());
        new TreeMap<>(node.attributes()).forEach((key, value) -> message.message(5, attribute(key, value)));
        return message;
    }

    /** Types and shapes of its inputs and outputs follow from those of the loop. */
    private ProtoMessage encode(Body body) {
        ProtoMessage graph = new ProtoMessage();
        Set<String> read = new HashSet<>();
        body.outputs().forEach(output -> read.add(named(output)));
        read(body.nodes(), read).forEach(node -> graph.message(1, encode(node)));
        graph.text(2, "step");
        body.inputs().forEach(input -> graph.message(11, new ProtoMessage().text(1, named(input))));
        body.outputs().forEach(output -> graph.message(12, new ProtoMessage().text(1, named(output))));
        return graph;
    }

    private ProtoMessage attribute(String name, Object value) {
        ProtoMessage attribute = new ProtoMessage().text(1, name);
        if (value instanceof Float || value instanceof Double) {
            return attribute.real(2, ((Number) value).floatValue()).integer(20, 1);
        } else if (value instanceof Integer || value instanceof Long) {
            return attribute.integer(3, ((Number) value).longValue()).integer(20, 2);
        } else if (value instanceof String text) {
            return attribute.text(4, text).integer(20, 3);
        } else if (value instanceof float[] reals) {
            for (float real : reals) {
                attribute.real(7, real);
            }
            return attribute.integer(20, 6);
        } else if (value instanceof int[] integers) {
            for (int integer : integers) {
                attribute.integer(8, integer);
            }
            return attribute.integer(20, 7);
        }
        if (value instanceof String[] texts) {
            for (String text : texts) {
                attribute.text(9, text);
            }
            return attribute.integer(20, 8);
        } else if (value instanceof Body body) {
            return attribute.message(6, encode(body)).integer(20, 5);
        }
        throw new IllegalArgumentException("attribute " + name + " of " + value.getClass());
    }

    /**
     * The nodes whose outputs are read.
     *
     * @param read the values that are; those that these nodes read are added
     */
    List<Node> read(List<Node> all, Set<String> read) {
        Deque<Node> found = new ArrayDeque<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Node node = all.get(i);
            if (node.outputs().stream().map(this::named).anyMatch(read::contains)) {
                found.addFirst(node);
                node.inputs().forEach(input -> read.add(named(input)));
                node.attributes().values().forEach(value -> {
                    if (value instanceof Body body) {
                        body.outputs().forEach(output -> read.add(named(output)));
                        read(body.nodes(), read);
                    }
                });
            }
        }
        return List.copyOf(found);
    }
}
