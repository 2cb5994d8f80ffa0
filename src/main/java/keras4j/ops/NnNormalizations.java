package keras4j.ops;

import java.util.List;

/** Keras's ops of {@code keras.ops.nn} that relate the numbers along some axes to each other. */
abstract class NnNormalizations extends NnActivations {
    /** {@link #softmax(Symbol, int)} along the last axis. */
    public static Symbol softmax(Symbol x) {
        return softmax(x, -1);
    }

    /** exp(x) over its sum along an axis. */
    public static Symbol softmax(Symbol x, int axis) {
        return Op.call("Softmax", "x", x, "axis", axis);
    }

    /** The same along several axes at once. */
    public static Symbol softmax(Symbol x, List<Integer> axis) {
        return Op.call("Softmax", "x", x, "axis", axis);
    }

    /** {@link #logSoftmax(Symbol, int)} along the last axis. */
    public static Symbol logSoftmax(Symbol x) {
        return logSoftmax(x, -1);
    }

    /** x - log(sum(exp(x))) along an axis. */
    public static Symbol logSoftmax(Symbol x, int axis) {
        return Op.call("LogSoftmax", "x", x, "axis", axis);
    }

    /** The nearest numbers to x along an axis that are not negative, and 1 together where one is left. */
    public static Symbol sparsemax(Symbol x, int axis) {
        return Op.call("Sparsemax", "x", x, "axis", axis);
    }

    /**
     * (x - mean) / sqrt(variance + epsilon) scale + offset.
     *
     * @param mean of the length of the axis, as variance, offset and scale, of which the last two may be null
     */
    public static Symbol batchNormalization(
            Symbol x, Symbol mean, Symbol variance, int axis, Symbol offset, Symbol scale, double epsilon) {
        return Op.call(
                "BatchNorm",
                "x",
                x,
                "mean",
                mean,
                "variance",
                variance,
                "offset",
                offset,
                "scale",
                scale,
                "axis",
                axis,
                "epsilon",
                epsilon);
    }

    /**
     * x less its mean along some axes, over its standard deviation there, times gamma plus beta.
     *
     * @param gamma with the lengths of these axes, as beta; both may be null
     */
    public static Symbol layerNormalization(
            Symbol x, Symbol gamma, Symbol beta, List<Integer> axis, double epsilon, boolean rmsScaling) {
        return Op.call(
                "LayerNorm",
                "x",
                x,
                "gamma",
                gamma,
                "beta",
                beta,
                "axis",
                axis,
                "epsilon",
                epsilon,
                "rms_scaling",
                rmsScaling);
    }

    /** x over the root of the mean of its squares along some axes, times scale, which may be null. */
    public static Symbol rmsNormalization(Symbol x, Symbol scale, List<Integer> axis, double epsilon) {
        return Op.call("RMSNorm", "x", x, "scale", scale, "axis", axis, "epsilon", epsilon);
    }
}
