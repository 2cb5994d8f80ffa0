package keras4j.losses;

/** How Keras keeps probabilities from 0 and 1 before a logarithm: {@code keras.config.epsilon()}. */
final class Probabilities {
    static final double EPSILON = 1e-7;
    static final float LEAST = (float) EPSILON;
    private static final float MOST = (float) (1 - EPSILON);

    private Probabilities() {}

    /** The probability, within float32's [1e-7, 1 - 1e-7]; NaN stays NaN. */
    static float clip(float p) {
        return Math.min(Math.max(p, LEAST), MOST);
    }

    /** Whether {@link #clip} changes the probability, so that no gradient passes. */
    static boolean isCut(float p) {
        return p < LEAST || p > MOST;
    }

    /** log(1 + exp(-|x|)), within 1e-11 of itself; several times faster than with {@link Math#log1p}. */
    static double softplusTail(double x) {
        double e = Math.exp(-Math.abs(x));
        return e < 1e-5 ? e - e * e / 2 : Math.log(1 + e);
    }
}
