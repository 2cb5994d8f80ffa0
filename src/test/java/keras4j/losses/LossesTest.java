package keras4j.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients are those of the losses: finite differences. The losses' own values are held by the trajectories. */
class LossesTest {
    private static final int ROWS = 5;
    private static final int WIDTH = 3;

    static List<Loss> losses() {
        return List.of(
                new MeanSquaredError(),
                new MeanAbsoluteError(),
                new Huber().delta(0.3),
                new MeanSquaredLogarithmicError(),
                new LogCosh(),
                new Poisson(),
                new KLDivergence(),
                new CosineSimilarity(),
                new Hinge(),
                new SquaredHinge(),
                new CategoricalHinge(),
                new BinaryCrossentropy().labelSmoothing(0.2),
                new CategoricalCrossentropy().labelSmoothing(0.2),
                new BinaryCrossentropy(),
                new BinaryCrossentropy().fromLogits(true),
                new CategoricalCrossentropy(),
                new CategoricalCrossentropy().fromLogits(true),
                new SparseCategoricalCrossentropy(),
                new SparseCategoricalCrossentropy().fromLogits(true));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAreTheLosses(Loss loss) {
        SplittableRandom random = new SplittableRandom(1);
        boolean sparse = loss instanceof SparseCategoricalCrossentropy;
        float[] y = new float[sparse ? ROWS : ROWS * WIDTH];
        float[] p = new float[ROWS * WIDTH];
        for (int i = 0; i < p.length; i++) {
            p[i] = (float) (0.1 + 0.8 * random.nextDouble());
        }
        for (int row = 0; row < ROWS; row++) {
            int label = random.nextInt(WIDTH);
            y[sparse ? row : row * WIDTH + label] = sparse ? label : 1;
        }
        float[] gradients = new float[p.length];
        loss.gradients(y, p, ROWS, WIDTH, gradients);
        for (int i = 0; i < p.length; i++) {
            float kept = p[i];
            p[i] = kept + 1e-3f;
            double above = sum(loss, y, p);
            p[i] = kept - 1e-3f;
            double below = sum(loss, y, p);
            double step = (kept + 1e-3f) - (double) (kept - 1e-3f);
            p[i] = kept;
            assertThat((double) gradients[i])
                    .as("gradient %d", i)
                    .isCloseTo((above - below) / step, within(2e-3 * Math.max(1, Math.abs(gradients[i]))));
        }
    }

    private static double sum(Loss loss, float[] y, float[] p) {
        float[] losses = new float[ROWS];
        loss.losses(y, p, ROWS, WIDTH, losses);
        double sum = 0;
        for (float value : losses) {
            sum += value;
        }
        return sum;
    }
}
