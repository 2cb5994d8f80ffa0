package keras4j.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Keras's config of one object, being read or written. Each argument is named in one place, {@link Configurable#config},
 * which serves both directions: a method here returns the value that was read, or records and returns the present one.
 *
 * <p>The values are JSON's as plain Java objects: String, Boolean, Number, List, Map or null.
 */
public final class Config {
    /** As many as ND4J has; every layer has them again. */
    private static final int MAX_AXES = 32;

    private final String owner;
    private final Map<String, Object> values;
    private final boolean reading;
    private final boolean isSerialized;
    private final Set<String> named = new LinkedHashSet<>();

    private Config(String owner, Map<String, Object> values, boolean reading, boolean isSerialized) {
        this.owner = owner;
        this.values = values;
        this.reading = reading;
        this.isSerialized = isSerialized;
    }

    /** The config that {@code arguments} writes. */
    public static Map<String, Object> write(Consumer<Config> arguments) {
        Config config = new Config("", new LinkedHashMap<>(), false, true);
        arguments.accept(config);
        return config.values;
    }

    /** The same, where functions and objects are not serialised: they stand there themselves. */
    public static Map<String, Object> values(Consumer<Config> arguments) {
        Config config = new Config("", new LinkedHashMap<>(), false, false);
        arguments.accept(config);
        return config.values;
    }

    /**
     * Hands {@code values} to {@code arguments}. A key that was not asked for and is not null is an error: nothing that a
     * file says is dropped in silence.
     *
     * @param owner what messages call the object, such as "layer dense_1"
     */
    public static void read(String owner, Map<String, Object> values, Consumer<Config> arguments) {
        Config config = new Config(owner, values, true, true);
        arguments.accept(config);
        values.forEach((key, value) -> {
            if (value != null && !config.named.contains(key)) {
                throw new KerasException(Printable.of(owner) + ": the argument \"" + Printable.of(key)
                        + "\" is not supported, received " + Printable.of(value));
            }
        });
    }

    /** A whole number. */
    public int integer(String key, int value) {
        return value(key, value, "a whole number", found -> whole(key, found));
    }

    /** A whole number, or null for none. */
    public Integer optionalInteger(String key, Integer value) {
        return optional(key, value, "a whole number", found -> whole(key, found));
    }

