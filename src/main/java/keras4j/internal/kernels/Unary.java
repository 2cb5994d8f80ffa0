package keras4j.internal.kernels;

/** The functions of one number. Where a number is not in a function's domain, the result is NaN; NaN gives NaN. */
public enum Unary {
    NEGATIVE,
    ABS,
    SIGN,
    SQUARE,
    SQRT,
    RSQRT,
    RECIPROCAL,
    EXP,
    EXPM1,
    LOG,
    LOG1P,
    LOG2,
    LOG10,
    SIN,
    COS,
    TAN,
    ARCSIN,
    ARCCOS,
    ARCTAN,
    SINH,
    COSH,
    TANH,
    ARCSINH,
    ARCCOSH,
    ARCTANH,
    FLOOR,
    CEIL,
    /** To the nearest whole number, halves to the even one. */
    ROUND,
    /** Towards 0. */
    TRUNC,
    ERF,
    ERFINV,
    SIGMOID,
    SOFTPLUS,
    RELU,
    /** 1 where 0, else 0: of NaN, too. */
    NOT,
    IS_NAN,
    IS_INF,
    IS_FINITE,
    LOG_SIGMOID;

    /** Found when it is first asked for: a program that needs a few of them links these only. */
    private Loop loop;

    private Loop loop() {
        if (loop == null) {
            loop = made();
        }
        return loop;
    }

    private Loop made() {
        return switch (this) {
            case NEGATIVE -> Arithmetic::negative;
            case ABS -> Arithmetic::abs;
            case SIGN -> Arithmetic::sign;
            case SQUARE -> Arithmetic::square;
            case SQRT -> Arithmetic::sqrt;
            case RSQRT -> Arithmetic::rsqrt;
            case RECIPROCAL -> Arithmetic::reciprocal;
            case EXP -> Exponentials::exp;
            case EXPM1 -> Exponentials::expm1;
            case LOG -> Logarithms::log;
            case LOG1P -> Logarithms::log1p;
            case LOG2 -> Slow.loop(x -> Math.log(x) / Math.log(2));
            case LOG10 -> Slow.loop(Math::log10);
            case SIN -> Sines::sin;
            case COS -> Sines::cos;
            case TAN -> Slow.loop(Math::tan);
            case ARCSIN -> Slow.loop(Math::asin);
            case ARCCOS -> Slow.loop(Math::acos);
            case ARCTAN -> Slow.loop(Math::atan);
            case SINH -> Slow.loop(Math::sinh);
            case COSH -> Slow.loop(Math::cosh);
            case TANH -> Quotients::tanh;
            case ARCSINH -> Slow.loop(Slow::arcsinh);
            case ARCCOSH -> Slow.loop(Slow::arccosh);
            case ARCTANH -> Slow.loop(Slow::arctanh);
            case FLOOR -> Rounding::floor;
            case CEIL -> Rounding::ceil;
            case ROUND -> Rounding::round;
            case TRUNC -> Rounding::trunc;
            case ERF -> Quotients::erf;
            case ERFINV -> Slow.loop(Slow::erfinv);
            case SIGMOID -> Exponentials::sigmoid;
            case SOFTPLUS -> Exponentials::softplus;
            case RELU -> Arithmetic::relu;
            case NOT -> Logic::not;
            case IS_NAN -> Logic::isNan;
            case IS_INF -> Logic::isInf;
            case IS_FINITE -> Logic::isFinite;
            case LOG_SIGMOID -> Exponentials::logSigmoid;
        };
    }

    /** The function as a step over rows. */
    public RowStep step() {
        return new RowStep.One(loop());
    }

    /** y[i] = f(a[i]) for the first n numbers; y may be a. */
    public void run(float[] a, float[] y, int n, Scratch scratch) {
        loop().run(a, y, n, scratch);
    }
}
