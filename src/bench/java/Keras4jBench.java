import static keras4j.Args.*;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import keras4j.Args;
import keras4j.Keras4j;
import keras4j.Model;
import keras4j.Sequential;
import keras4j.data.Dataset;
import keras4j.layers.Activation;
import keras4j.layers.Add;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.GRU;
import keras4j.layers.GlobalAveragePooling1D;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.LayerNormalization;
import keras4j.layers.MaxPooling2D;
import keras4j.layers.MultiHeadAttention;
import keras4j.ops.Symbol;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** keras4j. Arguments: the engine, the work. */
final class Keras4jBench {
    public static void main(String[] args) throws IOException {
        Keras4j.setEngine(args[0]);
        Keras4j.setRandomSeed(1);
        String work = args[1];
        switch (work) {
            case "lesson" -> fit(work, lesson(), "binary_crossentropy", 10);
            case "mlp" -> fit(work, mlp(), "sparse_categorical_crossentropy", 128);
            case "cnn" -> fit(work, cnn(false), "sparse_categorical_crossentropy", 128);
            case "cnn-norm" -> fit(work, cnn(true), "sparse_categorical_crossentropy", 128);
            case "lstm" -> fit(work, lstm(), "binary_crossentropy", 32);
            case "gru" -> fit(work, gru(), "binary_crossentropy", 32);
            case "block" -> fit(work, block(64, 64, 4, 128), "binary_crossentropy", 32);
            case "block-large" -> fit(work, block(128, 256, 8, 1024), "binary_crossentropy", 32);
            case "gan" -> gan(work, 11, 8, 32, 32);
            case "gan-large" -> gan(work, 784, 64, 256, 128);
            case "row" -> {
                Sequential model = lesson();
                row(work, x -> model.predict(x));
            }
            case "batch" -> batch(work);
            case "images" -> predict(work, cnn(false), data("cnn").slice(0, 128).x());
            case "sequences" -> predict(work, lstm(), data("lstm").slice(0, 32).x());
            case "start" -> start();
            default -> throw new IllegalArgumentException(work);
        }
    }

    static Sequential lesson() {
        return new Sequential(
                new Dense(6).activation("relu").inputDim(11),
                new Dense(6).activation("relu"),
                new Dense(1).activation("sigmoid"));
    }

    private static Sequential mlp() {
        return new Sequential(
                new Dense(512).activation("relu").inputDim(784),
                new Dense(512).activation("relu"),
                new Dense(10).activation("softmax"));
    }

    private static Sequential cnn(boolean norm) {
        Sequential model = new Sequential(new Input(28, 28, 1));
        for (int filters : new int[] {32, 64}) {
            model.add(new Conv2D(filters, 3));
            if (norm) {
                model.add(new BatchNormalization());
            }
            model.add(new Activation("relu")).add(new MaxPooling2D());
        }
        return model.add(new Flatten()).add(new Dense(10).activation("softmax"));
    }

    private static Sequential lstm() {
        return new Sequential(
                new Input(50, 32), new LSTM(64), new Dense(1).activation("sigmoid"));
    }

    private static Sequential gru() {
        return new Sequential(
                new Input(50, 32), new GRU(64), new Dense(1).activation("sigmoid"));
    }

    /** A block of a transformer, the mean of its steps, and one sigmoid. */
    private static Model block(int steps, int width, int heads, int inner) {
        Symbol x = input(steps, width);
        Symbol attended = new MultiHeadAttention(heads, width / heads).apply(x, x);
        Symbol sum = new LayerNormalization().apply(new Add().apply(x, attended));
        Symbol hidden = new Dense(width).apply(new Dense(inner).activation("relu").apply(sum));
        Symbol y = new LayerNormalization().apply(new Add().apply(sum, hidden));
        Symbol mean = new GlobalAveragePooling1D().apply(y);
        return new Model(x, new Dense(1).activation("sigmoid").apply(mean));
    }

    /** Rows, images, or sequences. */
    private static Dataset data(String work) throws IOException {
        float[] x = Bench.read(work + "_x.bin");
        float[] y = Bench.read(work + "_y.bin");
        return switch (work) {
            case "cnn" -> Dataset.of(Nd4j.createFromArray(x).reshape(y.length, 28, 28, 1), Nd4j.createFromArray(y));
            case "block" -> Dataset.of(Nd4j.createFromArray(x).reshape(y.length, 64, 64), Nd4j.createFromArray(y));
            case "block-large" ->
                Dataset.of(Nd4j.createFromArray(x).reshape(y.length, 128, 256), Nd4j.createFromArray(y));
            case "lstm" -> Dataset.of(Nd4j.createFromArray(x).reshape(y.length, 50, 32), Nd4j.createFromArray(y));
            default -> Dataset.of(Bench.rows(work + "_x.bin", x.length / y.length), y);
        };
    }

    private static void fit(String work, Model model, String loss, int batchSize) throws IOException {
        Dataset data = data(work.replace("-norm", "").replace("gru", "lstm"));
        model.compile(optimizer("adam"), loss(loss), metrics("accuracy"));
        double[] last = new double[1];
        Bench.measure(work, data.size() / batchSize, times -> {
            List<Double> losses = model.fit(data, Args.batchSize(batchSize), epochs(times), verbose(0))
                    .get("loss");
            last[0] = losses.get(losses.size() - 1);
        });
        Bench.print("loss", last[0]);
    }

    private static void gan(String work, int features, int latent, int units, int batchSize) throws IOException {
        Dataset data = Dataset.of(Bench.rows(features == 11 ? "lesson_x.bin" : "mlp_x.bin", features));
        Gan model = new Gan(features, latent, units);
        model.compile();
        double[] last = new double[1];
        Bench.measure(work, data.size() / batchSize, times -> {
            List<Double> losses = model.fit(data, Args.batchSize(batchSize), epochs(times), verbose(0))
                    .get("loss");
            last[0] = losses.get(losses.size() - 1);
        });
        Bench.print("loss", last[0]);
    }

    static void row(String work, UnaryOperator<float[]> predict) throws IOException {
        float[][] x = Bench.rows("lesson_x.bin", 11);
        float[] sum = new float[1];
        Bench.measure(work, 1, times -> {
            for (int i = 0; i < times; i++) {
                sum[0] += predict.apply(x[i % x.length])[0];
            }
        });
        Bench.print("sum", sum[0]);
    }

    private static void batch(String work) throws IOException {
        float[][] x = Arrays.copyOf(Bench.rows("mlp_x.bin", 784), 128);
        Sequential model = mlp();
        float[] sum = new float[1];
        Bench.measure(work, 1, times -> {
            for (int i = 0; i < times; i++) {
                sum[0] += model.predict(x, batchSize(x.length))[0][0];
            }
        });
        Bench.print("sum", sum[0]);
    }

    private static void predict(String work, Sequential model, INDArray x) {
        float[] sum = new float[1];
        Bench.measure(work, 1, times -> {
            for (int i = 0; i < times; i++) {
                sum[0] += model.predictOnBatch(x).getFloat(0);
            }
        });
        Bench.print("sum", sum[0]);
    }

    private static void start() throws IOException {
        Model model = Keras4j.loadModel("lesson.keras", false);
        Bench.print("prediction", model.predict(Bench.read("row.bin"))[0]);
    }
}
