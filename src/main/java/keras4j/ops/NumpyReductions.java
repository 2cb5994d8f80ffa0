package keras4j.ops;

import java.util.List;

/**
 * Keras's ops that make one number of several: of all, or of those along some axes. Negative axes count from the end; keepdims says
 * that the axes stay, with length 1.
 */
abstract class NumpyReductions extends NumpyFunctions {
    /** Axes as Keras's files have them: null for all. */
    static Object axes(int... axes) {
        return axes.length == 0 ? null : axes.length == 1 ? (Object) axes[0] : integers(axes);
    }

    static List<Integer> integers(int... values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }

    private static Symbol reduce(String className, Symbol x, Object axis, boolean keepdims) {
        return Op.call(className, "x", x, "axis", axis, "keepdims", keepdims);
    }

    /** The sum of all numbers, or of those along these axes. Keras: {@code sum}. */
    public static Symbol sum(Symbol x, int... axis) {
        return reduce("Sum", x, axes(axis), false);
    }

    /** The sum of the numbers along an axis. Keras: {@code sum}. */
    public static Symbol sum(Symbol x, int axis, boolean keepdims) {
        return reduce("Sum", x, axis, keepdims);
    }

    /** The sum of the numbers along these axes. Keras: {@code sum}. */
    public static Symbol sum(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Sum", x, axes(axis), keepdims);
    }

    /** The product of all numbers, or of those along these axes. Keras: {@code prod}. */
    public static Symbol prod(Symbol x, int... axis) {
        return Op.call("Prod", "x", x, "axis", axes(axis), "keepdims", false, "dtype", null);
    }

    /** The product of the numbers along an axis. Keras: {@code prod}. */
    public static Symbol prod(Symbol x, int axis, boolean keepdims) {
        return Op.call("Prod", "x", x, "axis", axis, "keepdims", keepdims, "dtype", null);
    }

    /** The product of the numbers along these axes. Keras: {@code prod}. */
    public static Symbol prod(Symbol x, int[] axis, boolean keepdims) {
        return Op.call("Prod", "x", x, "axis", axes(axis), "keepdims", keepdims, "dtype", null);
    }

    /** The mean of all numbers, or of those along these axes. Keras: {@code mean}. */
    public static Symbol mean(Symbol x, int... axis) {
        return reduce("Mean", x, axes(axis), false);
    }

    /** The mean of the numbers along an axis. Keras: {@code mean}. */
    public static Symbol mean(Symbol x, int axis, boolean keepdims) {
        return reduce("Mean", x, axis, keepdims);
    }

    /** The mean of the numbers along these axes. Keras: {@code mean}. */
    public static Symbol mean(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Mean", x, axes(axis), keepdims);
    }

    /** The largest of all numbers, or of those along these axes. Keras: {@code max}. */
    public static Symbol max(Symbol x, int... axis) {
        return Op.call("Max", "x", x, "axis", axes(axis), "keepdims", false, "initial", null);
    }

    /** The largest of the numbers along an axis. Keras: {@code max}. */
    public static Symbol max(Symbol x, int axis, boolean keepdims) {
        return Op.call("Max", "x", x, "axis", axis, "keepdims", keepdims, "initial", null);
    }

    /** The largest of the numbers along these axes. Keras: {@code max}. */
    public static Symbol max(Symbol x, int[] axis, boolean keepdims) {
        return Op.call("Max", "x", x, "axis", axes(axis), "keepdims", keepdims, "initial", null);
    }

    /** The least of all numbers, or of those along these axes. Keras: {@code min}. */
    public static Symbol min(Symbol x, int... axis) {
        return Op.call("Min", "x", x, "axis", axes(axis), "keepdims", false, "initial", null);
    }

    /** The least of the numbers along an axis. Keras: {@code min}. */
    public static Symbol min(Symbol x, int axis, boolean keepdims) {
        return Op.call("Min", "x", x, "axis", axis, "keepdims", keepdims, "initial", null);
    }

    /** The least of the numbers along these axes. Keras: {@code min}. */
    public static Symbol min(Symbol x, int[] axis, boolean keepdims) {
        return Op.call("Min", "x", x, "axis", axes(axis), "keepdims", keepdims, "initial", null);
    }

    /** 1 if one is not 0, else 0, of all numbers, or of those along these axes. Keras: {@code any}. */
    public static Symbol any(Symbol x, int... axis) {
        return reduce("Any", x, axes(axis), false);
    }

