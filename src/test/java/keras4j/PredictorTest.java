package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import keras4j.core.KerasException;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class PredictorTest {
    private static final int THREADS = 16;
    /** Of all threads together; raised by -Dkeras4j.calls=10000000. */
    private static final int CALLS = Integer.getInteger("keras4j.calls", 200_000);

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static Sequential lesson() {
        Keras4j.setRandomSeed(1);
        return new Sequential(
                new Input(11),
                new Dense(6).activation("relu"),
                new Dense(6).activation("relu"),
                new Dense(1).activation("sigmoid"));
    }

    private static float[][] rows(int count, int width) {
        SplittableRandom random = new SplittableRandom(2);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                row[i] = (float) (2 * random.nextDouble() - 1);
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void oneSampleManyAndIntoAnArray(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = lesson();
        float[][] x = rows(3, 11);
        float[][] expected = model.predict(x);
        Predictor predictor = model.predictor();
        float[] all = new float[33];
        float[] into = {-1, -1, -1, -1};
        for (int i = 0; i < 3; i++) {
            assertThat(predictor.predict(x[i])).containsExactly(expected[i]);
            assertThat(model.predict(x[i])).containsExactly(expected[i]);
            System.arraycopy(x[i], 0, all, i * 11, 11);
        }
        predictor.predict(all, into);
        assertThat(into).containsExactly(expected[0][0], expected[1][0], expected[2][0], -1);
        predictor.predict(x[1], into);
        assertThat(into).containsExactly(expected[1][0], expected[1][0], expected[2][0], -1);
    }

    /** It is the model as it was, and of any shape. */
    @Test
    void keepsItsWeights() {
        Keras4j.setRandomSeed(1);
        Sequential model = new Sequential(new Input(2, 3), new Flatten(), new Dense(200), new Dense(2));
        model.compile(optimizer("sgd"), loss("mse"));
        Predictor before = model.predictor();
        float[] x = rows(1, 6)[0];
        float[] first = before.predict(x);
        model.fit(Nd4j.ones(60, 2, 3), Nd4j.ones(60, 2), verbose(0));
        assertThat(before.predict(x)).containsExactly(first);
        assertThat(model.predictor().predict(x)).isNotEqualTo(first);
    }

    /** Small products, and large ones by BLAS. */
    @ParameterizedTest
    @ValueSource(ints = {6, 1000})
    void manyThreadsGiveWhatOneGives(int hidden) throws InterruptedException {
        Keras4j.setRandomSeed(1);
        Sequential model =
                new Sequential(new Input(11), new Dense(hidden).activation("relu"), new Dense(1).activation("sigmoid"));
        Predictor predictor = model.predictor();
        float[][] x = rows(100, 11);
        float[][] expected = new float[x.length][];
        for (int i = 0; i < x.length; i++) {
            expected[i] = predictor.predict(x[i]);
        }
        AtomicInteger wrong = new AtomicInteger();
        Thread[] threads = new Thread[THREADS];
        for (int t = 0; t < THREADS; t++) {
            int first = t;
            threads[t] = new Thread(() -> {
                float[] y = new float[1];
                for (int i = 0; i < CALLS / THREADS; i++) {
                    int row = (first + i) % x.length;
                    predictor.predict(x[row], y);
                    if (y[0] != expected[row][0]) {
                        wrong.incrementAndGet();
                    }
                }
            });
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void errors() {
        Predictor predictor = lesson().predictor();
        assertThatThrownBy(() -> predictor.predict(new float[10]))
                .isInstanceOf(KerasException.class)
                .hasMessage("predict(x): expected 11 numbers for each sample of shape (11,), received 10 numbers");
        assertThatThrownBy(() -> predictor.predict(new float[0])).hasMessageEndingWith("received 0 numbers");
        assertThatThrownBy(() -> predictor.predict(null)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> predictor.predict(new float[22], new float[1]))
                .hasMessage("predict(into): expected an array of at least 2, received 1");
        assertThatThrownBy(() -> new Sequential(new Dense(1)).predictor()).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> lesson().predict(new float[10]))
                .hasMessage("predict(x): expected inputs of shape (None, 11), received (None, 10)");
    }

    /** Dataset of one sample and a row of numbers are the same; a model without an input shape takes it from the row. */
    @Test
    void firstRowBuilds() {
        Sequential model = new Sequential(new Dense(2));
        float[] x = rows(1, 4)[0];
        assertThat(model.predict(x)).containsExactly(model.predict(new float[][] {x})[0]);
        assertThat(model.predict(Dataset.of(new float[][] {x})).shape()).containsExactly(1, 2);
    }
}
