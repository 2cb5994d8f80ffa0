package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums over many rows are those of float64, by one thread and by all; gradients are those of the same by other ops. */
class BatchNormTest {
    private final Trace trace = new Trace(true);
    private final Map<Symbol, View> places = new HashMap<>();
    private final Random random = new Random(3);

    @AfterEach
    void asItWas() {
        Parallel.setThreads(Parallel.PARTS);
    }

    private Symbol leaf(double middle, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (middle + random.nextGaussian());
        }
        Symbol leaf = trace.input(shape);
        places.put(leaf, View.of(Buffer.of(values), shape));
        return leaf;
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "3, 80000", "64, 900"})
    void momentsAreThoseOfFloat64(int channels, int rows) {
        Symbol x = leaf(1000, 1, rows, channels);
        List<Symbol> moments = BatchNorm.moments(x);
        float[] values = places.get(x).array();
        for (int threads : new int[] {1, Parallel.PARTS}) {
            Parallel.setThreads(threads);
            Plan plan = new Plan(new Arena(), places, moments, List.of(), Plan.Mode.FUSED);
            plan.runFirst();
            for (int c = 0; c < channels; c++) {
                double mean = 0;
                double variance = 0;
                for (int i = c; i < values.length; i += channels) {
                    mean += values[i] / (double) rows;
                }
                for (int i = c; i < values.length; i += channels) {
                    variance += (values[i] - mean) * (values[i] - mean) / rows;
                }
                assertThat((double) plan.view(moments.get(0)).array()[c]).isCloseTo(mean, within(1e-7 * mean));
                assertThat((double) plan.view(moments.get(1)).array()[c]).isCloseTo(variance, within(3e-6 * variance));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "4, 9", "40, 30"})
    void gradientsAreThoseOfOtherOps(int channels, int rows) {
        Symbol x = leaf(0.5, rows, channels);
        List<Symbol> of = List.of(x, leaf(1, channels), leaf(0, channels));
        Symbol dy = leaf(0, rows, channels);
        List<Symbol> own = BatchNorm.moments(x);
        Symbol mean = Ops.mean(x, 0);
        List<Symbol> other = List.of(mean, Ops.mean(Ops.square(Ops.subtract(x, mean)), 0));
        List<Symbol> found = Gradients.of(List.of(normal(of, own)), List.of(dy), of);
        List<Symbol> expected = Gradients.of(List.of(normal(of, other)), List.of(dy), of);
        Plan plan = new Plan(new Arena(), places, found, expected, Plan.Mode.FUSED);
        plan.runFirst();
        plan.runThen();
        for (int k = 0; k < of.size(); k++) {
            View one = plan.view(found.get(k));
            View two = plan.view(expected.get(k));
            for (int i = 0; i < one.size(); i++) {
                assertThat(one.array()[one.offset() + i]).isCloseTo(two.array()[two.offset() + i], within(2e-5f));
            }
        }
    }

    private static Symbol normal(List<Symbol> of, List<Symbol> moments) {
        Symbol factor = Ops.multiply(Ops.rsqrt(Ops.add(moments.get(1), 1e-3)), of.get(1));
        return BatchNorm.scaled(of.get(0), moments.get(0), factor, of.get(2));
    }
}
