package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import keras4j.core.KerasException;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Variable;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OptimizerValues;
import keras4j.internal.graph.OptimizerValues.Value;

/** Optimizers in Keras's HDF5 layout: vars/0, vars/1, and so on. */
final class OptimizerH5 {
    private static final String VARS = "/vars";
    /** No optimizer remembers as much of each weight. */
    private static final int MAX_REMEMBERED = 16;

    private OptimizerH5() {}

    /** Writes one to a group; those of the optimizers that work for it once more, to groups within it. */
    static void write(Hdf5Writer hdf, String group, OptimizerValues values) {
        int number = 0;
        for (Value value : values.values()) {
            String name = Integer.toString(number++);
            if (value.whole() != null) {
                hdf.put(group + VARS, name, value.whole());
            } else {
                hdf.put(group + VARS, name, value.numbers(), value.from(), value.shape());
            }
        }
        values.inner().forEach((name, inner) -> write(hdf, group + "/" + name, inner));
    }

    /** Whether a path, which ends with a slash, is where one has its numbers: no layer of a model has a whole number first. */
    static boolean is(Hdf5Reader hdf, String path) {
        return path.endsWith(VARS + "/") && !path.startsWith("layers/") && hdf.isWholeNumber(path + "0");
    }

    /**
     * Reads one. Where the weights are not known, it may be one of any.
     *
     * @param network has the weights
     * @throws KerasException if it is another one, or one of other weights
     */
    static OptimizerValues read(Hdf5Reader hdf, String group, AppliedOptimizer optimizer, Network network) {
        if (optimizer.isKnown()) {
            return read(hdf, group, optimizer.state(), optimizer.variables())
                    .checked(optimizer.state(), optimizer.variables());
        }
        String path = group + VARS;
        List<Value> values = new ArrayList<>(List.of(Value.of(hdf.wholeNumber(path + "/0"))));
        long most = (long) MAX_REMEMBERED * network.countParams();
        long size = 0;
        int count = hdf.count(path);
        for (int i = 1; i < count; i++) {
            Shape shape = shape(hdf, path + "/" + i, network);
            size += shape.rank() == 0 ? 0 : shape.size();
            if (size > most) {
                throw KerasException.expected(hdf.at(path), "at most " + most + " numbers in all", "more");
            }
            values.add(value(hdf, path + "/" + i, shape));
        }
        return new OptimizerValues(hdf.at(path), values).checked(optimizer.rule());
    }

    /** What is remembered of a weight is no larger: no more memory is taken, whatever a file claims. */
    private static Shape shape(Hdf5Reader hdf, String path, Network network) {
        long[] dims = hdf.dims(path);
        int most = network.slots().stream()
                .mapToInt(slot -> slot.spec().shape().size())
                .max()
                .orElse(1);
        long size = 1;
        for (long dim : dims) {
            size = dim < 1 || size > most / dim ? Long.MAX_VALUE : size * dim;
        }
        if (size > most) {
            throw KerasException.expected(hdf.at(path), "at most " + most + " numbers", Arrays.toString(dims));
        }
        return Shape.of(Arrays.stream(dims).mapToInt(Math::toIntExact).toArray());
    }

    private static Value value(Hdf5Reader hdf, String path, Shape shape) {
        if (shape.rank() > 0) {
            return new Value(shape, hdf.numbers(path, shape), 0, null);
        }
        return hdf.isFloat(path) ? Value.of(hdf.numbers(path, Shape.of())[0]) : Value.of(hdf.wholeNumber(path));
    }

    /**
     * Reads one.
     *
     * @param state for its weights, which is not changed
     * @throws KerasException if it is another one, or one of other weights
     */
    static OptimizerValues read(Hdf5Reader hdf, String group, OptimizerState state, List<Variable> variables) {
        String path = group + VARS;
        return read(hdf, hdf.at(path), hdf.count(path), number -> path + "/" + number, state, variables);
    }

    /**
     * The same.
     *
     * @param where its values are
     * @param count how many they are
     * @param paths theirs, by their numbers
     */
    static OptimizerValues read(
            Hdf5Reader hdf,
            String where,
            int count,
            IntFunction<String> paths,
            OptimizerState state,
            List<Variable> variables) {
        long iterations = hdf.wholeNumber(paths.apply(0));
        boolean hasRate = count > 1
                && hdf.dims(paths.apply(1)).length == 0
                && state.rule().savedRate().isPresent();
        List<Shape> shapes = OptimizerValues.shapes(where, state, variables, hasRate, count, iterations);
        List<Value> values = new ArrayList<>(List.of(Value.of(iterations)));
        for (int i = 1; i < shapes.size(); i++) {
            values.add(value(hdf, paths.apply(i), shapes.get(i)));
        }
        return new OptimizerValues(where, values);
    }
}
