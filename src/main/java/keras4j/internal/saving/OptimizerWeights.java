package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import keras4j.core.KerasException;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Variable;

/**
 * The values of an optimizer in Keras's files, by their numbers: the steps taken, the learning rate unless a schedule says it, what it
 * remembers, and the same of the optimizers that work for it.
 */
final class OptimizerWeights {
    private final Hdf5Reader hdf;
    private final IntFunction<String> paths;
    /** Whether the learning rate is among them: in Keras 2 it is not. */
    private final boolean hasRate;
    /** Whether something is remembered: not of what has not been trained yet. */
    private final boolean isBuilt;

    private int number;

    private OptimizerWeights(Hdf5Reader hdf, IntFunction<String> paths, boolean hasRate, boolean isBuilt) {
        this.hdf = hdf;
        this.paths = paths;
        this.hasRate = hasRate;
        this.isBuilt = isBuilt;
    }

    /**
     * Writes them; those of the optimizers that work for it once more, in groups of their own.
     *
     * @param group of the optimizer
     */
    static void write(Hdf5Writer hdf, String group, OptimizerState state, List<Variable> variables) {
        write(hdf, group + "/vars", 0, state, variables);
        for (OptimizerState.Inner inner : state.inner(variables)) {
            write(hdf, group + "/" + inner.name(), inner.state(), inner.variables());
        }
    }

    private static int write(Hdf5Writer hdf, String path, int first, OptimizerState state, List<Variable> variables) {
        int number = first;
        hdf.put(path, Integer.toString(number++), state.iterations());
        if (state.savedRate().isPresent()) {
            float[] rate = {(float) state.savedRate().getAsDouble()};
            hdf.put(path, Integer.toString(number++), rate, 0, Shape.of());
        }
        for (OptimizerState.Remembered one : state.remembered(variables)) {
            String name = Integer.toString(number++);
            if (one.isWhole()) {
                hdf.put(path, name, (long) one.values()[one.from()]);
            } else {
                hdf.put(path, name, one.values(), one.from(), one.shape());
            }
        }
        for (OptimizerState.Inner inner : state.inner(variables)) {
            number = write(hdf, path, number, inner.state(), inner.variables());
        }
        return number;
    }

    /**
     * Reads them.
     *
     * @param where they are, for messages
     * @param count how many there are
     * @param paths theirs in the file, by their numbers
     * @param hasRate whether the learning rate is among them; a schedule's never is
     * @param isBySlots whether they are one thing for all weights, then the next
     * @throws KerasException if they are not those of such an optimizer
     */
    static void read(
            Hdf5Reader hdf,
            String where,
            int count,
            IntFunction<String> paths,
            boolean hasRate,
            boolean isBySlots,
            OptimizerState state,
            List<Variable> variables) {
        long iterations = hdf.wholeNumber(paths.apply(0));
        int remembered = count(state, variables, hasRate, true);
        int bare = count(state, variables, hasRate, false);
        // Keras 2 has a momentum in SGD, too, where it is 0.
        boolean isUnused = !hasRate && remembered == bare;
        boolean isBuilt = !isUnused && (count > bare || iterations > 0);
        if (isBuilt && count != remembered) {
            throw KerasException.expected(where, remembered + " weights", count);
        }
        new OptimizerWeights(hdf, paths, hasRate, isBuilt).read(state, variables, isBySlots);
    }

    private static int count(OptimizerState state, List<Variable> variables, boolean hasRate, boolean isBuilt) {
        boolean reads = hasRate && state.savedRate().isPresent();
        int count = (reads ? 2 : 1) + (isBuilt ? state.remembered(variables).size() : 0);
        for (OptimizerState.Inner inner : state.inner(variables)) {
            count += count(inner.state(), inner.variables(), hasRate, isBuilt);
        }
        return count;
    }

    private void read(OptimizerState state, List<Variable> variables, boolean isBySlots) {
        state.setIterations(hdf.wholeNumber(paths.apply(number++)));
        if (hasRate && state.savedRate().isPresent()) {
            state.restoreRate(hdf.numbers(paths.apply(number++), Shape.of())[0]);
        }
        List<OptimizerState.Remembered> all = isBuilt ? state.remembered(variables) : List.of();
        for (OptimizerState.Remembered one : isBySlots ? bySlots(all) : all) {
            String path = paths.apply(number++);
            if (one.isWhole()) {
                one.values()[one.from()] = hdf.wholeNumber(path);
            } else {
                float[] found = hdf.numbers(path, one.shape());
                System.arraycopy(found, 0, one.values(), one.from(), found.length);
            }
        }
        for (OptimizerState.Inner inner : state.inner(variables)) {
            read(inner.state(), inner.variables(), isBySlots);
        }
    }

    private static List<OptimizerState.Remembered> bySlots(List<OptimizerState.Remembered> all) {
        Map<float[], List<OptimizerState.Remembered>> slots = new IdentityHashMap<>();
        all.forEach(one ->
                slots.computeIfAbsent(one.values(), values -> new ArrayList<>()).add(one));
        return all.stream()
                .map(OptimizerState.Remembered::values)
                .distinct()
                .flatMap(values -> slots.get(values).stream())
                .toList();
    }
}
