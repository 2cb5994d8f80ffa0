package keras4j.examples;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import keras4j.FitArg;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.Sequential;
import keras4j.core.Rows;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.MaxPooling2D;

/**
 * A convolutional network that reads handwritten digits: 5,000 of MNIST, by Yann LeCun, Corinna Cortes and Christopher
 * Burges.
 */
public final class Mnist {
    private static final String DATA = "mnist_5k.csv.gz";
    private static final int SIDE = 28;
    private static final int TEST = 1000;

    private final PrintStream out;
    private final Path folder;

    /**
     * @param out where results are printed
     * @param folder where the trained model and the pictures are written
     */
    Mnist(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** Trains, evaluates and writes models/mnist.keras and two pictures. */
    public static void main(String[] args) {
        new Mnist(System.out, Path.of("models")).run(epochs(10));
    }

    /** The digits as rows of 784 brightnesses from 0 to 255, with the label behind them. */
    static List<float[]> rows() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Mnist.class.getResourceAsStream(DATA)), StandardCharsets.US_ASCII))) {
            List<float[]> rows = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] words = line.split(",");
                float[] row = new float[words.length];
                for (int i = 0; i < row.length; i++) {
                    row[i] = Float.parseFloat(words[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The digits {@code from..to}, brightnesses from 0 to 1. */
    private static Dataset digits(List<float[]> rows, int from, int to) {
        float[] x = new float[(to - from) * SIDE * SIDE];
        float[] y = new float[to - from];
        for (int i = from; i < to; i++) {
            for (int j = 0; j < SIDE * SIDE; j++) {
                x[(i - from) * SIDE * SIDE + j] = rows.get(i)[j] / 255;
            }
            y[i - from] = rows.get(i)[SIDE * SIDE];
        }
        return Dataset.of(Dataset.of(x, Shape.of(SIDE, SIDE, 1)), y);
    }

    /** Everything; returns the figures of the digits that were held out. */
    Logs run(FitArg epochs) {
        Keras4j.setRandomSeed(42);
        List<float[]> rows = rows();
        shuffle(rows);
        Dataset train = digits(rows, 0, rows.size() - TEST);
        Dataset test = digits(rows, rows.size() - TEST, rows.size());

        Sequential network = new Sequential(
                new Input(SIDE, SIDE, 1),
                new Conv2D(32, 3).activation("relu"),
                new MaxPooling2D(),
                new Conv2D(64, 3).activation("relu"),
                new BatchNormalization(),
                new MaxPooling2D(),
                new Flatten(),
                new Dropout(0.5),
                new Dense(10).activation("softmax"));
        network.summary();
        network.compile(optimizer("adam"), loss("sparse_categorical_crossentropy"), metrics("accuracy"));
        network.fit(train, batchSize(64), epochs, seed(42));

        Logs figures = network.evaluate(test);
        float[][] probabilities = network.predict((Object) test); // rows, which need no INDArray
        int[] read = new int[TEST];
        for (int i = 0; i < TEST; i++) {
            read[i] = Rows.argMax(probabilities[i], 0, 10);
        }
        DigitPictures pictures = new DigitPictures(test, read);
        pictures.confusion(folder.resolve("mnist_confusion.png"));
        pictures.misread(folder.resolve("mnist_misread.png"));
        network.save(folder.resolve("mnist.keras"));
        print("%nAccuracy on %d digits that were held out: %.1f %%%n", TEST, 100 * figures.get("accuracy"));
        print("%d are misread; the model and the pictures are in %s%n", pictures.countMisread(), folder);
        return figures;
    }

    private static void shuffle(List<float[]> rows) {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = rows.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float[] row = rows.get(i);
            rows.set(i, rows.get(j));
            rows.set(j, row);
        }
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
