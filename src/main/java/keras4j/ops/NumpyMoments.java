package keras4j.ops;

import java.util.List;

/** Keras's ops that say where numbers are, how large all are together, and how they lie. */
abstract class NumpyMoments extends NumpyReductions {
    /** The first place of the largest of all numbers, row-major. Keras: {@code argmax}. */
    public static Symbol argmax(Symbol x) {
        return Op.call("Argmax", "x", x, "axis", null, "keepdims", false);
    }

    /** The first place of the largest along an axis. Keras: {@code argmax}. */
    public static Symbol argmax(Symbol x, int axis) {
        return argmax(x, axis, false);
    }

    /** The first place of the largest along an axis. Keras: {@code argmax}. */
    public static Symbol argmax(Symbol x, int axis, boolean keepdims) {
        return Op.call("Argmax", "x", x, "axis", axis, "keepdims", keepdims);
    }

    /** The first place of the least of all numbers, row-major. Keras: {@code argmin}. */
    public static Symbol argmin(Symbol x) {
        return Op.call("Argmin", "x", x, "axis", null, "keepdims", false);
    }

    /** The first place of the least along an axis. Keras: {@code argmin}. */
    public static Symbol argmin(Symbol x, int axis) {
        return argmin(x, axis, false);
    }

    /** The first place of the least along an axis. Keras: {@code argmin}. */
    public static Symbol argmin(Symbol x, int axis, boolean keepdims) {
        return Op.call("Argmin", "x", x, "axis", axis, "keepdims", keepdims);
    }

    /** How many of all numbers, or of those along these axes, are not 0. Keras: {@code count_nonzero}. */
    public static Symbol countNonzero(Symbol x, int... axis) {
        return Op.call("CountNonzero", "x", x, "axis", axes(axis));
    }

    /** The mean along an axis. Keras: {@code average}. */
    public static Symbol average(Symbol x, int axis) {
        return Op.call("Average", "x", x, "weights", null, "axis", axis);
    }

    /**
     * The mean along an axis where numbers count differently. Keras: {@code average}.
     *
     * @param weights of the shape of x, or one for each place of the axis
     */
    public static Symbol average(Symbol x, int axis, Symbol weights) {
        return Op.call("Average", "x", x, "weights", weights, "axis", axis);
    }

    /** The root of the sum of the squares of all numbers, or of those along these axes. Keras: {@code norm}. */
    public static Symbol norm(Symbol x, int... axis) {
        return norm(x, axis, false);
    }

    /** The root of the sum of the squares along an axis. Keras: {@code norm}. */
    public static Symbol norm(Symbol x, int axis, boolean keepdims) {
        return norm(x, new int[] {axis}, keepdims);
    }

    /** The root of the sum of the squares along these axes. Keras: {@code norm}. */
    public static Symbol norm(Symbol x, int[] axis, boolean keepdims) {
        return Op.call("Norm", "x", x, "ord", null, "axis", axes(axis), "keepdims", keepdims);
    }

    /**
     * A norm of vectors, if there is one axis, or of matrices, if there are two. Keras: {@code norm}.
     *
     * @param ord of vectors any, also infinity; of matrices 1, -1, infinity or -infinity
     */
    public static Symbol norm(Symbol x, double ord, int[] axis, boolean keepdims) {
        return Op.call("Norm", "x", x, "ord", ord, "axis", axes(axis), "keepdims", keepdims);
    }

    /** The numbers divided by their norm along the last axis. Keras: {@code normalize}. */
    public static Symbol normalize(Symbol x) {
        return normalize(x, -1, 2);
    }

    /** The numbers divided by their norm along an axis. Keras: {@code normalize}. */
    public static Symbol normalize(Symbol x, int axis, int order) {
        return Op.call("Normalize", "x", x, "axis", axis, "order", order, "epsilon", null);
    }

    /** The mean and the variance along these axes. Keras: {@code moments}. */
    public static List<Symbol> moments(Symbol x, int... axes) {
        return moments(x, axes, false);
    }

    /** The mean and the variance along these axes. Keras: {@code moments}. */
    public static List<Symbol> moments(Symbol x, int[] axes, boolean keepdims) {
        return Op.calls("Moments", "x", x, "axes", integers(axes), "keepdims", keepdims, "synchronized", false);
    }
}
