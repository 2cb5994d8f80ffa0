package keras4j;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.OptimizerState;
import keras4j.core.Seeds;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.data.Dataset;
import keras4j.internal.engine.Engine;
import keras4j.internal.engine.StepResult;
import keras4j.internal.graph.Network;
import keras4j.metrics.Metrics;

/** The loops of fit, evaluate and predict over one built network. It knows engines, and nothing of what runs below them. */
final class Trainer {
    /** Makes the engine; labels are null if it is only to predict. */
    interface EngineMaker {
        Engine make(Network network, Loss loss, OptimizerState optimizer, Shape labels);
    }

    private final Network network;
    private final Compiled compiled;
    private final EngineMaker maker;
    private final OptimizerState optimizer;
    private Engine engine;
    private Shape labels;
    private boolean trained;

    /** @param compiled null for a model that is only to predict */
    Trainer(Network network, Compiled compiled, EngineMaker maker) {
        this.network = network;
        this.compiled = compiled;
        this.maker = maker;
        optimizer = compiled == null ? null : new OptimizerState(compiled.optimizer(), network.countParams());
    }

    /** Whether this trainer is for that network. */
    boolean runs(Network other) {
        return network == other;
    }

    /** The optimizer at work, or null before the first fit. */
    OptimizerState optimizer() {
        return trained ? optimizer : null;
    }

    History fit(Dataset data, FitArg... args) {
        Options options = new Options("fit", args);
        Validation parts = Validation.of(data, options);
        Dataset train = parts.train();
        checkLabelled("fit", train);
        train.checkFinite();
        if (parts.validation() != null) {
            checkLabelled("fit, validation", parts.validation());
            parts.validation().checkFinite();
        }
        int batchSize = options.get(Args.BatchSize.class, Args.BatchSize::value, 32);
        int epochs = options.get(Args.Epochs.class, Args.Epochs::value, 1);
        boolean shuffle = options.get(Args.Shuffle.class, Args.Shuffle::value, true);
        SplittableRandom random = Seeds.generator(options.get(Args.Seed.class, Args.Seed::value, null));

        History history = new History();
        int verbose = verbose(options);
        List<Callback> callbacks =
                verbose == 0 ? List.of(history) : List.of(history, new ProgressLogger(verbose, Terminal::print));
        Pass pass = new Pass(train, batchSize);
        Pass validationPass = parts.validation() == null ? null : new Pass(parts.validation(), batchSize);
        Engine running = engine(train.yShape());
        running.seed(random.nextLong());
        trained = true;
        callbacks.forEach(callback -> callback.onTrainBegin(epochs, pass.steps()));
        int first = options.get(Args.InitialEpoch.class, Args.InitialEpoch::value, 0);
        for (int epoch = first; epoch < epochs; epoch++) {
            for (Callback callback : callbacks) {
                callback.onEpochBegin(epoch);
            }
            if (shuffle) {
                Dataset.shuffle(pass.order, random);
            }
            Logs logs = pass.run(running::train, callbacks);
            boolean validates = validationPass != null && (epoch + 1) % parts.frequency() == 0;
            Logs all = logs.with(validates ? validationPass.run(running::test, List.of()) : null);
            for (Callback callback : callbacks) {
                callback.onEpochEnd(epoch, all);
            }
        }
        return history;
    }

    Logs evaluate(Dataset data, EvaluateArg... args) {
        Options options = new Options("evaluate", args);
        checkLabelled("evaluate", data);
        int verbose = verbose(options);
        Pass pass = new Pass(data, options.get(Args.BatchSize.class, Args.BatchSize::value, 32));
        Engine running = engine(data.yShape());
        if (verbose == 0) {
            return pass.run(running::test, List.of());
        }
        ProgressLogger progress = new ProgressLogger(verbose, Terminal::print);
        progress.begin(pass.steps());
        Logs logs = pass.run(running::test, List.of(progress));
        progress.end(logs);
        return logs;
    }

