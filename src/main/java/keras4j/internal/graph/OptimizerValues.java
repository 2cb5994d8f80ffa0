package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Variable;

/**
 * What files have of an optimizer, in Keras's order: the steps taken, the learning rate unless a schedule says it, what is remembered, then
 * the same of the optimizers that work for it. Of one that has not been built, Keras writes nothing that is remembered; and in Keras 2
 * no learning rate.
 *
 * @param where what messages about it begin with
 * @param inner those of the optimizers that work for it once more, by the names of their groups in files
 */
public record OptimizerValues(String where, List<Value> values, Map<String, OptimizerValues> inner) {
    /**
     * One of its arrays.
     *
     * @param from where it begins
     * @param whole the number, if it is a whole one; else null
     */
    public record Value(Shape shape, float[] numbers, int from, Long whole) {
        /** A whole number. */
        public static Value of(long whole) {
            return new Value(Shape.of(), new float[] {whole}, 0, whole);
        }

        /** A number. */
        public static Value of(float number) {
            return new Value(Shape.of(), new float[] {number}, 0, null);
        }
    }

    /** Those of a file. */
    public OptimizerValues(String where, List<Value> values) {
        this(where, values, Map.of());
    }

    /**
     * Those of an optimizer as it is, not copies.
     *
     * @param state null for one that has not been applied
     */
    public static OptimizerValues of(Optimizer rule, OptimizerState state, List<Variable> variables) {
        List<Value> values = new ArrayList<>();
        Map<String, OptimizerValues> inner = new LinkedHashMap<>();
        values.add(Value.of(state == null ? 0 : state.iterations()));
        rule.savedRate().ifPresent(rate -> values.add(Value.of((float) rate)));
        if (state != null) {
            for (OptimizerState.Remembered one : state.remembered(variables)) {
                values.add(new Value(
                        one.shape(),
                        one.values(),
                        one.from(),
                        one.isWhole() ? (Long) (long) one.values()[one.from()] : null));
            }
            for (OptimizerState.Inner one : state.inner(variables)) {
                inner.put(one.name(), of(one.state().rule(), one.state(), one.variables()));
            }
        }
        inner.values().forEach(one -> values.addAll(one.values));
        return new OptimizerValues("", values, inner);
    }

    /** The steps taken. */
    public long iterations() {
        return whole(values.get(0));
    }

    /** Whether the learning rate is the second of them. */
    private boolean hasRate() {
        return values.size() > 1 && values.get(1).shape.rank() == 0 && values.get(1).whole == null;
    }

    /** The shapes of all of an optimizer's values. */
    private static List<Shape> shapes(
            OptimizerState state, List<Variable> variables, boolean hasRate, boolean isBuilt) {
        List<Shape> shapes = new ArrayList<>(List.of(Shape.of()));
        if (hasRate && state.rule().savedRate().isPresent()) {
            shapes.add(Shape.of());
        }
        if (isBuilt) {
            state.remembered(variables).forEach(one -> shapes.add(one.shape()));
        }
        for (OptimizerState.Inner one : state.inner(variables)) {
            shapes.addAll(shapes(one.state(), one.variables(), hasRate, isBuilt));
        }
        return shapes;
    }

    /**
     * The shapes that a file's values have to have.
     *
     * @param hasRate whether the learning rate is among them
     * @param count how many there are
     * @throws KerasException if it is another number
     */
    public static List<Shape> shapes(
            String where, OptimizerState state, List<Variable> variables, boolean hasRate, int count, long iterations) {
        List<Shape> bare = shapes(state, variables, hasRate, false);
        List<Shape> built = shapes(state, variables, hasRate, true);
        // Keras 2 has a momentum in SGD, too, where it is 0.
        boolean isUnused = !hasRate && built.equals(bare);
        if (isUnused || count <= bare.size() && iterations == 0) {
            return bare;
        }
        if (count != built.size()) {
            throw KerasException.expected(where, built.size() + " weights", count);
        }
        return built;
    }

    /**
     * Gives an optimizer these values; one that has not been built begins anew.
     *
     * @throws KerasException if they are those of another one, or of other weights; nothing has changed then
     */
    void copyTo(OptimizerState state, List<Variable> variables) {
        boolean hasRate = hasRate();
        boolean isBuilt = check(state, variables, hasRate);
        state.begin();
        copy(0, state, variables, hasRate, isBuilt);
    }

    /** @return whether there is what is remembered */
    private boolean check(OptimizerState state, List<Variable> variables, boolean hasRate) {
        List<Shape> expected = shapes(where, state, variables, hasRate, values.size(), values.get(0).whole);
        List<Shape> found =
                values.stream().map(Value::shape).limit(expected.size()).toList();
        if (!found.equals(expected)) {
            throw KerasException.expected(
                    where,
                    "what the optimizer remembers of the weights "
                            + variables.stream().map(Variable::path).toList() + ", of shapes " + expected,
                    found);
        }
        boolean isBuilt = expected.equals(shapes(state, variables, hasRate, true));
        checkRates(0, state, variables, hasRate, isBuilt);
        return isBuilt;
    }

    /** @return the number of the first value that is not its own */
    private int checkRates(
            int first, OptimizerState state, List<Variable> variables, boolean hasRate, boolean isBuilt) {
        int next = first + 1;
        if (hasRate && state.rule().savedRate().isPresent()) {
            state.rule().copy().restoreRate(values.get(next).numbers[values.get(next).from]);
            next++;
        }
        next += isBuilt ? state.remembered(variables).size() : 0;
        for (OptimizerState.Inner one : state.inner(variables)) {
            next = checkRates(next, one.state(), one.variables(), hasRate, isBuilt);
        }
        return next;
    }

    /** @return the number of the first value that is not its own */
    private int copy(int first, OptimizerState state, List<Variable> variables, boolean hasRate, boolean isBuilt) {
        int next = first;
        state.setIterations(whole(values.get(next++)));
        if (hasRate && state.rule().savedRate().isPresent()) {
            Value rate = values.get(next++);
            state.rule().restoreRate(rate.numbers[rate.from]);
        }
        for (OptimizerState.Remembered one :
                isBuilt ? state.remembered(variables) : List.<OptimizerState.Remembered>of()) {
            Value value = values.get(next++);
            System.arraycopy(
                    value.numbers,
                    value.from,
                    one.values(),
                    one.from(),
                    one.shape().size());
        }
        for (OptimizerState.Inner one : state.inner(variables)) {
            next = copy(next, one.state(), one.variables(), hasRate, isBuilt);
        }
        return next;
    }

    private static long whole(Value value) {
        return value.whole == null ? (long) value.numbers[value.from] : value.whole;
    }

    /** @throws KerasException if they are those of another one, or of other weights, or one of the learning rates is none */
    public OptimizerValues checked(OptimizerState state, List<Variable> variables) {
        check(state, variables, hasRate());
        return this;
    }

    /** @throws KerasException if the learning rate is none for this optimizer */
    public OptimizerValues checked(Optimizer rule) {
        setRate(rule.copy());
        return this;
    }

    /** Sets the learning rate. */
    void setRate(Optimizer rule) {
        if (hasRate() && rule.savedRate().isPresent()) {
            rule.restoreRate(values.get(1).numbers[values.get(1).from]);
        }
    }

    /** The same with the learning rate that an optimizer has. */
    OptimizerValues withRate(Optimizer rule) {
        if (!hasRate() || rule.savedRate().isEmpty()) {
            return this;
        }
        List<Value> all = new ArrayList<>(values);
        all.set(1, Value.of((float) rule.savedRate().getAsDouble()));
        return new OptimizerValues(where, all, inner);
    }
}
