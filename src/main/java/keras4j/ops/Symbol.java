package keras4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * A value that is being described: it has a shape and comes from somewhere, but has no numbers. Layers, models and the functions
 * of {@link Ops} make symbols of symbols. Keras: {@code KerasTensor}.
 */
public final class Symbol {
    /** What makes a value that comes from outside. */
    private static final Operation LEAF = new Operation() {
        @Override
        public String toString() {
            return "a value from outside";
        }
    };

    private final Scope scope;
    private final Operation operation;
    private final List<Symbol> inputs;
    private final Shape shape;
    private final int output;
    private final int callNumber;
    private final Symbol origin;
    private List<Symbol> outputs;
    private Map<String, Object> arguments = Map.of();
    private int batchSize;
    private Symbol mask;

    private Symbol(
            Scope scope,
            Operation operation,
            List<Symbol> inputs,
            Shape shape,
            int output,
            int callNumber,
            Symbol origin) {
        this.scope = scope;
        this.operation = operation;
        this.inputs = inputs;
        this.shape = shape;
        this.output = output;
        this.callNumber = callNumber;
        this.origin = origin == null ? this : origin;
    }

    /**
     * The outputs of a call.
     *
     * @param scope where it is noted; null for one that any trace may read
     * @param shapes those of the outputs, with all axes
     * @param callNumber which of the operation's calls it is
     */
    public static List<Symbol> made(
            Scope scope, Operation operation, List<Symbol> inputs, List<Shape> shapes, int callNumber) {
        Symbol first = new Symbol(scope, operation, List.copyOf(inputs), shapes.get(0), 0, callNumber, null);
        if (shapes.size() == 1) {
            first.outputs = List.of(first);
            return first.outputs;
        }
        List<Symbol> all = new ArrayList<>(List.of(first));
        for (int i = 1; i < shapes.size(); i++) {
            all.add(new Symbol(scope, operation, first.inputs, shapes.get(i), i, callNumber, first));
        }
        List<Symbol> outputs = List.copyOf(all);
        outputs.forEach(symbol -> symbol.outputs = outputs);
        return outputs;
    }

    /**
     * The same of a call with arguments beside its inputs: numbers, texts, true or false, or an {@link Argument}.
     *
     * @param arguments by Keras's names
     */
    public static List<Symbol> made(
            Scope scope,
            Operation operation,
            List<Symbol> inputs,
            Map<String, Object> arguments,
            List<Shape> shapes,
            int callNumber) {
        List<Symbol> outputs = made(scope, operation, inputs, shapes, callNumber);
        for (Symbol output : outputs) {
            output.arguments = Map.copyOf(arguments);
            output.batchSize = inputs.get(0).batchSize;
        }
        return outputs;
    }

    /**
     * An input of a model that is being described.
     *
     * @param sample the shape of one sample
     * @param batchSize how many samples each batch has; 0 for any number
     */
    public static Symbol input(Scope scope, Operation operation, Shape sample, int batchSize) {
        Symbol symbol = made(scope, operation, List.of(), List.of(sample.withFirst(Shape.NONE)), 0)
                .get(0);
        symbol.batchSize = batchSize;
        return symbol;
    }

    /**
     * An argument of a call that is one of its inputs.
     *
     * @param input which of them
     */
    public record Argument(int input) {}

    static List<Symbol> made(Scope scope, Primitive primitive, List<Symbol> inputs) {
        List<Shape> shapes = new ArrayList<>(inputs.size());
        for (Symbol input : inputs) {
            shapes.add(input.shape);
        }
        return made(scope, primitive, inputs, primitive.shapes(shapes), 0);
    }

    /** A weight: a value that stands outside of all traces. */
    public static Symbol weight(Shape shape) {
        return leaf(null, shape);
    }

    static Symbol leaf(Scope scope, Shape shape) {
        return made(scope, LEAF, List.of(), List.of(shape), 0).get(0);
    }

    /** Whether it comes from outside: an input of a trace, or a weight. */
    public boolean isLeaf() {
        return operation == LEAF;
    }

    /** Where its call is noted; null for a weight, and for what is made of constants alone. */
    public Scope scope() {
        return scope;
    }

    /** Whether it follows from no inputs and weights. */
    public boolean isConstant() {
        return scope == null
                && Gradients.order(List.of(this)).stream().noneMatch(call -> call.isLeaf() || call.scope != null);
    }

