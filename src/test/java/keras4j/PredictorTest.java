package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.layers.Concatenate;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PredictorTest {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
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

    /** Each thread makes one call and ends: those that come find the buffers of those that were there. */
    @Test
    void shortLivedThreadsShareBuffers() throws InterruptedException {
        Sequential model = lesson();
        Predictor predictor = model.predictor();
        float[] x = rows(1, 11)[0];
        float[] expected = predictor.predict(x);
        AtomicInteger wrong = new AtomicInteger();
        AtomicInteger allocating = new AtomicInteger();
        int count = 10_000;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> {
                float[] y = new float[1];
                long before = MEMORY.getCurrentThreadAllocatedBytes();
                predictor.predict(x, y);
                if (MEMORY.getCurrentThreadAllocatedBytes() != before) {
                    allocating.incrementAndGet();
                }
                if (y[0] != expected[0]) {
                    wrong.incrementAndGet();
                }
            });
            thread.start();
            thread.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(predictor.buffers()).isEqualTo(1);
        assertThat(allocating.get()).isLessThan(count / 100); // the machine itself does now and then
    }

    /** No more than follow from the processors, however many threads there are at once; and they stay exact. */
    @Test
    void buffersAreFew() throws InterruptedException {
        Sequential model = new Sequential(new Input(11), new Dense(300).activation("tanh"), new Dense(1));
        Predictor predictor = model.predictor();
        float[][] x = rows(20, 11);
        float[][] expected = model.predict(x);
        int count = 4 * predictor.maxBuffers();
        AtomicInteger wrong = new AtomicInteger();
        CountDownLatch begin = new CountDownLatch(1);
        Thread[] threads = new Thread[count];
        for (int t = 0; t < count; t++) {
            int first = t;
            threads[t] = new Thread(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (int i = 0; i < 200; i++) {
                    int row = (first + i) % x.length;
                    if (Math.abs(predictor.predict(x[row])[0] - expected[row][0]) > 1e-5) {
                        wrong.incrementAndGet();
                    }
                }
            });
            threads[t].start();
        }
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(predictor.buffers()).isBetween(1, predictor.maxBuffers());
    }

    /** A call that fails gives its buffers back. */
    @Test
    void afterAnError() {
        Sequential model = new Sequential(new Input(2), new Embedding(3, 4), new Flatten(), new Dense(1));
        Predictor predictor = model.predictor();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> predictor.predict(new float[] {0, 7})).isInstanceOf(KerasException.class);
        }
        assertThat(predictor.buffers()).isEqualTo(1);
        assertThat(predictor.predict(new float[] {0, 2})).containsExactly(model.predict(new float[] {0, 2}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void severalInputsAndOutputs(String engine) {
        Keras4j.setEngine(engine);
        Symbol image = Args.input("image", 4, 4, 1);
        Symbol text = Args.input("text", 5);
        Symbol both = new Concatenate().apply(new Flatten().apply(new Conv2D(2, 3).apply(image)), text);
        Symbol price = new Dense(1).name("price").apply(both);
        Symbol kind = new Dense(3).activation("softmax").name("kind").apply(both);
        Model model = new Model(List.of(image, text), List.of(price, kind));
        Predictor predictor = model.predictor();
        assertThat(predictor.inputShapes()).containsExactly(Shape.of(4, 4, 1), Shape.of(5));
        assertThat(predictor.outputShapes()).containsExactly(Shape.of(1), Shape.of(3));
        float[] images = rows(1, 32)[0];
        float[] texts = rows(1, 10)[0];
        List<INDArray> expected = model.predict(List.of(NdArrays.of(images, 2, 4, 4, 1), NdArrays.of(texts, 2, 5)));
        float[][] found = predictor.predictAll(images, texts);
        assertThat(found.length).isEqualTo(2);
        for (int k = 0; k < 2; k++) {
            assertThat(found[k]).containsExactly(NdArrays.floats(expected.get(k)), within(1e-6f));
        }
        float[][] into = {{-1, -1, -1}, new float[6]};
        predictor.predictAll(new float[][] {images, texts}, into);
        assertThat(into[0]).containsExactly(found[0][0], found[0][1], -1);
        assertThat(into[1]).containsExactly(found[1]);

        String names = "[image, text] and [price, kind]";
        assertThatThrownBy(() -> predictor.predict(images, texts))
                .hasMessage("predict: expected a model of one input and one output; predictAll takes others, received "
                        + names);
        assertThatThrownBy(() -> predictor.predict(images)).hasMessageEndingWith(names);
        assertThatThrownBy(predictor::inputShape)
                .hasMessage("inputShape: expected one; inputShapes gives those of several, received [image, text]");
        assertThatThrownBy(predictor::outputShape).hasMessageEndingWith("received [price, kind]");
        assertThatThrownBy(() -> predictor.predictAll(images))
                .hasMessage("predictAll(inputs): expected one array for each of [image, text], received 1");
        assertThatThrownBy(() -> predictor.predictAll(images, new float[5]))
                .hasMessage("predictAll(inputs): expected 2 samples in each array, as in the first, received 1");
        assertThatThrownBy(() -> predictor.predictAll(images, new float[6]))
                .hasMessage("predictAll(inputs): expected 5 numbers for each sample of shape (5,), received 6 numbers");
        assertThatThrownBy(() -> predictor.predictAll(new float[][] {images, texts}, new float[][] {new float[2], {}}))
                .hasMessage("predictAll(into): expected an array of at least 6, received 0");
    }

    /** Its numbers in a row: so predictor and model take it, whatever the shapes are of what goes in and comes out. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void anImage(String engine) {
        Keras4j.setEngine(engine);
        for (Sequential model : List.of(
                new Sequential(new Input(4, 4, 1), new Conv2D(2, 3), new Flatten(), new Dense(3)),
                new Sequential(new Input(4, 4, 1), new Conv2D(2, 3)),
                new Sequential(new Input(8, 2), new LSTM(3).returnSequences(true)))) {
            float[] x = rows(1, 16)[0];
            Predictor predictor = model.predictor();
            long[] shape = predictor.inputShape().batchOf(1);
            float[] expected = NdArrays.floats(model.predict(NdArrays.of(x, shape)));
            assertThat(predictor.outputShape().size()).isEqualTo(expected.length);
            assertThat(predictor.predict(x)).containsExactly(expected, within(1e-6f));
            assertThat(model.predict(x)).containsExactly(expected, within(1e-6f));
            assertThatThrownBy(() -> model.predict(new float[15]))
                    .hasMessage("predict(x): expected inputs of shape "
                            + predictor.inputShape().batched() + ", received (None, 15)");
            assertThat(model.predict(new float[32])).containsExactly(predictor.predict(new float[32]), within(1e-6f));
        }
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
