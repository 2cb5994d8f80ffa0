package keras4j.examples;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.Perceptron;
import keras4j.Sequential;
import keras4j.layers.Dense;
import keras4j.optimizers.Adam;

/**
 * What one neuron can learn and what it cannot: AND and OR by the perceptron rule, XOR by a network of two layers. Minsky
 * and Papert, <i>Perceptrons</i>, 1969.
 */
public final class LogicGates {
    static final float[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final int[] AND = {0, 0, 0, 1};
    private static final int[] OR = {0, 1, 1, 1};
    private static final int[] XOR = {0, 1, 1, 0};

    private final PrintStream out;
    private final Path picture;

    /**
     * @param out where results are printed
     * @param picture the PNG file that the learned regions are drawn to
     */
    LogicGates(PrintStream out, Path picture) {
        this.out = out;
        this.picture = picture;
    }

    /** Learns the gates and draws models/logic_gates.png, or the file given. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // it draws into a file only
        new LogicGates(System.out, Path.of(args.length > 0 ? args[0] : "models/logic_gates.png")).run();
    }

    /** Everything. */
    void run() {
        Perceptron and = perceptron("AND", AND);
        Perceptron or = perceptron("OR", OR);
        perceptron("XOR", XOR);
        Sequential xor = network();
        new RegionPicture(X)
                .panel("AND: a perceptron", AND, and::predict)
                .panel("OR: a perceptron", OR, or::predict)
                .panel("XOR: two layers", XOR, x -> decisions(xor, x))
                .write(picture);
        print("%nThe picture is in %s%n", picture);
    }

    private Perceptron perceptron(String name, int[] y) {
        Perceptron perceptron = new Perceptron().epochs(100);
        Perceptron.Fit fit = perceptron.fit(X, y);
        print("%s, perceptron: ", name);
        if (fit.converged()) {
            double[] w = perceptron.weights()[0];
            print("converged, epoch %d has no error%n", fit.epochs());
            print("  y = step(%.0f x1 %+.0f x2 %+.0f)%n", w[0], w[1], perceptron.bias()[0]);
        } else {
            print("not converged, epoch %d has %d errors: no line parts the classes%n", fit.epochs(), fit.errors());
        }
        print("  errors epoch by epoch: %s%n", shortened(fit.errorsByEpoch()));
        return perceptron;
    }

    private static String shortened(List<Integer> errors) {
        return errors.size() > 10 ? errors.subList(0, 10) + " .." : errors.toString();
    }

    private Sequential network() {
        Keras4j.setRandomSeed(42);
        Sequential network = new Sequential();
        network.add(new Dense(4).activation("tanh").inputDim(2));
        network.add(new Dense(1).activation("sigmoid"));
        network.compile(optimizer(new Adam().learningRate(0.1)), loss("binary_crossentropy"), metrics("accuracy"));
        float[] y = {XOR[0], XOR[1], XOR[2], XOR[3]};
        network.fit(X, y, batchSize(4), epochs(200), verbose(0));
        Logs figures = network.evaluate(X, y, verbose(0));
        print("%nXOR, Dense 4 tanh and Dense 1 sigmoid: ");
        print("loss %.4f, accuracy %.2f after 200 epochs%n", figures.get("loss"), figures.get("accuracy"));
        for (float[] x : X) {
            print("  %.0f xor %.0f: %.4f%n", x[0], x[1], network.predict(x)[0]);
        }
        return network;
    }

    private static int[] decisions(Sequential network, float[][] x) {
        return Arrays.stream(network.predict(x))
                .mapToInt(y -> y[0] > 0.5f ? 1 : 0)
                .toArray();
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
