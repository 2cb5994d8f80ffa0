package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.divide;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.subtract;
import static keras4j.ops.Primitives.where;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's activations of single numbers, from {@code keras.ops.nn}. */
final class ActivationOps {
    private static final double SELU_ALPHA = 1.6732632423543772;

    private static final double SELU_SCALE = 1.0507009873554805;

    private ActivationOps() {}

    private static final List<String> NAMES = List.of(
            "Relu",
            "Relu6",
            "Sigmoid",
            "Silu",
            "Softplus",
            "Softsign",
            "LogSigmoid",
            "HardSigmoid",
            "HardSilu",
            "HardTanh",
            "TanhShrink",
            "Selu",
            "SparsePlus",
            "SparseSigmoid",
            "Elu",
            "Celu",
            "LeakyRelu",
            "Gelu",
            "Squareplus",
            "HardShrink",
            "SoftShrink",
            "Threshold",
            "Glu");

    static void define() {
        NAMES.forEach(name -> OpDefinition.define("nn", name, "x", a -> of(name, a.symbol("x"), a)));
        OpDefinition.define("activations.activations", "ReLU", "x", ActivationOps::reluOfLayers);
    }

    /** One switch, not a rule for each: a program that needs one of them would link all at its start. */
    private static Symbol of(String name, Symbol x, Arguments a) {
        return switch (name) {
            case "Relu" -> map(Unary.RELU, x);
            case "Relu6" -> upTo6(x);
            case "Sigmoid" -> map(Unary.SIGMOID, x);
            case "Silu" -> multiply(x, map(Unary.SIGMOID, x));
            case "Softplus" -> map(Unary.SOFTPLUS, x);
            case "Softsign" -> divide(x, add(map(Unary.ABS, x), constant(1)));
            case "LogSigmoid" -> map(Unary.LOG_SIGMOID, x);
            case "HardSigmoid" -> hard(x);
            case "HardSilu" -> multiply(x, hard(x));
            case "HardTanh" -> between(x, -1, 1);
            case "TanhShrink" -> subtract(x, map(Unary.TANH, x));
            case "Selu" ->
                where(
                        map(Binary.GREATER_EQUAL, x, constant(0)),
                        multiply(x, constant(SELU_SCALE)),
                        multiply(constant(SELU_SCALE * SELU_ALPHA), curve(x)));
            case "SparsePlus" ->
                where(
                        map(Binary.LESS_EQUAL, x, constant(-1)),
                        constant(0),
                        where(
                                map(Binary.LESS, x, constant(1)),
                                multiply(constant(0.25), map(Unary.SQUARE, add(x, constant(1)))),
                                x));
            case "SparseSigmoid" ->
                where(
                        map(Binary.LESS_EQUAL, x, constant(-1)),
                        constant(0),
                        where(
                                map(Binary.GREATER_EQUAL, x, constant(1)),
                                constant(1),
                                multiply(constant(0.5), add(x, constant(1)))));
            case "Elu" -> where(isAbove(x, 0), x, multiply(curve(x), constant(a.number("alpha", 1))));
            case "Celu" -> celu(x, constant(a.number("alpha", 1)));
            case "LeakyRelu" -> where(isAbove(x, 0), x, multiply(x, constant(a.number("negative_slope", 0.2))));
            case "Gelu" -> gelu(x, a.has("approximate") && !a.flag("approximate"));
            case "Squareplus" -> {
                Symbol root = map(Unary.SQRT, add(map(Unary.SQUARE, x), constant(a.number("b", 4))));
                yield multiply(add(x, root), constant(0.5));
            }
            case "HardShrink" -> where(isAbove(map(Unary.ABS, x), a.number("threshold", 0.5)), x, constant(0));
            case "SoftShrink" -> softShrink(x, a.number("threshold", 0.5));
            case "Threshold" -> where(isAbove(x, a.number("threshold", 0)), x, constant(a.number("default_value", 0)));
            case "Glu" -> glu(x, a.axis("axis", x.rank(), -1));
            default -> throw new IllegalStateException(name);
        };
    }

    private static Symbol celu(Symbol x, Symbol alpha) {
        Symbol below = map(Unary.EXPM1, divide(map(Binary.MINIMUM, x, constant(0)), alpha));
        return add(map(Binary.MAXIMUM, x, constant(0)), multiply(alpha, below));
    }

    private static Symbol gelu(Symbol x, boolean isExact) {
        Symbol inner = isExact ? map(Unary.ERF, divide(x, constant(Math.sqrt(2)))) : map(Unary.TANH, bent(x));
        return multiply(multiply(constant(0.5), x), add(inner, constant(1)));
    }

    private static Symbol softShrink(Symbol x, double threshold) {
        Symbol isBelow = map(Binary.LESS, x, constant(-threshold));
        return where(
                isAbove(x, threshold),
                subtract(x, constant(threshold)),
                where(isBelow, add(x, constant(threshold)), constant(0)));
    }

    private static Symbol glu(Symbol x, int axis) {
        int half = x.dim(axis) / 2;
        if (2 * half != x.dim(axis)) {
            throw KerasException.expected("glu", "an even length of axis " + axis, x.dim(axis));
        }
        Symbol gate = Primitives.slice(x, axis, half, 1, half);
        return multiply(Primitives.slice(x, axis, 0, 1, half), map(Unary.SIGMOID, gate));
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
