package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Variable;
import keras4j.internal.graph.OptimizerValues;
import keras4j.internal.graph.OptimizerValues.Value;

/** Optimizers in Keras's HDF5 layout: vars/0, vars/1, and so on. */
final class OptimizerH5 {
    private static final String VARS = "/vars";

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

    /**
     * Reads one.
     *
     * @param state for its weights, which is not changed
     * @throws keras4j.core.KerasException if it is another one, or one of other weights
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
            String path = paths.apply(i);
            values.add(
                    shapes.get(i).rank() > 0
                            ? new Value(shapes.get(i), hdf.numbers(path, shapes.get(i)), 0, null)
                            : hdf.isFloat(path)
                                    ? Value.of(hdf.numbers(path, Shape.of())[0])
                                    : Value.of(hdf.wholeNumber(path)));
        }
        return new OptimizerValues(where, values);
    }
}
