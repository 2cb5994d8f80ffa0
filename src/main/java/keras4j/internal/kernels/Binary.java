package keras4j.internal.kernels;

import java.util.function.DoubleBinaryOperator;

/** stub */
public enum Binary {
    ADD((a, b) -> a + b),
    SUBTRACT((a, b) -> a - b),
    MULTIPLY((a, b) -> a * b),
    DIVIDE((a, b) -> a / b),
    FLOOR_DIVIDE((a, b) -> Math.floor(a / b)),
    MOD((a, b) -> a - b * Math.floor(a / b)),
    POWER(Math::pow),
    MAXIMUM(Math::max),
    MINIMUM(Math::min),
    ARCTAN2(Math::atan2),
    EQUAL((a, b) -> a == b ? 1 : 0),
    NOT_EQUAL((a, b) -> a != b ? 1 : 0),
    GREATER((a, b) -> a > b ? 1 : 0),
    GREATER_EQUAL((a, b) -> a >= b ? 1 : 0),
    LESS((a, b) -> a < b ? 1 : 0),
    LESS_EQUAL((a, b) -> a <= b ? 1 : 0),
    AND((a, b) -> a != 0 && b != 0 ? 1 : 0),
    OR((a, b) -> a != 0 || b != 0 ? 1 : 0),
    XOR((a, b) -> (a != 0) != (b != 0) ? 1 : 0),
    LOG_ADD_EXP((a, b) -> Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)))),
    RELU_GRADIENT((x, dy) -> x > 0 ? dy : 0);

    private final DoubleBinaryOperator f;

    Binary(DoubleBinaryOperator f) {
        this.f = f;
    }

    public void run(float[] a, float[] b, float[] y, int n, Scratch s) {
        for (int i = 0; i < n; i++) {
            y[i] = (float) f.applyAsDouble(a[i], b[i]);
        }
    }
}
