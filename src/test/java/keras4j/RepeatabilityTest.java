package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import keras4j.core.NdArrays;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.initializers.RandomUniform;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Flatten;
import keras4j.layers.GlobalMaxPooling1D;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.MaxPooling2D;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fit with a seed gives the same weights to the bit, whatever else happens: to the same model, to others, in other threads. */
class RepeatabilityTest {
    private static final int SAMPLES = 96;

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
        Parallel.setThreads(Parallel.PARTS);
    }

    static Stream<Arguments> models() {
        return Stream.of("compiled", "dl4j")
                .flatMap(engine -> Stream.of("dense", "images", "sequences").map(kind -> Arguments.of(engine, kind)));
    }

    /** Without those whose sums ND4J splits by the number of threads: its own convolution's. */
    static Stream<Arguments> modelsOfOurKernels() {
        return models().filter(given -> !List.of(given.get()).equals(List.of("dl4j", "images")));
    }

    private static Shape shape(String kind) {
        return switch (kind) {
            case "dense" -> Shape.of(20);
            case "images" -> Shape.of(20, 20, 3);
            default -> Shape.of(6, 5);
        };
    }

    /** With unseeded dropout, dropout with its own seed, shuffling, and batch normalization. */
    private static Sequential model(String kind) {
        Keras4j.setRandomSeed(7);
        Sequential model = new Sequential(new Input(shape(kind).dims()));
        switch (kind) {
            case "dense" -> model.add(new Dense(64).activation("relu"));
            case "images" -> {
                model.add(new Conv2D(16, 3).activation("relu"));
                model.add(new BatchNormalization());
                model.add(new MaxPooling2D(2));
                model.add(new Flatten());
            }
            default -> {
                model.add(new LSTM(24).returnSequences(true).dropout(0.2).recurrentDropout(0.1));
                model.add(new GlobalMaxPooling1D());
            }
        }
        model.add(new BatchNormalization());
        model.add(new Dropout(0.3));
        model.add(new Dense(16).activation("tanh"));
        model.add(new Dropout(0.2).seed(3));
        model.add(new Dense(3).activation("softmax"));
        model.compile(optimizer("adam"), loss("categorical_crossentropy"));
        model.build(shape(kind).dims());
        return model;
    }

    private static Dataset data(String kind) {
        SplittableRandom random = new SplittableRandom(2);
        float[] x = new float[SAMPLES * shape(kind).size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (random.nextDouble() * 2 - 1);
        }
        float[][] y = new float[SAMPLES][3];
        for (float[] row : y) {
            row[random.nextInt(3)] = 1;
        }
        return Dataset.of(NdArrays.of(x, shape(kind).batchOf(SAMPLES)), y);
    }

    /** @param between is called after each batch and each epoch */
    private static List<INDArray> fitted(String kind, Consumer<Sequential> between) {
        Sequential model = model(kind);
        fit(model, kind, between);
        return model.getWeights();
    }

    private static void fit(Sequential model, String kind, Consumer<Sequential> between) {
        Callback callback = new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                between.accept(model);
            }

            @Override
            public void onEpochEnd(int epoch, Logs logs) {
                between.accept(model);
            }
        };
        model.fit(data(kind), epochs(3), batchSize(32), seed(5), verbose(0), callbacks(callback));
    }

    private static void assertSameBits(List<INDArray> found, List<INDArray> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < found.size(); k++) {
            float[] a = NdArrays.floats(found.get(k));
            float[] b = NdArrays.floats(expected.get(k));
            for (int i = 0; i < a.length; i++) {
                if (Float.floatToRawIntBits(a[i]) != Float.floatToRawIntBits(b[i])) {
                    throw new AssertionError("weight " + k + "[" + i + "]: " + a[i] + " in place of " + b[i]);
                }
            }
        }
    }

    private static void look(Sequential model, String kind) {
        Dataset data = data(kind);
        model.gradients(data);
        model.forward(data);
        model.predict(data);
        model.evaluate(data, verbose(0));
    }

    /** Another model, all of whose random numbers are the process's. */
    private static void other() {
        Sequential other = new Sequential(
                new Dense(40).kernelInitializer(new RandomUniform()).inputDim(30),
                new Dropout(0.5),
                new BatchNormalization(),
                new Dense(1));
        other.compile(optimizer("sgd"), loss("mse"));
        float[][] x = new float[64][30];
        other.fit(x, new float[64], verbose(0));
        other.gradients(x, new float[64]);
        Nd4j.rand(3, 3);
    }

    @ParameterizedTest
    @MethodSource("models")
    void looksAndOtherModelsBetweenChangeNothing(String engine, String kind) {
        Keras4j.setEngine(engine);
        List<INDArray> alone = fitted(kind, model -> {});
        assertSameBits(fitted(kind, model -> {}), alone);
        assertSameBits(fitted(kind, model -> look(model, kind)), alone);
        assertSameBits(fitted(kind, model -> other()), alone);
    }

    @ParameterizedTest
    @MethodSource("models")
    void looksAndOtherModelsInOtherThreadsChangeNothing(String engine, String kind) throws InterruptedException {
        Keras4j.setEngine(engine);
        List<INDArray> alone = fitted(kind, model -> {});
        Sequential model = model(kind);
        AtomicBoolean isDone = new AtomicBoolean();
        CountDownLatch haveBegun = new CountDownLatch(2);
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (Runnable work : List.<Runnable>of(() -> look(model, kind), RepeatabilityTest::other)) {
            others.add(CompletableFuture.runAsync(() -> {
                try {
                    work.run();
                } finally {
                    haveBegun.countDown();
                }
                while (!isDone.get()) {
                    work.run();
                }
            }));
        }
        haveBegun.await();
        try {
            fit(model, kind, same -> {});
        } finally {
            isDone.set(true);
        }
        others.forEach(CompletableFuture::join);
        assertSameBits(model.getWeights(), alone);
    }

    @ParameterizedTest
    @MethodSource("modelsOfOurKernels")
    void theNumberOfThreadsChangesNothing(String engine, String kind) {
        Keras4j.setEngine(engine);
        List<INDArray> alone = fitted(kind, model -> {});
        Parallel.setThreads(1);
        assertSameBits(fitted(kind, model -> {}), alone);
    }

    @ParameterizedTest
    @MethodSource("models")
    void predictionsTakeNoneOfTheProcesssSeeds(String engine, String kind) {
        Keras4j.setEngine(engine);
        Sequential model = model(kind);
        List<INDArray> expected = new Sequential(new Dense(4).inputDim(3)).getWeights();
        Sequential again = model(kind);
        again.predict(data(kind));
        again.evaluate(data(kind), verbose(0));
        again.predictor().predict(new float[shape(kind).size()]);
        assertSameBits(again.getWeights(), model.getWeights());
        assertSameBits(new Sequential(new Dense(4).inputDim(3)).getWeights(), expected);
    }

    @Test
    void ndarraysRandomNumbersAreTheUsersOwn() {
        Keras4j.setEngine("dl4j");
        Sequential model = model("dense");
        fit(model, "dense", same -> {}); // DL4J seeds them when it makes a network
        Nd4j.getRandom().setSeed(1);
        INDArray expected = Nd4j.rand(4);
        Nd4j.getRandom().setSeed(1);
        fit(model, "dense", same -> {});
        assertThat(NdArrays.floats(Nd4j.rand(4))).containsExactly(NdArrays.floats(expected));
    }
}
