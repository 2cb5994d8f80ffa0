package keras4j.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Numbers given as an argument: one, a list, or lists of lists, as Python's nested lists.
 *
 * @param shape the lengths of the axes, () for one number
 * @param values row-major
 */
public record NumberArray(Shape shape, double[] values) {
    private static final int MAX_AXES = 8;
    private static final List<String> FORMS = List.of("__numpy__", "__tensor__");

    /** A single number, or a list of more than one. */
    public static NumberArray of(double... values) {
        return new NumberArray(values.length == 1 ? Shape.of() : Shape.of(values.length), values.clone());
    }

    /** The values in float32. */
    public float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** As JSON: a number or nested lists. */
    public Object toJson() {
        return nested(0, 0);
    }

    private Object nested(int axis, int from) {
        if (axis == shape.rank()) {
            return values[from];
        }
        int step = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            step *= shape.dim(i);
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < shape.dim(axis); i++) {
            list.add(nested(axis + 1, from + i * step));
        }
        return list;
    }

    /**
     * Also of Keras's form of an array of NumPy's, or of a tensor.
     *
     * @throws ClassCastException if it is neither a number nor lists of the same lengths
     */
    public static NumberArray fromJson(Object json) {
        if (json instanceof Map<?, ?> object
                && object.get("class_name") instanceof String name
                && FORMS.contains(name)) {
            return fromJson(((Map<?, ?>) object.get("config")).get("value"));
        }
        List<Integer> dims = new ArrayList<>();
        Object inner = json;
        while (inner instanceof List<?> list && !list.isEmpty() && dims.size() < MAX_AXES) {
            dims.add(list.size());
            inner = list.get(0);
        }
        List<Double> flat = new ArrayList<>();
        flatten(json, dims, 0, flat);
        return new NumberArray(
                Shape.of(dims.stream().mapToInt(Integer::intValue).toArray()),
                flat.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static void flatten(Object json, List<Integer> dims, int axis, List<Double> flat) {
        if (axis == dims.size()) {
            if (!(json instanceof Number number)) {
                throw new ClassCastException("no number");
            }
            flat.add(number.doubleValue());
            return;
        }
        List<?> list = (List<?>) json;
        if (list.size() != dims.get(axis)) {
            throw new ClassCastException("lists of different lengths");
        }
        list.forEach(item -> flatten(item, dims, axis + 1, flat));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberArray that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
