package keras4j.activations;

import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;

/**
 * y = a sigmoid(b), a and b being the two halves of the last axis, which becomes half as long. Dauphin et al., 2016. Keras:
 * {@code glu}.
 */
public final class Glu extends ActivationFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "glu";
    }

    @Override
    public int outputWidth(int width) {
        if (width % 2 != 0) {
            throw KerasException.expected("glu", "an even length of the last axis", width);
        }
        return width / 2;
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        int half = width / 2;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < half; i++) {
                y[row * half + i] = (float) (x[row * width + i] * Sigmoid.of(x[row * width + half + i]));
            }
        }
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        int half = width / 2;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < half; i++) {
                int a = row * width + i;
                double gate = Sigmoid.of(x[a + half]);
                float gradient = dy[row * half + i];
                dx[a] = (float) (gradient * gate);
                dx[a + half] = (float) (gradient * x[a] * gate * (1 - gate));
            }
        }
    }
}
