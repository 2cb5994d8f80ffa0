import java.io.IOException;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.ViewIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J as its own users write it, without keras4j. Argument: the work. */
final class Dl4jBench {
    public static void main(String[] args) throws IOException {
        String work = args[0];
        switch (work) {
            case "lesson" -> fit(work, lesson(), data("lesson", 11), 10);
            case "mlp" -> fit(work, mlp(), data("mlp", 784), 128);
            case "lstm" -> fit(work, lstm(), sequences(), 32);
            case "sequences" -> {
                INDArray x = sequences().getFeatures();
                INDArray batch = x.get(NDArrayIndex.interval(0, 32), NDArrayIndex.all(), NDArrayIndex.all());
                Bench.measure(work, 1, batches(lstm(), batch.dup()));
            }
            case "row" -> Bench.measure(work, 1, predictions(lesson(), Bench.rows("lesson_x.bin", 11)));
            case "batch" -> {
                INDArray x = data("mlp", 784).getFeatures();
                Bench.measure(work, 1, batches(mlp(), x.get(NDArrayIndex.interval(0, 128), NDArrayIndex.all()).dup()));
            }
            default -> throw new IllegalArgumentException(work);
        }
    }

    private static MultiLayerNetwork lesson() {
        return network(11, 6, 1, LossFunction.XENT, Activation.SIGMOID);
    }

    private static MultiLayerNetwork mlp() {
        return network(784, 512, 10, LossFunction.MCXENT, Activation.SOFTMAX);
    }

    private static MultiLayerNetwork lstm() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .list()
                .layer(new LastTimeStep(new LSTM.Builder()
                        .nIn(32)
                        .nOut(64)
                        .activation(Activation.TANH)
                        .build()))
                .layer(new OutputLayer.Builder(LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .nIn(64)
                        .nOut(1)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** The steps behind the features, as DL4J has them. */
    private static DataSet sequences() throws IOException {
        float[] y = Bench.read("lstm_y.bin");
        INDArray x = Nd4j.createFromArray(Bench.read("lstm_x.bin")).reshape(y.length, 50, 32);
        return new DataSet(x.permute(0, 2, 1).dup('c'), Nd4j.createFromArray(y).reshape(y.length, 1));
    }

    private static MultiLayerNetwork network(
            int inputs, int units, int outputs, LossFunction loss, Activation activation) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-7))
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(inputs).nOut(units).build())
                .layer(new DenseLayer.Builder().nIn(units).nOut(units).build())
                .layer(new OutputLayer.Builder(loss)
                        .activation(activation)
                        .nIn(units)
                        .nOut(outputs)
                        .build())
                .build());
        network.init();
        return network;
    }

    /** Labels of 0 and 1 as they are, class numbers as the one-hot rows that MCXENT takes. */
    private static DataSet data(String work, int width) throws IOException {
        INDArray x = Nd4j.createFromArray(Bench.rows(work + "_x.bin", width));
        float[] y = Bench.read(work + "_y.bin");
        if (work.equals("lesson")) {
            return new DataSet(x, Nd4j.createFromArray(y).reshape(y.length, 1));
        }
        float[][] classes = new float[y.length][10];
        for (int i = 0; i < y.length; i++) {
            classes[i][(int) y[i]] = 1;
        }
        return new DataSet(x, Nd4j.createFromArray(classes));
    }

    private static void fit(String work, MultiLayerNetwork network, DataSet data, int batchSize) {
        Bench.measure(work, data.numExamples() / batchSize, times -> {
            for (int epoch = 0; epoch < times; epoch++) {
                data.shuffle();
                network.fit(new ViewIterator(data, batchSize));
            }
        });
        Bench.print("loss", network.score(data));
    }

    private static IntConsumer predictions(MultiLayerNetwork network, float[][] x) {
        return times -> {
            for (int i = 0; i < times; i++) {
                network.output(Nd4j.createFromArray(new float[][] {x[i % x.length]})).getFloat(0);
            }
        };
    }

    private static IntConsumer batches(MultiLayerNetwork network, INDArray batch) {
        return times -> {
            for (int i = 0; i < times; i++) {
                network.output(batch).getFloat(0);
            }
        };
    }
}
