package keras4j.examples;

import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.abs;
import static keras4j.ops.Ops.cast;
import static keras4j.ops.Ops.less;
import static keras4j.ops.Ops.log1p;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.power;
import static keras4j.ops.Ops.square;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import keras4j.Callback;
import keras4j.GradientCheck;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.Model;
import keras4j.Sequential;
import keras4j.activations.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.data.StandardScaler;
import keras4j.layers.Activation;
import keras4j.layers.Call;
import keras4j.layers.Dense;
import keras4j.layers.Layer;
import keras4j.layers.Weights;
import keras4j.losses.LossFunction;
import keras4j.metrics.MetricFunction;
import keras4j.ops.Symbol;

/** Parts of one's own, one of each kind, in a network that is trained, saved, and read again. */
public final class CustomParts {
    /** A loss: the mean of (y_true - y_pred)^4. */
    public static final class Quartic extends LossFunction {
        @Override
        public String name() {
            return "quartic";
        }

        @Override
        protected Symbol call(Symbol yTrue, Symbol yPred) {
            return mean(power(yTrue.minus(yPred), 4), -1);
        }
    }

    /** A metric: how many predictions are less than 0.1 from the truth. */
    public static final class Close extends MetricFunction {
        public Close() {
            super("close");
        }

        @Override
        public boolean isBetterWhenHigher() {
            return true;
        }

        @Override
        protected Symbol call(Symbol yTrue, Symbol yPred) {
            return mean(cast(less(abs(yTrue.minus(yPred)), 0.1), "float32"), -1);
        }
    }

    /** An activation: log(1 + x^2). */
    public static final class LogSquare extends ActivationFunction {
        @Override
        public String name() {
            return "log_square";
        }

        @Override
        protected Symbol call(Symbol x) {
            return log1p(square(x));
        }
    }

    /** A layer of layers: y = x + second(first(x)). */
    public static final class Residual extends Layer<Residual> {
        private int hidden = 6;
        private Dense first, second;

        /** The units of the first layer; 6 unless given. */
        public Residual hidden(int value) {
            return set(() -> hidden = value);
        }

        @Override
        protected void config(Config config) {
            hidden = config.integer("hidden", hidden);
        }

        @Override
        protected void build(Weights weights, List<Shape> inputs) {
            if (first == null) {
                first = part("first", new Dense(hidden).activation("relu"));
                second = part("second", new Dense(inputs.get(0).last()));
            }
        }

        @Override
        protected Symbol call(Symbol x) {
            return x.plus(second.apply(first.apply(x)));
        }
    }

    /** A layer with a weight of its own, by ops: y = gain x, one gain for each feature. */
    public static final class Gain extends Layer<Gain> {
        private Symbol gain;

        @Override
        protected void config(Config config) {}

        @Override
        protected void build(Weights weights, List<Shape> inputs) {
            gain = weights.add("gain", Shape.of(inputs.get(0).last()), "ones");
        }

        @Override
        protected Symbol call(Symbol x, Call call) {
            return x.times(gain);
        }
    }

    /** A callback: stops when the loss is small enough. */
    public static final class StopBelow extends Callback {
        private final double loss;

        StopBelow(double loss) {
            this.loss = loss;
        }

        @Override
        public void onEpochEnd(int epoch, Logs logs) {
            getModel().setStopTraining(logs.loss() < loss);
        }
    }

    private final PrintStream out;
    private final Path file;

    /**
     * @param out where results are printed
     * @param file the file that the trained model is written to
     */
    CustomParts(PrintStream out, Path file) {
        this.out = out;
        this.file = file;
    }

    /** Trains and writes target/custom_parts.keras. */
    public static void main(String[] args) {
        new CustomParts(System.out, Path.of("target", "custom_parts.keras")).run();
    }

    /** Everything; returns the held-out part's figures. */
    Logs run() {
        Keras4j.registerKerasSerializable(
                "lesson", Quartic.class, Close.class, LogSquare.class, Residual.class, Gain.class);
        GradientCheck.check(new Quartic(), new float[] {0, 1, 1, 0}, 1);
        GradientCheck.check(new Activation(new LogSquare()), 5);
        GradientCheck.check(new Residual(), 5);
        GradientCheck.check(new Gain(), 5);

        Keras4j.setRandomSeed(42);
        Dataset.Split split = CreditCard.table().dataset("card").split(0.2, 42);
        StandardScaler scaler = StandardScaler.fit(split.train());
        Dataset test = scaler.transform(split.test());
        Sequential network = new Sequential(
                new Gain().inputDim(11),
                new Residual(),
                new Dense(6).activation(new LogSquare()),
                new Dense(1).activation("sigmoid"));
        network.compile(optimizer("adam"), loss(new Quartic()), metrics("accuracy", new Close()));
        network.fit(scaler.transform(split.train()), epochs(300), verbose(0), callbacks(new StopBelow(0.004)));
        network.summary();
        network.save(file);
        Model read = Keras4j.loadModel(file);
        Logs figures = read.evaluate(test, verbose(0));
        out.printf(Locale.ROOT, "Held out, read again: %s%n", figures);
        return figures;
    }
}
