package keras4j.optimizers;

import keras4j.core.Span;

/** Ways to cut gradients down to a size. */
final class Clipping {
    private Clipping() {}

    /** Puts each number into [-most, most]. */
    static void byValue(float[] gradients, Span span, float most) {
        for (int i = span.from(); i < span.to(); i++) {
            gradients[i] = Math.min(Math.max(gradients[i], -most), most);
        }
    }

    /** Shortens gradients whose norm is more than {@code most}. */
    static void byNorm(float[] gradients, Span span, double norm, double most) {
        if (!(norm <= most)) {
            float scale = (float) (most / norm);
            for (int i = span.from(); i < span.to(); i++) {
                gradients[i] *= scale;
            }
        }
    }

    /** The sum of the squares. */
    static double squares(float[] gradients, Span span) {
        double sum = 0;
        for (int i = span.from(); i < span.to(); i++) {
            sum += gradients[i] * (double) gradients[i];
        }
        return sum;
    }
}
