package keras4j.ops;

/** Keras's activations of single numbers, from {@code keras.ops.nn}. */
abstract class NnActivations extends NumpyOps {
    private static Symbol call(String className, Symbol x) {
        return Op.call(className, "x", x);
    }

    /** max(x, 0). */
    public static Symbol relu(Symbol x) {
        return call("Relu", x);
    }

    /**
     * max(x, 0) with a slope below a threshold and a largest number. Keras: {@code keras.activations.relu}.
     *
     * @param maxValue null for none
     */
    public static Symbol relu(Symbol x, double negativeSlope, Double maxValue, double threshold) {
        return Op.call("ReLU", "x", x, "negative_slope", negativeSlope, "max_value", maxValue, "threshold", threshold);
    }

    /** min(max(x, 0), 6). */
    public static Symbol relu6(Symbol x) {
        return call("Relu6", x);
    }

    /** 1 / (1 + exp(-x)). */
    public static Symbol sigmoid(Symbol x) {
        return call("Sigmoid", x);
    }

    /** x sigmoid(x). */
    public static Symbol silu(Symbol x) {
        return call("Silu", x);
    }

    /** log(1 + exp(x)). */
    public static Symbol softplus(Symbol x) {
        return call("Softplus", x);
    }

    /** x / (1 + |x|). */
    public static Symbol softsign(Symbol x) {
        return call("Softsign", x);
    }

    /** log(sigmoid(x)). */
    public static Symbol logSigmoid(Symbol x) {
        return call("LogSigmoid", x);
    }

    /** relu6(x + 3) / 6. */
    public static Symbol hardSigmoid(Symbol x) {
        return call("HardSigmoid", x);
    }

    /** x hardSigmoid(x). */
    public static Symbol hardSilu(Symbol x) {
        return call("HardSilu", x);
    }

    /** x within [-1, 1]. */
    public static Symbol hardTanh(Symbol x) {
        return call("HardTanh", x);
    }

    /** x - tanh(x). */
    public static Symbol tanhShrink(Symbol x) {
        return call("TanhShrink", x);
    }

    /** x tanh(softplus(x)). Keras: {@code keras.activations.mish}. */
    public static Symbol mish(Symbol x) {
        return Op.call("Multiply", "x1", x, "x2", call("Tanh", softplus(x)));
    }

    /** A scaled {@link #elu}, with the two constants of Klambauer et al., 2017. */
    public static Symbol selu(Symbol x) {
        return call("Selu", x);
    }

    /** 0 up to -1, (x + 1)^2 / 4 up to 1, x above. */
    public static Symbol sparsePlus(Symbol x) {
        return call("SparsePlus", x);
    }

    /** (x + 1) / 2 within [0, 1]. */
    public static Symbol sparseSigmoid(Symbol x) {
        return call("SparseSigmoid", x);
    }

    /** {@link #elu(Symbol, double)} with alpha 1. */
    public static Symbol elu(Symbol x) {
        return elu(x, 1);
    }

    /** x above 0, alpha (exp(x) - 1) below. */
    public static Symbol elu(Symbol x, double alpha) {
        return Op.call("Elu", "x", x, "alpha", alpha);
    }

    /** max(x, 0) + alpha (exp(min(x, 0) / alpha) - 1). */
    public static Symbol celu(Symbol x, double alpha) {
        return Op.call("Celu", "x", x, "alpha", alpha);
    }

    /** x above 0, x negativeSlope below; Keras's default is 0.2. */
    public static Symbol leakyRelu(Symbol x, double negativeSlope) {
        return Op.call("LeakyRelu", "x", x, "negative_slope", negativeSlope);
    }

    /** {@link #gelu(Symbol, boolean)} by tanh, as Keras's op has it. */
    public static Symbol gelu(Symbol x) {
        return gelu(x, true);
    }

    /** x times the normal distribution function at x, or its approximation by tanh. */
    public static Symbol gelu(Symbol x, boolean approximate) {
        return Op.call("Gelu", "x", x, "approximate", approximate);
    }

    /** (x + sqrt(x^2 + b)) / 2; Keras's default is 4. */
    public static Symbol squareplus(Symbol x, double b) {
        return Op.call("Squareplus", "x", x, "b", b);
    }

    /** x where |x| is above the threshold, else 0; Keras's default is 0.5. */
    public static Symbol hardShrink(Symbol x, double threshold) {
        return Op.call("HardShrink", "x", x, "threshold", threshold);
    }

    /** x moved towards 0 by the threshold, 0 where |x| is not above it; Keras's default is 0.5. */
    public static Symbol softShrink(Symbol x, double threshold) {
        return Op.call("SoftShrink", "x", x, "threshold", threshold);
    }

    /** x above the threshold, else another number. */
    public static Symbol threshold(Symbol x, double threshold, double defaultValue) {
        return Op.call("Threshold", "x", x, "threshold", threshold, "default_value", defaultValue);
    }

    /** The first half along an axis times the sigmoid of the second. */
    public static Symbol glu(Symbol x, int axis) {
        return Op.call("Glu", "x", x, "axis", axis);
    }
}