    /** The lengths of all axes, that of the batch before the others; those that are not known are {@link Shape#NONE}. */
    public Shape shape() {
        return shape;
    }

    /** The shape of one sample: without the axis of the batch. */
    public Shape sampleShape() {
        return shape.withoutFirst();
    }

    /** The number of axes, that of the batch among them. */
    public int rank() {
        return shape.rank();
    }

    /** The length of an axis; negative ones count from the end. */
    public int dim(int axis) {
        if (axis >= shape.rank() || axis < -shape.rank()) {
            throw KerasException.expected("axis", "one of the " + shape.rank() + " axes of " + this, axis);
        }
        return shape.dim(axis);
    }

    /** How many samples each batch has, if the input of a model that is being described says so; 0 for any number. */
    public int batchSize() {
        return batchSize;
    }

    /** Whether its first axis is that of the batch, in a model that is being described. */
    public boolean isOfBatch() {
        return operation.isOfBatch();
    }

    /** The shape as Keras writes it: {@code (None, 11)}. */
    public String batched() {
        return batchSize == 0 || !isOfBatch() ? shape.toString() : sampleShape().batched(batchSize);
    }

    /** Which of its positions count, 1 or 0: (batch, positions); null for all. Keras: {@code _keras_mask}. */
    public Symbol mask() {
        return mask;
    }

    /** Says which of its positions count. Not for users, whose layers have computeMask. Keras: {@code set_keras_mask}. */
    public void setMask(Symbol counts) {
        mask = counts;
    }

    /** What makes it. */
    public Operation operation() {
        return operation;
    }

    /** Which of its operation's calls it is of, counted from 0. */
    public int callNumber() {
        return callNumber;
    }

    /** Which of the call's outputs it is, counted from 0. */
    public int output() {
        return output;
    }

    /** The first output of the same call, which stands for the call. */
    public Symbol origin() {
        return origin;
    }

    /** All outputs of the same call. */
    public List<Symbol> outputs() {
        return outputs;
    }

    /** The arguments of the call beside its inputs, by Keras's names. */
    public Map<String, Object> arguments() {
        return arguments;
    }

    /** What the operation was called with. */
    public List<Symbol> inputs() {
        return inputs;
    }

    /** Python's {@code x + y}. */
    public Symbol plus(Symbol y) {
        return Ops.add(this, y);
    }

    /** Python's {@code x + 1}. */
    public Symbol plus(double y) {
        return Ops.add(this, y);
    }

    /** Python's {@code x - y}. */
    public Symbol minus(Symbol y) {
        return Ops.subtract(this, y);
    }

    /** Python's {@code x - 1}. */
    public Symbol minus(double y) {
        return Ops.subtract(this, y);
    }

    /** Python's {@code x * y}. */
    public Symbol times(Symbol y) {
        return Ops.multiply(this, y);
    }

    /** Python's {@code x * 2}. */
    public Symbol times(double y) {
        return Ops.multiply(this, y);
    }

    /** Python's {@code x / y}. */
    public Symbol dividedBy(Symbol y) {
        return Ops.trueDivide(this, y);
    }

    /** Python's {@code x / 2}. */
    public Symbol dividedBy(double y) {
        return Ops.trueDivide(this, y);
    }

    /** Python's {@code x ** y}. */
    public Symbol power(Symbol y) {
        return Ops.power(this, y);
    }

    /** Python's {@code x ** 2}. */
    public Symbol power(double y) {
        return Ops.power(this, y);
    }

    /** Python's {@code -x}. */
    public Symbol negative() {
        return Ops.negative(this);
    }

    /**
     * Python's {@code x[..]}: {@code x.get(all(), 0)} is {@code x[:, 0]}, {@code x.get(all(), from(1).to(-1))} is {@code x[:,
     * 1:-1]}, {@code x.get(ellipsis(), newAxis())} is {@code x[..., None]}.
     *
     * @param places for each axis a place, an {@link Index}, or null for a new one; all of the axes that are not said
     * @throws KerasException if there are no such places
     */
    public Symbol get(Object... places) {
        Object key = places.length == 1 ? places[0] : Collections.unmodifiableList(Arrays.asList(places.clone()));
        return Op.call("GetItem", "x", this, "key", key);
    }

    /** The shape and what makes it. */
    @Override
    public String toString() {
        return "Symbol(" + shape + " of " + operation + ")";
    }
}
