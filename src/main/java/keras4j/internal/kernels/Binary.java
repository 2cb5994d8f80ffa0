package keras4j.internal.kernels;

/** The functions of two numbers. What compares gives 1 or 0; what is not 0 counts as true, NaN included. */
public enum Binary {
    ADD(Arithmetic::add),
    SUBTRACT(Arithmetic::subtract),
    MULTIPLY(Arithmetic::multiply),
    DIVIDE(Arithmetic::divide),
    /** The largest whole number not above a / b. */
    FLOOR_DIVIDE(Rounding::floorDivide),
    /** What a leaves when divided by b, with b's sign, as in Python. */
    MOD(Rounding::mod),
    POWER(Slow::power),
    /** NaN where one of them is NaN. */
    MAXIMUM(Arithmetic::maximum),
    /** NaN where one of them is NaN. */
    MINIMUM(Arithmetic::minimum),
    ARCTAN2(Slow::arctan2),
    EQUAL(Comparisons::equal),
    NOT_EQUAL(Comparisons::notEqual),
    GREATER(Comparisons::greater),
    GREATER_EQUAL(Comparisons::greaterEqual),
    LESS(Comparisons::less),
    LESS_EQUAL(Comparisons::lessEqual),
    AND(Logic::and),
    OR(Logic::or),
    XOR(Logic::xor),
    /** log(exp(a) + exp(b)) without overflow. */
    LOG_ADD_EXP(Exponentials::logAddExp),
    /** b, the gradient of relu's output, where a, relu's input, is above 0, else 0: where a is NaN, too. */
    RELU_GRADIENT(Logic::reluGradient);

    private final Loop2 loop;

    Binary(Loop2 loop) {
        this.loop = loop;
    }

    /** The function as a step over rows. */
    public RowStep step() {
        return new RowStep.Two(loop);
    }

    /** y[i] = f(a[i], b[i]) for the first n numbers; y may be a or b. */
    public void run(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        loop.run(a, b, y, n, scratch);
    }
}
