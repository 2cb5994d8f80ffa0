package keras4j.examples;

import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.relu;
import static keras4j.ops.Ops.sigmoid;

import java.io.PrintStream;
import java.util.Locale;
import keras4j.ForwardPass;
import keras4j.Gradients;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.Model;
import keras4j.data.DataLoader;
import keras4j.data.Dataset;
import keras4j.data.StandardScaler;
import keras4j.layers.Dense;
import keras4j.losses.BinaryCrossentropy;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;

/** The lesson's program in PyTorch, with its class and its loop, on the data of {@link CreditCard}. */
public final class PyTorchLesson {
    /** The lesson's network, its layers with PyTorch's first weights. */
    static final class Net extends Model {
        private final Dense fc1 = linear(6);
        private final Dense fc2 = linear(6);
        private final Dense fc3 = linear(1);

        private static Dense linear(int units) {
            return new Dense(units).kernelInitializer("torch_uniform").biasInitializer("torch_uniform");
        }

        @Override
        protected Symbol call(Symbol x) {
            x = relu(fc1.apply(x));
            x = relu(fc2.apply(x));
            return sigmoid(fc3.apply(x));
        }
    }

    private final PrintStream out;

    /** @param out where results are printed */
    PyTorchLesson(PrintStream out) {
        this.out = out;
    }

    /** Trains for 100 epochs and evaluates. */
    public static void main(String[] args) {
        new PyTorchLesson(System.out).run(100);
    }

    /** Everything; returns the held-out part's figures. */
    Logs run(int epochs) {
        Keras4j.setRandomSeed(42);
        Dataset.Split split = CreditCard.table().dataset("card").split(0.2, 42);
        StandardScaler scaler = StandardScaler.fit(split.train());
        DataLoader trainLoader =
                new DataLoader(scaler.transform(split.train())).batchSize(10).shuffle(true);

        Net net = new Net();
        net.compile(optimizer(new Adam().epsilon(1e-8)), loss(new BinaryCrossentropy()), metrics("accuracy"));
        net.build(11);
        for (int epoch = 0; epoch < epochs; epoch++) {
            double total = 0;
            for (Dataset batch : trainLoader) {
                Gradients gradients = net.zeroGradients();
                ForwardPass outputs = net.forward(batch);
                total += outputs.loss();
                gradients = gradients.plus(outputs.backward());
                net.apply(gradients);
            }
            if ((epoch + 1) % 10 == 0) {
                print("epoch %d: loss %.4f%n", epoch + 1, total / trainLoader.size());
            }
        }
        Logs figures = net.evaluate(scaler.transform(split.test()), verbose(0));
        print("held out: loss %.4f, accuracy %.4f%n", figures.loss(), figures.get("accuracy"));
        return figures;
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
