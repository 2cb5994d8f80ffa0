package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.divide;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.negative;
import static keras4j.ops.Primitives.subtract;
import static keras4j.ops.Primitives.where;

import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** The derivatives of the functions that work number by number, where TensorFlow has a choice its own. */
final class ElementwiseGradients {
    private ElementwiseGradients() {}

    /** The gradient with respect to x; null where none flows. */
    static Symbol of(Unary function, Symbol x, Symbol y, Symbol dy) {
        Symbol one = constant(1);
        return switch (function) {
            case NEGATIVE -> negative(dy);
            case ABS -> multiply(dy, map(Unary.SIGN, x));
            case SQUARE -> multiply(dy, multiply(constant(2), x));
            case SQRT -> unlessZero(dy, divide(multiply(dy, constant(0.5)), y));
            case RSQRT -> unlessZero(dy, multiply(multiply(dy, constant(-0.5)), multiply(map(Unary.SQUARE, y), y)));
            case RECIPROCAL -> negative(multiply(dy, map(Unary.SQUARE, y)));
            case EXP -> multiply(dy, y);
            case EXPM1 -> multiply(dy, map(Unary.EXP, x));
            case LOG -> divide(dy, x);
            case LOG1P -> divide(dy, add(x, one));
            case LOG2 -> divide(dy, multiply(x, constant(Math.log(2))));
            case LOG10 -> divide(dy, multiply(x, constant(Math.log(10))));
            case SIN -> multiply(dy, map(Unary.COS, x));
            case COS -> negative(multiply(dy, map(Unary.SIN, x)));
            case TAN -> multiply(dy, add(map(Unary.SQUARE, y), one));
            case ARCSIN -> multiply(dy, map(Unary.RSQRT, subtract(one, map(Unary.SQUARE, x))));
            case ARCCOS -> negative(multiply(dy, map(Unary.RSQRT, subtract(one, map(Unary.SQUARE, x)))));
            case ARCTAN -> divide(dy, add(map(Unary.SQUARE, x), one));
            case SINH -> multiply(dy, map(Unary.COSH, x));
            case COSH -> multiply(dy, map(Unary.SINH, x));
            case TANH -> multiply(dy, subtract(one, map(Unary.SQUARE, y)));
            case ARCSINH -> multiply(dy, map(Unary.RSQRT, add(map(Unary.SQUARE, x), one)));
            case ARCCOSH -> divide(dy, map(Unary.SINH, y));
            case ARCTANH -> divide(dy, subtract(one, map(Unary.SQUARE, x)));
            case ERF ->
                multiply(
                        dy, multiply(map(Unary.EXP, negative(map(Unary.SQUARE, x))), constant(2 / Math.sqrt(Math.PI))));
            case ERFINV ->
                multiply(dy, multiply(map(Unary.EXP, map(Unary.SQUARE, y)), constant(Math.sqrt(Math.PI) / 2)));
            case SIGMOID -> multiply(dy, multiply(y, subtract(one, y)));
            case SOFTPLUS -> multiply(dy, map(Unary.SIGMOID, x));
            case LOG_SIGMOID -> multiply(dy, map(Unary.SIGMOID, negative(x)));
            case RELU -> map(Binary.RELU_GRADIENT, x, dy);
            case SIGN, FLOOR, CEIL, ROUND, TRUNC, NOT, IS_NAN, IS_INF, IS_FINITE -> null;
        };
    }

    /** Of a root of 0 TensorFlow says that no gradient is none, not 0 times infinity. */
    private static Symbol unlessZero(Symbol dy, Symbol gradient) {
        Symbol zero = constant(0);
        return where(map(Binary.EQUAL, dy, zero), zero, gradient);
    }

    /** The gradients with respect to a and b, before broadcasting is taken back; null where none flows. */
    static Symbol[] of(Binary function, Symbol a, Symbol b, Symbol y, Symbol dy) {
        return switch (function) {
            case ADD -> new Symbol[] {dy, dy};
            case SUBTRACT -> new Symbol[] {dy, negative(dy)};
            case MULTIPLY -> new Symbol[] {multiply(dy, b), multiply(dy, a)};
            case DIVIDE -> {
                Symbol quotient = divide(dy, b);
                yield new Symbol[] {quotient, negative(multiply(quotient, y))};
            }
            case MOD -> new Symbol[] {dy, negative(multiply(dy, map(Binary.FLOOR_DIVIDE, a, b)))};
            case POWER -> {
                Symbol isPositive = map(Binary.GREATER, a, constant(0));
                Symbol logarithm = map(Unary.LOG, where(isPositive, a, constant(1)));
                yield new Symbol[] {
                    multiply(dy, multiply(b, map(Binary.POWER, a, subtract(b, constant(1))))),
                    multiply(dy, multiply(y, logarithm))
                };
            }
            case MAXIMUM -> {
                Symbol first = map(Binary.GREATER_EQUAL, a, b);
                yield new Symbol[] {where(first, dy, constant(0)), where(first, constant(0), dy)};
            }
            case MINIMUM -> {
                Symbol first = map(Binary.LESS_EQUAL, a, b);
                yield new Symbol[] {where(first, dy, constant(0)), where(first, constant(0), dy)};
            }
            case ARCTAN2 -> {
                Symbol share = divide(dy, add(map(Unary.SQUARE, a), map(Unary.SQUARE, b)));
                yield new Symbol[] {multiply(share, b), negative(multiply(share, a))};
            }
            case LOG_ADD_EXP -> {
                Symbol isEqual = map(Binary.EQUAL, a, b);
                yield new Symbol[] {
                    multiply(dy, where(isEqual, constant(1), map(Unary.EXP, subtract(a, y)))),
                    multiply(dy, where(isEqual, constant(0), map(Unary.EXP, subtract(b, y))))
                };
            }
            case RELU_GRADIENT -> new Symbol[] {null, map(Binary.RELU_GRADIENT, a, dy)};
            case FLOOR_DIVIDE, EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL, AND, OR, XOR ->
                new Symbol[] {null, null};
        };
    }
}
