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
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
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
            case "lstm" -> fit(work, lstm(), "binary_crossentropy", 32);
            case "row" -> {
                Sequential model = lesson();
                row(work, x -> model.predict(x));
            }
            case "batch" -> batch(work);
            case "sequences" -> sequences(work);
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

    private static Sequential lstm() {
        return new Sequential(
                new Input(50, 32), new LSTM(64), new Dense(1).activation("sigmoid"));
    }

    /** Rows, or sequences of 50 steps. */
    private static Dataset data(String work) throws IOException {
        float[] x = Bench.read(work + "_x.bin");
        float[] y = Bench.read(work + "_y.bin");
        int width = x.length / y.length;
        return work.equals("lstm")
                ? Dataset.of(Nd4j.createFromArray(x).reshape(y.length, 50, 32), Nd4j.createFromArray(y))
                : Dataset.of(Bench.rows(work + "_x.bin", width), y);
    }

    private static void fit(String work, Sequential model, String loss, int batchSize) throws IOException {
        Dataset data = data(work);
        model.compile(optimizer("adam"), loss(loss), metrics("accuracy"));
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

    private static void sequences(String work) throws IOException {
        INDArray x = data("lstm").slice(0, 32).x();
        Sequential model = lstm();
        float[] sum = new float[1];
        Bench.measure(work, 1, times -> {
            for (int i = 0; i < times; i++) {
                sum[0] += model.predict(x).getFloat(0);
            }
        });
        Bench.print("sum", sum[0]);
    }

    private static void start() throws IOException {
        Model model = Keras4j.loadModel("lesson.keras", false);
        Bench.print("prediction", model.predict(Bench.read("row.bin"))[0]);
    }
}
