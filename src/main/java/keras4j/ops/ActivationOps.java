package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.divide;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.subtract;
import static keras4j.ops.Primitives.where;

import java.util.function.UnaryOperator;
import keras4j.core.KerasException;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's activations of single numbers, from {@code keras.ops.nn}. */
final class ActivationOps {
    private static final double SELU_ALPHA = 1.6732632423543772;

    private static final double SELU_SCALE = 1.0507009873554805;

    private ActivationOps() {}

    static void define() {
        one("Relu", x -> map(Unary.RELU, x));
        one("Relu6", ActivationOps::upTo6);
        one("Sigmoid", x -> map(Unary.SIGMOID, x));
        one("Silu", x -> multiply(x, map(Unary.SIGMOID, x)));
        one("Softplus", x -> map(Unary.SOFTPLUS, x));
        one("Softsign", x -> divide(x, add(map(Unary.ABS, x), constant(1))));
        one("LogSigmoid", x -> map(Unary.LOG_SIGMOID, x));
        one("HardSigmoid", ActivationOps::hard);
        one("HardSilu", x -> multiply(x, hard(x)));
        one("HardTanh", x -> between(x, -1, 1));
        one("TanhShrink", x -> subtract(x, map(Unary.TANH, x)));
        one(
                "Selu",
                x -> where(
                        map(Binary.GREATER_EQUAL, x, constant(0)),
                        multiply(x, constant(SELU_SCALE)),
                        multiply(constant(SELU_SCALE * SELU_ALPHA), curve(x))));
        one(
                "SparsePlus",
                x -> where(
                        map(Binary.LESS_EQUAL, x, constant(-1)),
                        constant(0),
                        where(
                                map(Binary.LESS, x, constant(1)),
                                multiply(constant(0.25), map(Unary.SQUARE, add(x, constant(1)))),
                                x)));
        one(
                "SparseSigmoid",
                x -> where(
                        map(Binary.LESS_EQUAL, x, constant(-1)),
                        constant(0),
                        where(
                                map(Binary.GREATER_EQUAL, x, constant(1)),
                                constant(1),
                                multiply(constant(0.5), add(x, constant(1))))));
        nn("Elu", a -> {
            Symbol x = a.symbol("x");
            return where(isAbove(x, 0), x, multiply(curve(x), constant(a.number("alpha", 1))));
        });
        nn("Celu", a -> {
            Symbol x = a.symbol("x");
            Symbol alpha = constant(a.number("alpha", 1));
            Symbol below = map(Unary.EXPM1, divide(map(Binary.MINIMUM, x, constant(0)), alpha));
            return add(map(Binary.MAXIMUM, x, constant(0)), multiply(alpha, below));
        });
        nn("LeakyRelu", a -> {
            Symbol x = a.symbol("x");
            return where(isAbove(x, 0), x, multiply(x, constant(a.number("negative_slope", 0.2))));
        });
        OpDefinition.define("activations.activations", "ReLU", "x", ActivationOps::reluOfLayers);
        nn("Gelu", a -> {
            Symbol x = a.symbol("x");
            boolean isExact = a.has("approximate") && !a.flag("approximate");
            Symbol inner = isExact ? map(Unary.ERF, divide(x, constant(Math.sqrt(2)))) : map(Unary.TANH, bent(x));
            return multiply(multiply(constant(0.5), x), add(inner, constant(1)));
        });
        nn("Squareplus", a -> {
            Symbol x = a.symbol("x");
            Symbol root = map(Unary.SQRT, add(map(Unary.SQUARE, x), constant(a.number("b", 4))));
            return multiply(add(x, root), constant(0.5));
        });
        nn("HardShrink", a -> {
            Symbol x = a.symbol("x");
            return where(isAbove(map(Unary.ABS, x), a.number("threshold", 0.5)), x, constant(0));
        });
        nn("SoftShrink", a -> {
            Symbol x = a.symbol("x");
            double threshold = a.number("threshold", 0.5);
            Symbol isBelow = map(Binary.LESS, x, constant(-threshold));
            return where(
                    isAbove(x, threshold),
                    subtract(x, constant(threshold)),
                    where(isBelow, add(x, constant(threshold)), constant(0)));
        });
        nn("Threshold", a -> {
            Symbol x = a.symbol("x");
            return where(isAbove(x, a.number("threshold", 0)), x, constant(a.number("default_value", 0)));
        });
        nn("Glu", a -> {
            Symbol x = a.symbol("x");
            int axis = a.axis("axis", x.rank(), -1);
            int half = x.dim(axis) / 2;
            if (2 * half != x.dim(axis)) {
                throw KerasException.expected("glu", "an even length of axis " + axis, x.dim(axis));
            }
            Symbol gate = Primitives.slice(x, axis, half, 1, half);
            return multiply(Primitives.slice(x, axis, 0, 1, half), map(Unary.SIGMOID, gate));
        });
    }

    /** That of the layer ReLU: with a slope below a threshold, and a largest number. */
    private static Symbol reluOfLayers(Arguments a) {
        Symbol x = a.symbol("x");
        double slope = a.number("negative_slope", 0);
        double threshold = a.number("threshold", 0);
        boolean isBounded = a.has("max_value");
        Symbol y = map(Unary.RELU, x);
        if (threshold != 0) {
            y = where(isAbove(x, threshold), x, constant(0));
        } else if (slope != 0 && !isBounded) {
            return where(isAbove(x, 0), x, multiply(x, constant(slope)));
        }
        boolean isUpTo6 = isBounded && threshold == 0 && a.number("max_value", 0) == 6;
        y = isUpTo6 ? upTo6(x) : isBounded ? between(y, 0, a.number("max_value", 0)) : y;
        Symbol below = map(Unary.RELU, subtract(constant(threshold), x));
        return slope == 0 ? y : subtract(y, multiply(constant(slope), below));
    }

    private static void one(String className, UnaryOperator<Symbol> rule) {
        nn(className, a -> rule.apply(a.symbol("x")));
    }

    private static void nn(String className, OpDefinition.Rule rule) {
        OpDefinition.define("nn", className, "x", rule);
    }

    private static Symbol isAbove(Symbol x, double number) {
        return map(Binary.GREATER, x, constant(number));
    }

    /** x within two bounds; gradients flow at the bounds, too. */
    static Symbol between(Symbol x, double least, double largest) {
        return map(Binary.MINIMUM, map(Binary.MAXIMUM, x, constant(least)), constant(largest));
    }

    /** exp(x) - 1 up to 0, else 0: what is not taken has no infinite gradient. */
    private static Symbol curve(Symbol x) {
        return map(Unary.EXPM1, where(isAbove(x, 0), constant(0), x));
    }

    /** min(max(x, 0), 6), through which no gradient flows at 0 and 6. */
    private static Symbol upTo6(Symbol x) {
        return where(map(Binary.GREATER_EQUAL, x, constant(6)), constant(6), map(Unary.RELU, x));
    }

    private static Symbol hard(Symbol x) {
        return divide(upTo6(add(x, constant(3))), constant(6));
    }

    /** sqrt(2 / pi) (x + 0.044715 x^3). */
    private static Symbol bent(Symbol x) {
        Symbol cube = multiply(x, map(Unary.SQUARE, x));
        return multiply(add(x, multiply(constant(0.044715), cube)), constant(Math.sqrt(2 / Math.PI)));
    }
}
