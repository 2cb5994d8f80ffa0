package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.plan.ConstantNumbers;
import keras4j.internal.tensor.Tensor;
import keras4j.ops.Index;
import keras4j.ops.Numbers;
import keras4j.ops.Op;
import keras4j.ops.Symbol;

/** Calls of ops as they stand among the layers of Keras's functional files, both ways. */
public final class OpNodes {
    private static final String CLASS_NAME = "class_name";
    private static final String CONFIG = "config";
    private static final String TENSOR = "__keras_tensor__";
    private static final String NUMPY = "__numpy__";
    private static final String SLICE = "__slice__";
    private static final String ELLIPSIS = "__ellipsis__";

    /** The arguments that are places, by the op's class, which are whole numbers in Keras. */
    private static final Map<String, Integer> PLACES = Map.of(
            "Take",
            1,
            "TakeAlongAxis",
            1,
            "SegmentSum",
            1,
            "SegmentMax",
            1,
            "ScatterUpdate",
            1,
            "InTopK",
            0,
            "OneHot",
            0);

    private OpNodes() {}

    /**
     * A call of an op.
     *
     * @param layer the op among the layers of the file
     * @param node one of its inbound_nodes
     * @param symbols the symbol of a keras_history: a layer's name, the number of its call, the number of the output
     * @throws KerasException if it is none that is known here
     */
    public static Op read(Map<String, ?> layer, Map<String, ?> node, Function<List<?>, Symbol> symbols) {
        String className = String.valueOf(layer.get(CLASS_NAME));
        Map<String, Object> config = new LinkedHashMap<>(object(className, layer.get(CONFIG)));
        config.remove("name");
        config.replaceAll((name, value) -> value(className, value, symbols));
        Map<String, Object> keywords = new LinkedHashMap<>(object(className, node.get("kwargs")));
        keywords.replaceAll((name, value) -> value(className, value, symbols));
        if (!(value(className, node.get("args"), symbols) instanceof List<?> positional)) {
            throw KerasException.expected(className, "a list of args", node.get("args"));
        }
        return Op.of(className, config, positional, keywords);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(String where, Object json) {
        if (!(json instanceof Map<?, ?> object)) {
            throw KerasException.expected(where, "an object", json);
        }
        return (Map<String, Object>) object;
    }

    private static Object value(String where, Object json, Function<List<?>, Symbol> symbols) {
        if (json instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(value(where, item, symbols)));
            return all;
        }
        if (!(json instanceof Map<?, ?> object)) {
            return json;
        }
        String className = String.valueOf(object.get(CLASS_NAME));
        Map<String, Object> config = object(where, object.get(CONFIG));
        return switch (className) {
            case TENSOR -> symbol(where, config, symbols);
            case NUMPY, "__tensor__" -> new Numbers(config.get("value"), String.valueOf(config.get("dtype")));
            case SLICE ->
                new Index(
                        integer(where, config, "start"),
                        integer(where, config, "stop"),
                        integer(where, config, "step"));
            case ELLIPSIS -> Index.ELLIPSIS;
            default -> throw KerasException.expected(where, "a tensor, numbers or places as an argument", className);
        };
    }

    private static Symbol symbol(String where, Map<String, ?> config, Function<List<?>, Symbol> symbols) {
        if (!(config.get("keras_history") instanceof List<?> history) || history.size() != 3) {
            throw KerasException.expected(where, "a keras_history of three", config.get("keras_history"));
        }
        return symbols.apply(history);
    }

    private static Integer integer(String where, Map<String, ?> config, String name) {
        Object value = config.get(name);
        if (value != null && !(value instanceof Integer)) {
            throw KerasException.expected(where + ", " + name, "a whole number or null", value);
        }
        return (Integer) value;
    }

    /**
     * An op as one of the layers of the file.
     *
     * @param tensors the config of a symbol's __keras_tensor__: shape, dtype, keras_history
     */
    public static Map<String, Object> write(Op op, String name, Function<Symbol, Map<String, Object>> tensors) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        op.config().forEach((key, value) -> config.put(key, json(value, tensors)));
        Map<String, Object> keywords = new LinkedHashMap<>(op.keywords());
        keywords.replaceAll((key, value) -> json(value, tensors));
        Map<String, Object> node = new LinkedHashMap<>();
        List<Object> args = op.positional();
        Integer places = PLACES.get(op.className());
        if (places != null && args.get(places) instanceof Symbol symbol && symbol.isConstant()) {
            args.set(places, new Numbers(nested(ConstantNumbers.of(symbol), number -> (int) number), "int32"));
        }
        node.put("args", json(args, tensors));
        node.put("kwargs", keywords);
        Map<String, Object> layer = new LinkedHashMap<>();
        layer.put("module", op.module());
        layer.put(CLASS_NAME, op.className());
        layer.put(CONFIG, config);
        layer.put("registered_name", op.className());
        layer.put("name", name);
        layer.put("inbound_nodes", List.of(node));
        return layer;
    }

    private static Object json(Object value, Function<Symbol, Map<String, Object>> tensors) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(json(item, tensors)));
            return all;
        } else if (value instanceof Symbol symbol) {
            return symbol.isConstant()
                    ? numpy(nested(ConstantNumbers.of(symbol), number -> number), "float32")
                    : object(TENSOR, tensors.apply(symbol));
        } else if (value instanceof Numbers numbers) {
            return numpy(numbers.value(), numbers.dtype());
        } else if (value instanceof Index index) {
            return index.isEllipsis() ? object(ELLIPSIS, Map.of()) : slice(index);
        }
        return value;
    }

    private static Map<String, Object> object(String className, Map<String, Object> config) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(CLASS_NAME, className);
        object.put(CONFIG, config);
        return object;
    }

    private static Map<String, Object> slice(Index index) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("start", index.start());
        config.put("stop", index.stop());
        config.put("step", index.step());
        return object(SLICE, config);
    }

    private static Map<String, Object> numpy(Object value, String dtype) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("value", value);
        config.put("dtype", dtype);
        return object(NUMPY, config);
    }

    /** Lists of lists, as deep as there are axes. */
    private static Object nested(Tensor tensor, DoubleFunction<Object> form) {
        Shape shape = Shape.of(tensor.dims());
        List<Object> all = new ArrayList<>();
        for (float number : tensor.values()) {
            all.add(form.apply(number));
        }
        for (int axis = shape.rank() - 1; axis > 0; axis--) {
            List<Object> rows = new ArrayList<>();
            for (int i = 0; i < all.size(); i += shape.dim(axis)) {
                rows.add(new ArrayList<>(all.subList(i, i + shape.dim(axis))));
            }
            all = rows;
        }
        return shape.rank() == 0 ? all.get(0) : all;
    }
}
