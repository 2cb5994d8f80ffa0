package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.validationSplit;
import static keras4j.Args.verbose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import keras4j.callbacks.EarlyStopping;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.MaxPooling2D;

/** What a program does that has no native libraries: run by {@link WithoutNativesTest} in a JVM of its own. */
public final class WithoutNatives {
    private WithoutNatives() {}

    /**
     * A line for each network: its name and predictions; or for each thing that needs ND4J the message of what it throws. Then a
     * line for each thing that was logged.
     */
    public static void main(String[] args) {
        LogRecorder.during(() -> run(args[0])).forEach(line -> System.out.println("LOG " + line));
    }

    private static void run(String what) {
        switch (what) {
            case "lesson" -> print("lesson", lesson());
            case "all" -> all().forEach(WithoutNatives::print);
            default -> refused();
        }
    }

    private static void print(String name, float[] values) {
        System.out.println(name + " " + Arrays.toString(values).replaceAll("[\\[\\],]", ""));
    }

    /** What networks of each kind of product predict after some training. */
    static Map<String, float[]> all() {
        Map<String, float[]> all = new LinkedHashMap<>();
        all.put("lesson", lesson());
        Sequential mlp =
                new Sequential(new Input(70), new Dense(130).activation("relu"), new Dense(10).activation("softmax"));
        all.put("mlp", trained(mlp, Shape.of(70)));
        Sequential cnn = new Sequential(
                new Input(12, 12, 2),
                new Conv2D(16, 3).activation("relu"),
                new MaxPooling2D(2),
                new Conv2D(16, 3).strides(2).padding("same"),
                new Flatten(),
                new Dense(10).activation("softmax"));
        all.put("cnn", trained(cnn, Shape.of(12, 12, 2)));
        Sequential lstm = new Sequential(new Input(5, 24), new LSTM(40), new Dense(10).activation("softmax"));
        all.put("lstm", trained(lstm, Shape.of(5, 24)));
        return all;
    }

    private static float[] lesson() {
        Keras4j.setRandomSeed(1);
        float[] numbers = random(110 * 11);
        float[][] x = new float[110][];
        float[] y = new float[110];
        for (int i = 0; i < x.length; i++) {
            x[i] = Arrays.copyOfRange(numbers, i * 11, (i + 1) * 11);
            y[i] = x[i][0] > x[i][1] ? 1 : 0;
        }
        Sequential model = new Sequential(
                new Dense(6).activation("relu").inputDim(11),
                new Dense(6).activation("relu"),
                new Dense(1).activation("sigmoid"));
        model.compile(optimizer("adam"), loss("binary_crossentropy"), metrics("accuracy"));
        EarlyStopping best = new EarlyStopping().patience(5).restoreBestWeights(true);
        model.fit(x, y, batchSize(10), epochs(5), validationSplit(0.2), verbose(0), callbacks(best));
        model.evaluate(x, y, verbose(0));
        try {
            Path file = Files.createTempFile("lesson", ".keras");
            model.save(file);
            Model again = Keras4j.loadModel(file);
            Files.delete(file);
            again.predict(x);
            return again.predict(x[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] trained(Sequential model, Shape input) {
        Keras4j.setRandomSeed(1);
        int samples = 150;
        float[] x = random(samples * input.size());
        float[] y = new float[samples];
        for (int i = 0; i < samples; i++) {
            y[i] = i % 10;
        }
        int[] shape = IntStream.concat(IntStream.of(samples), IntStream.of(input.dims()))
                .toArray();
        Dataset data = Dataset.of(new Npy(x, Shape.of(shape)), new Npy(y, Shape.of(samples)));
        model.compile(optimizer("adam"), loss("sparse_categorical_crossentropy"));
        model.fit(data, batchSize(64), epochs(2), verbose(0));
        return model.predictor().predict(x);
    }

    private static float[] random(int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private static void refused() {
        float[][] x = {{1, 2}};
        Sequential model = new Sequential(new Dense(1).inputDim(2));
        message(() -> model.getWeights());
        message(() -> model.predict(Dataset.of(x)));
        message(() -> model.getMultiLayerConfiguration());
        message(() -> model.toComputationGraph());
        message(() -> model.save("model.zip"));
        Keras4j.setEngine("dl4j");
        message(() -> new Sequential(new Dense(1).inputDim(2)).predict(x));
    }

    private static void message(Runnable code) {
        try {
            code.run();
            System.out.println("nothing thrown");
        } catch (KerasException e) {
            System.out.println("refused " + e.getMessage());
        }
    }
}