    /** The predictions for all samples, in a row. */
    float[] predict(Dataset data, PredictArg... args) {
        checkInput("predict", data);
        Options options = new Options("predict", args);
        int batchSize = Math.min(data.size(), options.get(Args.BatchSize.class, Args.BatchSize::value, 32));
        int width = network.outputShape().size();
        float[] predictions = new float[Math.multiplyExact(data.size(), width)];
        int[] order = Dataset.order(data.size());
        Batch batch = data.batch(batchSize);
        Engine running = engine(null);
        for (int from = 0; from < data.size(); from += batchSize) {
            int to = Math.min(from + batchSize, data.size());
            data.read(order, from, to, batch);
            System.arraycopy(running.predict(batch).outputs(), 0, predictions, from * width, (to - from) * width);
        }
        return predictions;
    }

    /** The engine for labels of this shape; any engine will do for null. */
    private synchronized Engine engine(Shape labelShape) {
        if (engine == null || (labelShape != null && !labelShape.equals(labels))) {
            engine = labelShape == null
                    ? maker.make(network, null, null, null)
                    : maker.make(network, compiled.loss(), optimizer, labelShape);
            labels = labelShape;
        }
        return engine;
    }

    private static int verbose(Options options) {
        return options.get(Args.Verbose.class, Args.Verbose::value, Terminal.isInteractive() ? 1 : 2);
    }

    private void checkInput(String verb, Dataset data) {
        if (!data.xShape().equals(network.inputShape())) {
            throw KerasException.expected(
                    verb + "(x)",
                    "inputs of shape " + network.inputShape().batched(),
                    data.xShape().batched());
        }
    }

    private void checkLabelled(String verb, Dataset data) {
        checkInput(verb, data);
        Loss loss = compiled.loss();
        Shape output = network.outputShape();
        Labels.check(
                verb + "(y)",
                "loss " + loss.name(),
                loss.labelShapes(output),
                output,
                data.yShape(),
                loss.labelAdvice());
        loss.checkLabels(data.labels(), output.last());
    }

    /** One kind of data gone through batch by batch, as often as wanted, with its loss and metrics. */
    private final class Pass {
        private final Dataset data;
        private final int batchSize;
        private final int[] order;
        private final Batch batch;
        private final List<Metric> metrics;
        private final Logs logs;
        private final int lossIndex;
        private final int[] metricIndices;

        Pass(Dataset data, int batchSize) {
            this.data = data;
            this.batchSize = Math.min(batchSize, data.size());
            order = Dataset.order(data.size());
            batch = data.batch(this.batchSize);
            Metric[] made = compiled.metrics().stream()
                    .map(metric -> metric instanceof String name
                            ? Metrics.get(name, data.yShape(), network.outputShape())
                            : (Metric) metric)
                    .toArray(Metric[]::new);
            metrics = List.of(made);
            Shape output = network.outputShape();
            for (Metric metric : made) {
                Labels.check("y", "metric " + metric.getName(), metric.labelShapes(output), output, data.yShape(), "");
            }
            String[] names = new String[made.length + 1];
            Arrays.setAll(names, i -> i == made.length ? "loss" : made[i].getName());
            Arrays.sort(names);
            for (int i = 1; i < names.length; i++) {
                if (names[i].equals(names[i - 1])) {
                    throw KerasException.expected("metrics", "names that differ", Arrays.toString(names));
                }
            }
            logs = new Logs(List.of(names));
            lossIndex = Arrays.binarySearch(names, "loss");
            metricIndices = metrics.stream()
                    .mapToInt(metric -> Arrays.binarySearch(names, metric.getName()))
                    .toArray();
        }

        int steps() {
            return (data.size() + batchSize - 1) / batchSize;
        }

        Logs run(Function<Batch, StepResult> step, List<? extends Callback> callbacks) {
            metrics.forEach(Metric::reset);
            int positions = network.outputShape().positions();
            int width = network.outputShape().last();
            double total = 0;
            for (int from = 0, number = 0; from < data.size(); from += batchSize, number++) {
                int to = Math.min(from + batchSize, data.size());
                data.read(order, from, to, batch);
                StepResult result = step.apply(batch);
                total += result.loss() * batch.rows();
                logs.set(lossIndex, total / to);
                for (int i = 0; i < metricIndices.length; i++) {
                    metrics.get(i).update(batch.y(), result.outputs(), batch.rows() * positions, width);
                    logs.set(metricIndices[i], metrics.get(i).result());
                }
                for (Callback callback : callbacks) {
                    callback.onTrainBatchEnd(number, logs);
                }
            }
            return logs;
        }
    }
}