    /** 1 if one is not 0, else 0, of the numbers along an axis. Keras: {@code any}. */
    public static Symbol any(Symbol x, int axis, boolean keepdims) {
        return reduce("Any", x, axis, keepdims);
    }

    /** 1 if one is not 0, else 0, of the numbers along these axes. Keras: {@code any}. */
    public static Symbol any(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Any", x, axes(axis), keepdims);
    }

    /** 1 if none is 0, else 0, of all numbers, or of those along these axes. Keras: {@code all}. */
    public static Symbol all(Symbol x, int... axis) {
        return reduce("All", x, axes(axis), false);
    }

    /** 1 if none is 0, else 0, of the numbers along an axis. Keras: {@code all}. */
    public static Symbol all(Symbol x, int axis, boolean keepdims) {
        return reduce("All", x, axis, keepdims);
    }

    /** 1 if none is 0, else 0, of the numbers along these axes. Keras: {@code all}. */
    public static Symbol all(Symbol x, int[] axis, boolean keepdims) {
        return reduce("All", x, axes(axis), keepdims);
    }

    /** The variance of all numbers, or of those along these axes. Keras: {@code var}. */
    public static Symbol var(Symbol x, int... axis) {
        return reduce("Var", x, axes(axis), false);
    }

    /** The variance of the numbers along an axis. Keras: {@code var}. */
    public static Symbol var(Symbol x, int axis, boolean keepdims) {
        return reduce("Var", x, axis, keepdims);
    }

    /** The variance of the numbers along these axes. Keras: {@code var}. */
    public static Symbol var(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Var", x, axes(axis), keepdims);
    }

    /** The standard deviation of all numbers, or of those along these axes. Keras: {@code std}. */
    public static Symbol std(Symbol x, int... axis) {
        return reduce("Std", x, axes(axis), false);
    }

    /** The standard deviation of the numbers along an axis. Keras: {@code std}. */
    public static Symbol std(Symbol x, int axis, boolean keepdims) {
        return reduce("Std", x, axis, keepdims);
    }

    /** The standard deviation of the numbers along these axes. Keras: {@code std}. */
    public static Symbol std(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Std", x, axes(axis), keepdims);
    }

    /** The median of all numbers, or of those along these axes. Keras: {@code median}. */
    public static Symbol median(Symbol x, int... axis) {
        return reduce("Median", x, axes(axis), false);
    }

    /** The median of the numbers along an axis. Keras: {@code median}. */
    public static Symbol median(Symbol x, int axis, boolean keepdims) {
        return reduce("Median", x, axis, keepdims);
    }

    /** The median of the numbers along these axes. Keras: {@code median}. */
    public static Symbol median(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Median", x, axes(axis), keepdims);
    }

    /** The logarithm of the sum of the exponentials of all numbers, or of those along these axes. Keras: {@code logsumexp}. */
    public static Symbol logsumexp(Symbol x, int... axis) {
        return reduce("Logsumexp", x, axes(axis), false);
    }

    /** The logarithm of the sum of the exponentials of the numbers along an axis. Keras: {@code logsumexp}. */
    public static Symbol logsumexp(Symbol x, int axis, boolean keepdims) {
        return reduce("Logsumexp", x, axis, keepdims);
    }

    /** The logarithm of the sum of the exponentials of the numbers along these axes. Keras: {@code logsumexp}. */
    public static Symbol logsumexp(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Logsumexp", x, axes(axis), keepdims);
    }

    /** The largest of all numbers, or of those along these axes. Keras: {@code amax}. */
    public static Symbol amax(Symbol x, int... axis) {
        return reduce("Amax", x, axes(axis), false);
    }

    /** The largest of the numbers along an axis. Keras: {@code amax}. */
    public static Symbol amax(Symbol x, int axis, boolean keepdims) {
        return reduce("Amax", x, axis, keepdims);
    }

    /** The largest of the numbers along these axes. Keras: {@code amax}. */
    public static Symbol amax(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Amax", x, axes(axis), keepdims);
    }

    /** The least of all numbers, or of those along these axes. Keras: {@code amin}. */
    public static Symbol amin(Symbol x, int... axis) {
        return reduce("Amin", x, axes(axis), false);
    }

    /** The least of the numbers along an axis. Keras: {@code amin}. */
    public static Symbol amin(Symbol x, int axis, boolean keepdims) {
        return reduce("Amin", x, axis, keepdims);
    }

    /** The least of the numbers along these axes. Keras: {@code amin}. */
    public static Symbol amin(Symbol x, int[] axis, boolean keepdims) {
        return reduce("Amin", x, axes(axis), keepdims);
    }
}
