package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Who sees which weights when: between two steps everybody those of the last one, whole. */
class WeightsOwnerTest {
    private static final int STEPS = 40;
    private static final float[][] X = new float[4 * STEPS][3];
    private static final float[] Y = new float[X.length];

    static {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < X.length; i++) {
            for (int j = 0; j < 3; j++) {
                X[i][j] = (float) random.nextDouble();
            }
            Y[i] = random.nextInt(2);
        }
    }

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static Sequential model() {
        Keras4j.setRandomSeed(1);
        Sequential model =
                new Sequential(new Input(3), new Dense(5).activation("tanh"), new Dense(1).activation("sigmoid"));
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        return model;
    }

    private static void fit(Sequential model, Callback... told) {
        model.fit(X, Y, batchSize(4), epochs(1), shuffle(false), verbose(0), callbacks(told));
    }

    private static List<Float> weights(Model model) {
        List<Float> all = new ArrayList<>();
        for (INDArray weight : model.getWeights()) {
            for (float value : NdArrays.floats(weight)) {
                all.add(value);
            }
        }
        return all;
    }

    /** What {@code read} gives before the first and after each step. */
    private static <T> List<T> afterSteps(Sequential model, Supplier<T> read) {
        List<T> all = new ArrayList<>(List.of(read.get()));
        fit(model, new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                all.add(read.get());
            }
        });
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aCallbackSeesTheWeightsOfItsStep(String engine, @TempDir Path folder) {
        Keras4j.setEngine(engine);
        Sequential model = model();
        List<List<Float>> inCallback = afterSteps(model, () -> weights(model));
        Sequential saving = model();
        List<List<Float>> saved = afterSteps(saving, () -> {
            saving.save(folder.resolve("m.keras"));
            return weights(Keras4j.loadModel(folder.resolve("m.keras")));
        });
        Sequential single = model();
        List<List<Float>> one = new ArrayList<>(List.of(weights(single)));
        for (int i = 0; i < STEPS; i++) {
            float[][] x = Arrays.copyOfRange(X, 4 * i, 4 * i + 4);
            single.trainOnBatch(x, Arrays.copyOfRange(Y, 4 * i, 4 * i + 4));
            one.add(weights(single));
        }
        assertThat(inCallback).isEqualTo(one);
        assertThat(saved).isEqualTo(one);
    }

    /** Weights that a callback sets are those that the next step begins with. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aCallbackMaySetWeights(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = model();
        List<INDArray> zeros = model.getWeights().stream().map(INDArray::like).toList();
        List<Double> losses = new ArrayList<>();
        fit(model, new Callback() {
            @Override
            public void onTrainBatchBegin(int batch) {
                model.setWeights(zeros);
            }

            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                losses.add(logs.loss());
            }
        });
        assertThat(losses).hasSize(STEPS).allSatisfy(loss -> assertThat(loss).isBetween(0.6931, 0.6932));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void anInterruptLeavesTheWeightsOfTheLastStep(String engine) {
        Keras4j.setEngine(engine);
        List<List<Float>> expected = new ArrayList<>();
        Sequential whole = model();
        expected.addAll(afterSteps(whole, () -> weights(whole)));
        Sequential model = model();
        assertThatThrownBy(() -> fit(model, new Callback() {
                    @Override
                    public void onTrainBatchEnd(int batch, Logs logs) {
                        if (batch == 6) {
                            Thread.currentThread().interrupt();
                        }
                    }
                }))
                .isInstanceOf(KerasException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(weights(model)).isEqualTo(expected.get(7));
        fit(model);
        assertThat(model.evaluate(X, Y, verbose(0)).loss()).isFinite();
    }

    /** Predictions and copies of the weights that another thread asks for are those after some step, never a mixture. */
    @Test
    void anotherThreadSeesTheWeightsOfSomeStep() throws InterruptedException {
        Sequential before = model();
        Set<Float> predictions = new HashSet<>(afterSteps(before, () -> before.predict(X[0])[0]));
        Sequential copied = model();
        Set<List<Float>> copies = new HashSet<>(afterSteps(copied, () -> weights(copied)));
        assertThat(predictions).hasSizeGreaterThan(STEPS / 2);

        Sequential model = model();
        Set<Float> seenPredictions = new HashSet<>();
        Set<List<Float>> seenCopies = new HashSet<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                seenPredictions.add(model.predict(X[0])[0]);
                seenPredictions.add(model.predict(X)[0][0]);
                seenCopies.add(weights(model));
                begun.countDown();
            }
        });
        other.start();
        begun.await();
        fit(model, new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                Thread.yield();
            }
        });
        other.interrupt();
        other.join();
        assertThat(predictions).containsAll(seenPredictions);
        assertThat(copies).containsAll(seenCopies);
    }
}
