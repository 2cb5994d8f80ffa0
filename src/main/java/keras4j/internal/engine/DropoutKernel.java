package keras4j.internal.engine;

import java.util.SplittableRandom;
import keras4j.core.Kernel;
import keras4j.core.Seeds;

/** In training, each number becomes 0 with probability {@code rate} and is divided by 1 - rate else. */
public class DropoutKernel implements Kernel {
    private final double rate;
    private final int size;
    private final boolean hasOwnSeed;
    private SplittableRandom random;
    private float[] mask = {};

    /**
     * @param size the numbers of a sample
     * @param ownSeed what the masks follow from, whatever the seed of the model's training; null for that
     */
    public DropoutKernel(double rate, int size, Long ownSeed) {
        this.rate = rate;
        this.size = size;
        hasOwnSeed = ownSeed != null;
        random = Seeds.generator(ownSeed);
    }

    @Override
    public final int outputSize() {
        return size;
    }

    @Override
    public final void seed(long seed) {
        if (!hasOwnSeed) {
            random = new SplittableRandom(seed);
        }
    }

    /** Draws by what each of so many numbers is multiplied: 0, or 1 / (1 - rate). */
    protected void draw(float[] factors, int count) {
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < count; i++) {
            factors[i] = random.nextDouble() < rate ? 0 : kept;
        }
    }

    @Override
    public final void forward(float[] weights, float[] x, float[] y, int samples, boolean training) {
        int count = samples * size;
        if (!training) {
            System.arraycopy(x, 0, y, 0, count);
            return;
        }
        if (mask.length < count) {
            mask = new float[count];
        }
        draw(mask, count);
        for (int i = 0; i < count; i++) {
            y[i] = mask[i] == 0 ? 0 : x[i] * mask[i];
        }
    }

    @Override
    public final void backward(
            float[] weights, float[] x, float[] y, float[] dy, float[] dx, float[] gradients, int samples) {
        for (int i = 0; i < samples * size && dx != null; i++) {
            dx[i] = dy[i] * mask[i];
        }
    }
}
