package keras4j.internal.kernels;

/** The functions of one number. Where a number is not in a function's domain, the result is NaN; NaN gives NaN. */
public enum Unary {
    NEGATIVE(Arithmetic::negative),
    ABS(Arithmetic::abs),
    SIGN(Arithmetic::sign),
    SQUARE(Arithmetic::square),
    SQRT(Arithmetic::sqrt),
    RSQRT(Arithmetic::rsqrt),
    RECIPROCAL(Arithmetic::reciprocal),
    EXP(Exponentials::exp),
    EXPM1(Exponentials::expm1),
    LOG(Logarithms::log),
    LOG1P(Logarithms::log1p),
    LOG2(Slow.loop(x -> Math.log(x) / Math.log(2))),
    LOG10(Slow.loop(Math::log10)),
    SIN(Sines::sin),
    COS(Sines::cos),
    TAN(Slow.loop(Math::tan)),
    ARCSIN(Slow.loop(Math::asin)),
    ARCCOS(Slow.loop(Math::acos)),
    ARCTAN(Slow.loop(Math::atan)),
    SINH(Slow.loop(Math::sinh)),
    COSH(Slow.loop(Math::cosh)),
    TANH(Quotients::tanh),
    ARCSINH(Slow.loop(Slow::arcsinh)),
    ARCCOSH(Slow.loop(Slow::arccosh)),
    ARCTANH(Slow.loop(Slow::arctanh)),
    FLOOR(Rounding::floor),
    CEIL(Rounding::ceil),
    /** To the nearest whole number, halves to the even one. */
    ROUND(Rounding::round),
    /** Towards 0. */
    TRUNC(Rounding::trunc),
    ERF(Quotients::erf),
    ERFINV(Slow.loop(Slow::erfinv)),
    SIGMOID(Exponentials::sigmoid),
    SOFTPLUS(Exponentials::softplus),
    RELU(Arithmetic::relu),
    /** 1 where 0, else 0: of NaN, too. */
    NOT(Logic::not),
    IS_NAN(Logic::isNan),
    IS_INF(Logic::isInf),
    IS_FINITE(Logic::isFinite),
    LOG_SIGMOID(Exponentials::logSigmoid);

    private final Loop loop;

    Unary(Loop loop) {
        this.loop = loop;
    }

    /** The function as a step over rows. */
    public RowStep step() {
        return new RowStep.One(loop);
    }

    /** y[i] = f(a[i]) for the first n numbers; y may be a. */
    public void run(float[] a, float[] y, int n, Scratch scratch) {
        loop.run(a, y, n, scratch);
    }
}
