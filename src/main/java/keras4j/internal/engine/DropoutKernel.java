package keras4j.internal.engine;

import java.util.SplittableRandom;
import keras4j.core.Kernel;
import keras4j.core.Seeds;

/** In training, each number becomes 0 with probability {@code rate} and is divided by 1 - rate else. */
public final class DropoutKernel implements Kernel {
    private final double rate;
    private final int size;
    private float[] mask = {};
    private SplittableRandom random = Seeds.generator(null);

    /** @param size the numbers of a sample */
    public DropoutKernel(double rate, int size) {
        this.rate = rate;
        this.size = size;
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public void seed(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        int count = samples * size;
        if (!training) {
            System.arraycopy(x, 0, y, 0, count);
            return;
        }
        if (mask.length < count) {
            mask = new float[count];
        }
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < count; i++) {
            mask[i] = random.nextDouble() < rate ? 0 : kept;
            y[i] = mask[i] == 0 ? 0 : x[i] * kept;
        }
    }

    @Override
    public void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        for (int i = 0; i < samples * size && dx != null; i++) {
            dx[i] = dy[i] * mask[i];
        }
    }
}
