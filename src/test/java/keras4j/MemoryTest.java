package keras4j;

import static keras4j.Args.batchSize;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Memory;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.Input;
import keras4j.optimizers.GradientOptimizer;
import keras4j.optimizers.Update;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What does not fit into memory is refused before memory is taken for it. */
class MemoryTest {
    /** As many numbers as fit, in one array or in memory. */
    private static final long MOST =
            Math.min(Memory.MAX_LENGTH, Runtime.getRuntime().maxMemory() / Float.BYTES);

    private static void assertRefused(ThrowingCallable code, String begin) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(code).isInstanceOf(KerasException.class).hasMessageStartingWith(begin);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
    }

    @Test
    void weights() {
        int units = (int) (MOST / 2000) + 1;
        assertRefused(
                () -> new Sequential(new Input(1000), new Dense(units).name("first"), new Dense(1000).name("second"))
                        .getWeights(),
                "layer second: expected weights of a model ");
    }

    @Test
    void outputsOfASample() {
        int width = (int) (MOST / 1000) + 1;
        assertRefused(
                () -> new Sequential(new Input(1000), new Embedding(2, width).name("rows")).getWeights(),
                "layer rows: ");
    }

    @Test
    void outputsOfABatch() {
        Sequential model = new Sequential(new Input(10), new Embedding(2, 100_000).name("rows"), new Dense(1));
        int samples = (int) (MOST / 1_000_000) + 1;
        float[][] x = new float[samples][10];
        assertRefused(
                () -> model.predict(x, batchSize(samples)),
                "layer rows: expected outputs for " + samples + " samples ");
        assertThat(model.predict(new float[2][10])).hasDimensions(2, 10);
        assertRefused(
                () -> model.predictor().predict(new float[samples * 10]),
                "layer rows: expected outputs for " + samples + " samples ");
    }

    @Test
    void predictions() {
        Sequential model = new Sequential(new Input(1), new Embedding(2, 1_000_000));
        assertRefused(() -> model.predict(new float[(int) (MOST / 1_000_000) + 1][1]), "predict: expected predictions");
    }

    private static final class Elephant extends GradientOptimizer<Elephant> {
        Elephant() {
            super(0.1);
        }

        @Override
        protected List<List<String>> slots() {
            return List.of(Collections.nCopies(100_000, "momentum"));
        }

        @Override
        protected void update(Update at, int from, int to) {}
    }

    @Test
    void theOptimizersState() {
        assertRefused(
                () -> new Elephant().state(new float[(int) (MOST / 100_000)], List.of()),
                "Elephant: expected weights and what is remembered of them that fit into ");
    }
}
