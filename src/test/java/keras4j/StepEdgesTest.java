package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.optimizer;
import static keras4j.Args.training;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.normal;
import static keras4j.ops.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import keras4j.core.KerasException;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.metrics.Mean;
import keras4j.ops.SeedGenerator;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;

/** What a training step of a user's can do wrong, what is random in it, and what it allocates. */
class StepEdgesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static final class Own extends Model {
        private final Sequential net = new Sequential(new Dense(3).inputDim(2), new Dropout(0.5), new Dense(1));
        private final BiConsumer<Own, TrainStep> described;

        Own(BiConsumer<Own, TrainStep> described) {
            this.described = described;
        }

        @Override
        protected Symbol call(Symbol x) {
            return net.apply(x);
        }

        @Override
        protected void trainStep(TrainStep step) {
            described.accept(this, step);
        }
    }

    private static float[][] x(int rows) {
        float[][] all = new float[rows][2];
        for (int i = 0; i < rows; i++) {
            all[i][0] = i * 0.1f;
            all[i][1] = 1 - i * 0.05f;
        }
        return all;
    }

    private static void fails(BiConsumer<Own, TrainStep> described, String... words) {
        Own model = new Own(described);
        model.compile(optimizer("sgd"));
        assertThatThrownBy(() -> model.fit(x(4), epochs(1), verbose(0)))
                .isInstanceOf(KerasException.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void errorsTeach() {
        fails((m, s) -> s.gradients(square(m.apply(s.x())), m.trainableWeights()), "gradients", "one number", "(4, 1)");
        fails(
                (m, s) -> s.gradients(mean(square(s.x())), m.trainableWeights()),
                "depends on each of the symbols",
                "the weight kernel (2, 3)");
        fails((m, s) -> s.gradient(mean(m.apply(s.x())), s.x().times(2)), "depends on each");
        fails((m, s) -> m.computeLoss(s, List.of(m.apply(s.x()))), "a loss: that of compile(loss(..))", "none");
        fails(
                (m, s) -> {
                    List<Symbol> weights = m.trainableWeights();
                    List<Symbol> found = s.gradients(mean(m.apply(s.x())), weights);
                    s.apply(m.getOptimizer(), found.subList(0, 2), weights);
                },
                "apply",
                "2 gradients and 4 weights");
        fails((m, s) -> s.y(), "data with one y", "received 0");
        fails((m, s) -> s.log("a", m.apply(s.x())), "log(\"a\")", "one number");
        List<Symbol> kept = new ArrayList<>();
        new Own((m, s) -> {}).compile();
        Own first = new Own((m, s) -> kept.add(mean(m.apply(s.x()))));
        first.compile();
        first.fit(x(4), epochs(1), verbose(0));
        fails((m, s) -> s.log("a", kept.get(0)), "symbols of this step");
        fails(
                (m, s) -> s.apply(
                        m.getOptimizer(),
                        s.gradients(mean(first.apply(s.x())), first.trainableWeights()),
                        first.trainableWeights()),
                "in a field of it");
        Model plain = new Sequential(new Dense(1).inputDim(2));
        plain.compile(optimizer("sgd"));
        assertThatThrownBy(() -> plain.fit(x(4), verbose(0))).hasMessageContaining("a loss: that of compile(loss(..))");
    }

    private static void noisy(Own model, TrainStep step) {
        Symbol noise = normal(List.of(step.x().dim(0), 2), 0, 1, new SeedGenerator());
        Symbol loss = mean(square(model.apply(step.x().plus(noise), training(true))));
        step.apply(model.getOptimizer(), step.gradients(loss, model.trainableWeights()), model.trainableWeights());
        step.log("loss", loss);
        step.log("noise", mean(noise));
    }

    /** Two batches an epoch: the noise is that of the last. */
    @Test
    void randomNumbersAreNewForEachBatchAndFollowTheSeed() {
        List<List<Double>> all = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            Own model = new Own(StepEdgesTest::noisy);
            model.compile(optimizer("sgd"));
            all.add(model.fit(x(8), epochs(4), batchSize(4), verbose(0), Args.seed(seed))
                    .get("noise"));
        }
        assertThat(all.get(0)).doesNotHaveDuplicates().isEqualTo(all.get(1)).isNotEqualTo(all.get(2));
    }

    /** Counts what the steps of an epoch allocate, the smaller last batch included. */
    private static final class Counter extends Callback {
        private long before;
        private long bytes = Long.MAX_VALUE;

        @Override
        public void onTrainBatchBegin(int batch) {
            if (batch == 1) {
                before = THREADS.getCurrentThreadAllocatedBytes();
            }
        }

        @Override
        public void onTrainBatchEnd(int batch, Logs logs) {
            if (batch == 39) {
                bytes = Math.min(bytes, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
        }
    }

    @Test
    void stepAllocatesNothing() {
        Mean mean = new Mean("mean_loss");
        Own model = new Own((m, s) -> {
            noisy(m, s);
            Symbol again = mean(square(m.apply(s.x(), training(true))));
            s.apply(m.getOptimizer(), s.gradients(again, m.trainableWeights()), m.trainableWeights());
            s.update(mean, again);
        });
        model.compile(optimizer("adam"));
        Counter counter = new Counter();
        model.fit(x(158), epochs(30), batchSize(4), verbose(0), callbacks(counter));
        assertThat(counter.bytes).isLessThan(200);
    }
}