    private int whole(String key, Object found) {
        double number = ((Number) found).doubleValue();
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw expected(key, "a whole number", found);
        }
        return (int) number;
    }

    /** A number; Keras's floats. */
    public double number(String key, double value) {
        return value(key, value, "a number", found -> ((Number) found).doubleValue());
    }

    /** A number of at least 0. */
    public double atLeastZero(String key, double value) {
        double number = number(key, value);
        if (!(number >= 0)) {
            throw expected(key, "a number of at least 0", number);
        }
        return number;
    }

    /** A number, or null for none. */
    public Double optionalNumber(String key, Double value) {
        return optional(key, value, "a number", found -> ((Number) found).doubleValue());
    }

    /** A number or nested lists of them, or null for none. */
    public NumberArray numbers(String key, NumberArray value) {
        named.add(key);
        if (!reading) {
            values.put(key, value == null ? null : value.toJson());
            return value;
        }
        return optional(key, value, "a number, or lists of numbers of one length", NumberArray::fromJson);
    }

    /** Whole numbers: one, or a list of them, which is written; none for null. */
    public int[] integers(String key, int[] value) {
        if (!reading) {
            unused(key, Arrays.stream(value).boxed().toList());
            return value;
        }
        named.add(key);
        if (!values.containsKey(key)) {
            return value;
        }
        Object found = values.get(key);
        List<?> list = found instanceof List<?> given ? given : found == null ? List.of() : List.of(found);
        if (!list.stream().allMatch(Integer.class::isInstance)) {
            throw expected(key, "whole numbers", found);
        }
        return list.stream().mapToInt(Integer.class::cast).toArray();
    }

    /** The same, where a single one is written as a number. */
    public int[] oneOrMore(String key, int[] value) {
        if (reading || value.length != 1) {
            return integers(key, value);
        }
        unused(key, value[0]);
        return value;
    }

    /** Lengths of axes: one, or a list of them, which is written; null for one that is not known, which is {@link Shape#NONE}. */
    public int[] lengths(String key, int[] value) {
        named.add(key);
        if (!reading) {
            values.put(key, lengthList(Shape.of(value)));
            return value;
        }
        Object found = values.get(key);
        List<Object> list = new ArrayList<>(found instanceof List<?> given ? given : Arrays.asList(found));
        list.add(0, null);
        return sampleShape(key, list).dims();
    }

    /** The same as {@link #integers}, null if there are none. */
    public int[] optionalIntegers(String key, int[] value) {
        if (reading ? values.get(key) != null : value != null) {
            return integers(key, value);
        }
        unused(key, null);
        return reading && values.containsKey(key) ? null : value;
    }

    /** True or false. */
    public boolean flag(String key, boolean value) {
        return value(key, value, "true or false", found -> (Boolean) found);
    }

    /** A text, or null. */
    public String text(String key, String value) {
        return optional(key, value, "a string", found -> (String) found);
    }

    /** A whole number, or null: Keras's seeds. */
    public Long seed(String key, Long value) {
        return optional(key, value, "a whole number", found -> {
            if (found instanceof Integer || found instanceof Long) {
                return ((Number) found).longValue();
            }
            throw expected(key, "a whole number", found);
        });
    }

    /**
     * The shape of a batch as Keras writes it, [null, 11]; null if there is none.
     *
     * @param samples the length of the batch, which is written; 0 for any
     */
    public Shape batchShape(String key, Shape value, int samples) {
        named.add(key);
        if (!reading) {
            values.put(key, value == null ? null : batchList(value, samples));
            return value;
        }
        Object found = values.get(key);
        if (found != null && !(found instanceof List<?>)) {
            throw expected(key, "a list of lengths", found);
        }
        return found == null ? value : sampleShape(key, (List<?>) found);
    }

    /** The length of that batch, when it has been read or written; 0 for any. */
    public int batchSize(String key) {
        Object samples = values.get(key) instanceof List<?> list && !list.isEmpty() ? list.get(0) : null;
        if (samples != null && !(samples instanceof Integer length && length > 0)) {
            throw expected(key, "a positive number of samples, or null for any, in the first place", samples);
        }
        return samples == null ? 0 : (Integer) samples;
    }

    /**
     * A function that Keras writes as a string or as an object, such as an activation.
     *
     * @param read is given what error messages call it, and what stands there
     */
    public <T> T function(String key, T value, BiFunction<String, Object, T> read, Function<T, Object> written) {
        named.add(key);
        if (!reading) {
            values.put(key, isSerialized ? written.apply(value) : value);
            return value;
        }
        return values.containsKey(key) ? read.apply(owner + "." + key, values.get(key)) : value;
    }

    /** An object with its own config, as Keras serialises it: module, class_name, config, registered_name; or null. */
    public <T extends Configurable> T object(String key, T value, Registry<T> registry) {
        named.add(key);
        if (!reading) {
            values.put(key, value == null || !isSerialized ? value : Serialized.of(value, registry));
            return value;
        }
        if (!values.containsKey(key)) {
            return value;
        }
        return Serialized.read(owner + "." + key, values.get(key), registry);
    }

    /** What {@code argument} names, written only if there is one, and none unless it is there. */
    public <T> T written(String key, T value, BiFunction<String, T, T> argument) {
        named.add(key);
        return reading || value != null ? argument.apply(key, value) : null;
    }

    /** An argument of Keras that has no effect here: {@code harmless} are the values accepted, the first is written. */
    public void only(String key, Object... harmless) {
        named.add(key);
        if (!reading) {
            values.put(key, harmless[0]);
        } else if (values.containsKey(key) && !Arrays.asList(harmless).contains(values.get(key))) {
            throw expected(key, "only " + harmless[0] + " (anything else is not supported)", values.get(key));
        }
    }

    /** A value as it stands in JSON; null if there is none. */
    public Object raw(String key, Object value) {
        named.add(key);
        if (!reading) {
            values.put(key, value);
            return value;
        }
        return values.get(key);
    }

    /** An argument of Keras that nothing depends on here: any value is accepted, and this one written. */
    public void unused(String key, Object value) {
        raw(key, value);
    }

    /** Arguments that say nothing here: accepted where they are read, and not written. */
    public void ignored(String... keys) {
        named.addAll(Arrays.asList(keys));
    }

    /** The value as an object of JSON. */
    public static Map<String, Object> map(String owner, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw KerasException.expected(owner, "an object", value);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, item) -> result.put((String) key, item));
        return result;
    }

    /**
     * The lengths of a batch's axes as Keras writes them: that of the batch, then those of a sample.
     *
     * @param samples 0 for any number, which is written as null
     */
    public static List<Object> batchList(Shape shape, int samples) {
        Object[] dims = new Object[shape.rank() + 1];
        dims[0] = samples == 0 ? null : samples;
        for (int i = 0; i < shape.rank(); i++) {
            dims[i + 1] = shape.dim(i) == Shape.NONE ? null : shape.dim(i);
        }
        return Arrays.asList(dims);
    }

    /** A shape's lengths in JSON; null for one that is not known. */
    public static List<Object> lengthList(Shape shape) {
        return batchList(shape, 0).subList(1, shape.rank() + 1);
    }

    private Shape sampleShape(String key, List<?> list) {
        if (list.size() > 1 + MAX_AXES) {
            throw expected(key, "at most " + MAX_AXES + " axes after the batch's", list.size() - 1);
        }
        int[] dims = new int[Math.max(0, list.size() - 1)];
        for (int i = 0; i < dims.length; i++) {
            Object length = list.get(i + 1);
            if (length != null && !(length instanceof Integer dim && dim > 0)) {
                throw expected(key, "positive lengths, or null for any, after the batch's", list);
            }
            dims[i] = length == null ? Shape.NONE : (Integer) length;
        }
        try {
            return Shape.of(dims);
        } catch (KerasException e) {
            throw e.in(owner + "." + key);
        }
    }

    private <T> T optional(String key, T value, String what, Function<Object, T> read) {
        named.add(key);
        if (!reading) {
            values.put(key, value);
            return value;
        }
        if (values.get(key) == null) {
            return values.containsKey(key) ? null : value;
        }
        try {
            return read.apply(values.get(key));
        } catch (ClassCastException e) {
            throw expected(key, what, values.get(key));
        }
    }

    private <T> T value(String key, T value, String what, Function<Object, T> read) {
        T result = optional(key, value, what, read);
        if (result == null) {
            throw expected(key, what, null);
        }
        return result;
    }

    private KerasException expected(String key, String what, Object received) {
        return KerasException.expected(owner.isEmpty() ? key : owner + "." + key, what, received);
    }
}
