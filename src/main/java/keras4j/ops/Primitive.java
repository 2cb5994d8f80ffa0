package keras4j.ops;

import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/**
 * An operation with numbers, of which all that layers compute is made: everything about it is said here, once. Equal primitives on
 * equal inputs are one call, so that a primitive is a value (a record). Shapes have all axes, the batch's among them, and all
 * lengths are known.
 */
public interface Primitive extends Operation {
    /** The shape of the only output. */
    Shape shape(List<Shape> inputs);

    /** The shapes of all outputs; of the only one unless overridden. */
    default List<Shape> shapes(List<Shape> inputs) {
        return List.of(shape(inputs));
    }

    /**
     * The gradients with respect to the inputs, by ops.
     *
     * @param y the first output, from which the inputs are known
     * @param dy the gradients with respect to the outputs; null where there is none
     * @return for each input, or fewer; null where none flows
     */
    List<Symbol> gradient(Symbol y, List<Symbol> dy);

    /** The number that it is, for one that is the same number everywhere, whatever its inputs' numbers are; null for any other. */
    default Float constant(List<Shape> inputs) {
        return null;
    }

    /** What it does to rows, if it works number by number or row by row; null for any other. */
    default RowStep rowStep() {
        return null;
    }

    /**
     * The outputs of a call that makes in one what the call of its only input makes and what this makes of that: see {@link
     * Fusion}; null if there is none.
     */
    default List<Symbol> with(Symbol before) {
        return null;
    }

    /**
     * What computes the outputs, bound to the places of inputs and outputs; not of views and of what has a {@link #rowStep}.
     *
     * @param x row-major, unless it {@link #takes} others
     * @param y row-major; null for an output that nobody reads
     */
    default Kernel kernel(View[] x, View[] y, Tiles tiles) {
        throw new IllegalStateException("no kernel: " + this);
    }

    /** For a primitive that only looks at its input in another way: that look, or null where it takes a copy. */
    default View view(View x, Shape y) {
        return null;
    }

    /** Whether it is one that only {@link #view looks} in another way. */
    default boolean isView() {
        return false;
    }

    /** Whether its kernel takes that input where its numbers do not stand row-major. */
    default boolean takes(int input, View x) {
        return x.isContiguous();
    }

    /** Whether its kernel writes an output whose numbers stand so, but not row-major. */
    default boolean writes(View y) {
        return false;
    }

    /** Whether the kernel reads and writes native memory, too. */
    default boolean takesNative() {
        return false;
    }

    /** Whether its kernel is faster if what it reads and writes is native. */
    default boolean isFasterNative() {
        return false;
    }

    /** Whether each call is another one, with its own random numbers or state; then equal calls are not one. */
    default boolean isUnique() {
        return false;
    }

    /**
     * Makes what is random follow from this seed, before each run; nothing unless overridden.
     *
     * @param draws another number in each run and for each primitive, for what has a seed of its own
     */
    default void seed(long seed, long draws) {}

    /**
     * Adds to an ONNX graph what it computes.
     *
     * @param y the output, from which inputs and shapes are known
     * @param x the values of the inputs
     * @throws KerasException unless overridden: it has no ONNX form
     */
    default String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        throw KerasException.expected(
                "ONNX", "an op that has an ONNX form", getClass().getSimpleName());
    }

    /** The same for a primitive of several outputs; null for one that nobody reads. */
    default List<String> onnxAll(OnnxGraph graph, Symbol call, List<String> x) {
        return List.of(onnx(graph, call, x));
    }

    /** The outputs of a call. */
    static List<Symbol> call(Primitive primitive, List<Symbol> inputs) {
        return Primitives.calls(primitive, inputs.toArray(Symbol[]::new));
    }

    /** A node of ONNX's with these inputs and attributes. */
    static String node(OnnxGraph graph, String type, Map<String, Object> attributes, List<String> x) {
        return graph.node(type, attributes, x.toArray(String[]::new));
    }
}
