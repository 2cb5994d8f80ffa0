package keras4j.internal.kernels;

import java.util.function.DoubleUnaryOperator;

/** stub */
public enum Unary {
    NEGATIVE(x -> -x),
    ABS(Math::abs),
    SIGN(Math::signum),
    SQUARE(x -> x * x),
    SQRT(Math::sqrt),
    RSQRT(x -> 1 / Math.sqrt(x)),
    RECIPROCAL(x -> 1 / x),
    EXP(Math::exp),
    EXPM1(Math::expm1),
    LOG(Math::log),
    LOG1P(Math::log1p),
    LOG2(x -> Math.log(x) / Math.log(2)),
    LOG10(Math::log10),
    SIN(Math::sin),
    COS(Math::cos),
    TAN(Math::tan),
    ARCSIN(Math::asin),
    ARCCOS(Math::acos),
    ARCTAN(Math::atan),
    SINH(Math::sinh),
    COSH(Math::cosh),
    TANH(Math::tanh),
    ARCSINH(x -> x),
    ARCCOSH(x -> x),
    ARCTANH(x -> x),
    FLOOR(Math::floor),
    CEIL(Math::ceil),
    ROUND(Math::rint),
    TRUNC(x -> (long) x),
    ERF(x -> x),
    ERFINV(x -> x),
    SIGMOID(x -> 1 / (1 + Math.exp(-x))),
    SOFTPLUS(x -> Math.log1p(Math.exp(x))),
    RELU(x -> Math.max(x, 0)),
    NOT(x -> x == 0 ? 1 : 0),
    IS_NAN(x -> x != x ? 1 : 0),
    IS_INF(x -> Double.isInfinite(x) ? 1 : 0),
    IS_FINITE(x -> Double.isFinite(x) ? 1 : 0),
    LOG_SIGMOID(x -> -Math.log1p(Math.exp(-x)));

    private final DoubleUnaryOperator f;

    Unary(DoubleUnaryOperator f) {
        this.f = f;
    }

    public void run(float[] a, float[] y, int n, Scratch s) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) f.applyAsDouble(a[i]);
        }
    }
}
