package keras4j.internal.kernels;

/** The functions of two numbers. What compares gives 1 or 0; what is not 0 counts as true, NaN included. */
public enum Binary {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    /** The largest whole number not above a / b. */
    FLOOR_DIVIDE,
    /** What a leaves when divided by b, with b's sign, as in Python. */
    MOD,
    POWER,
    /** NaN where one of them is NaN. */
    MAXIMUM,
    /** NaN where one of them is NaN. */
    MINIMUM,
    ARCTAN2,
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_EQUAL,
    LESS,
    LESS_EQUAL,
    AND,
    OR,
    XOR,
    /** log(exp(a) + exp(b)) without overflow. */
    LOG_ADD_EXP,
    /** b, the gradient of relu's output, where a, relu's input, is above 0, else 0: where a is NaN, too. */
    RELU_GRADIENT;

    /** Found when it is first asked for: a program that needs a few of them links these only. */
    private Loop2 loop;

    private Loop2 loop() {
        if (loop == null) {
            loop = made();
        }
        return loop;
    }

    private Loop2 made() {
        return switch (this) {
            case ADD -> Arithmetic::add;
            case SUBTRACT -> Arithmetic::subtract;
            case MULTIPLY -> Arithmetic::multiply;
            case DIVIDE -> Arithmetic::divide;
            case FLOOR_DIVIDE -> Rounding::floorDivide;
            case MOD -> Rounding::mod;
            case POWER -> Slow::power;
            case MAXIMUM -> Arithmetic::maximum;
            case MINIMUM -> Arithmetic::minimum;
            case ARCTAN2 -> Slow::arctan2;
            case EQUAL -> Comparisons::equal;
            case NOT_EQUAL -> Comparisons::notEqual;
            case GREATER -> Comparisons::greater;
            case GREATER_EQUAL -> Comparisons::greaterEqual;
            case LESS -> Comparisons::less;
            case LESS_EQUAL -> Comparisons::lessEqual;
            case AND -> Logic::and;
            case OR -> Logic::or;
            case XOR -> Logic::xor;
            case LOG_ADD_EXP -> Exponentials::logAddExp;
            case RELU_GRADIENT -> Logic::reluGradient;
        };
    }

    /** The function as a step over rows. */
    public RowStep step() {
        return new RowStep.Two(loop());
    }

    /** y[i] = f(a[i], b[i]) for the first n numbers; y may be a or b. */
    public void run(float[] a, float[] b, float[] y, int n, Scratch scratch) {
        loop().run(a, b, y, n, scratch);
    }
}
