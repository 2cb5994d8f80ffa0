package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.OptimizerState;
import keras4j.core.Seeds;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;

/** The loops of fit, evaluate and predict over one built network. It knows engines, and nothing of what runs below them. */
final class Trainer {
    /** Makes the engine; labels are null if it is only to predict. */
    interface EngineMaker {
        Engine make(Network network, Loss loss, Shape labels);
    }

    private static final int BATCH_SIZE = 32;

    private final Network network;
    private final Compiled compiled;
    private final EngineMaker maker;
    private final OptimizerState optimizer;
    private Runner runner;
    private Shape labels;
    private boolean trained;

    /**
     * @param compiled null for a model that is only to predict
     * @param restored the optimizer's state to go on from; null to begin
     */
    Trainer(Network network, Compiled compiled, OptimizerState restored, EngineMaker maker) {
        this.network = network;
        this.compiled = compiled;
        this.maker = maker;
        trained = restored != null;
        optimizer = compiled == null || trained ? restored : network.optimizerState(compiled.optimizer());
    }

    /** Whether this trainer is for that network. */
    boolean runs(Network other) {
        return network == other;
    }

    Network network() {
        return network;
    }

    /** What the model was compiled with, or null. */
    Compiled compiled() {
        return compiled;
    }

    /** The optimizer at work, null for a model that is only to predict. */
    OptimizerState optimizer() {
        return optimizer;
    }

    /** Whether the optimizer has begun its work, here or before the model was saved. */
    boolean isTrained() {
        return trained;
    }

    History fit(Model model, BatchSource data, FitArg... args) {
        Options options = new Options("fit", args);
        TrainingData parts = TrainingData.of(data, options);
        int steps = options.get(Args.StepsPerEpoch.class, Args.StepsPerEpoch::value, 0);
        Pass pass = pass("fit", parts.train(), batchSize(options, parts.train(), steps), steps, true);
        Validation validation = parts.validation() == null ? null : new Validation(parts, options);
        int epochs = options.get(Args.Epochs.class, Args.Epochs::value, 1);
        boolean shuffle = options.get(Args.Shuffle.class, Args.Shuffle::value, true);
        SplittableRandom random = Seeds.generator(options.get(Args.Seed.class, Args.Seed::value, null));

        History history = new History();
        int verbose = verbose(options);
        Callback callbacks = callbacks(options, verbose, history);
        Runner running = runner(parts.train().yShape());
        synchronized (running) {
            running.seed(random.nextLong());
        }
        Figures figures = new Figures(compiled, parts.train().yShape(), network.outputShape());
        trained = true;
        model.setStopTraining(false);
        callbacks.attach(model, new Callback.Params(epochs, pass.count(), verbose, validation != null));
        callbacks.onTrainBegin();
        Logs last = null;
        int first = options.get(Args.InitialEpoch.class, Args.InitialEpoch::value, 0);
        for (int epoch = first; epoch < epochs; epoch++) {
            callbacks.onEpochBegin(epoch);
            pass.goOn(shuffle ? random : null);
            trainEpoch(model, running, pass, figures, callbacks);
            boolean validates = validation != null && parts.validates().test(epoch + 1);
            last = figures.logs().with(validates ? validation.run(running, callbacks) : null);
            callbacks.onEpochEnd(epoch, last);
            if (model.isStopTraining()) {
                break;
            }
        }
        callbacks.onTrainEnd(last);
        return history;
    }

    private void trainEpoch(Model model, Runner running, Pass pass, Figures figures, Callback callbacks) {
        figures.reset();
        int number = 0;
        for (Batch batch = pass.next(); batch != null; batch = pass.next()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new KerasException("fit: the thread was interrupted; the model keeps what it has learned");
            }
            callbacks.onTrainBatchBegin(number);
            step(Runner::train, running, batch, pass.rowWeights(), figures);
            callbacks.onTrainBatchEnd(number++, figures.logs());
            if (model.isStopTraining()) {
                return;
            }
        }
    }

    /** What fit evaluates on after an epoch. */
    private final class Validation {
        private final Pass pass;
        private final Figures figures;

        Validation(TrainingData parts, Options options) {
            int steps = options.get(Args.ValidationSteps.class, Args.ValidationSteps::value, 0);
            int size = options.get(
                    Args.ValidationBatchSize.class,
                    Args.ValidationBatchSize::value,
                    batchSize(options, parts.validation(), steps));
            pass = pass("fit, validation", parts.validation(), size, steps, true);
            figures = new Figures(compiled, parts.validation().yShape(), network.outputShape());
        }

        Logs run(Runner running, Callback callbacks) {
            return test(running, pass, figures, callbacks);
        }
    }

    private static Logs test(Runner running, Pass pass, Figures figures, Callback callbacks) {
        figures.reset();
        pass.begin();
        callbacks.onTestBegin();
        int number = 0;
        for (Batch batch = pass.next(); batch != null; batch = pass.next()) {
            callbacks.onTestBatchBegin(number);
            step(Runner::test, running, batch, pass.rowWeights(), figures);
            callbacks.onTestBatchEnd(number++, figures.logs());
        }
        callbacks.onTestEnd(figures.logs());
        return figures.logs();
    }

    Logs evaluate(Model model, BatchSource data, EvaluateArg... args) {
        Options options = new Options("evaluate", args);
        BatchSource weighted = TrainingData.weighted("evaluate", data, options);
        int steps = options.get(Args.Steps.class, Args.Steps::value, 0);
        Pass pass = pass("evaluate", weighted, batchSize(options, weighted, steps), steps, false);
        Figures figures = new Figures(compiled, data.yShape(), network.outputShape());
        int verbose = verbose(options);
        Callback callbacks = callbacks(options, verbose, null);
        callbacks.attach(model, new Callback.Params(1, pass.count(), verbose, false));
        return test(runner(data.yShape()), pass, figures, callbacks);
    }

    /** One step on samples as they are; loss and metrics are those of this batch. */
    Logs trainOnBatch(Dataset batch, TrainOnBatchArg... args) {
        Options options = new Options("trainOnBatch", args);
        trained = true;
        return onBatch("trainOnBatch", batch, options, Runner::train);
    }

    /** Loss and metrics of one batch. */
    Logs testOnBatch(Dataset batch, TestOnBatchArg... args) {
        return onBatch("testOnBatch", batch, new Options("testOnBatch", args), Runner::test);
    }

    /** Loss and gradients of samples as they are. */
    Gradients gradients(Dataset data) {
        Pass pass = pass("gradients", data, data.size(), 0, true);
        pass.begin();
        Batch batch = pass.next();
        float[] byInput = new float[batch.rows() * network.inputShape().size()];
        Runner running = runner(data.yShape());
        synchronized (running) {
            double loss = running.backward(batch, pass.rowWeights(), byInput);
            return new Gradients(loss, network, running.gradients(), byInput);
        }
    }

    /** Takes the optimizer's step with gradients of this network. */
    void apply(Gradients gradients) {
        if (!gradients.areOf(network)) {
            throw KerasException.expected(
                    "apply", "gradients of this model", "those of another, or of before a change");
        }
        trained = true;
        synchronized (network) {
            optimizer.step(network.weights(), gradients.copy());
            network.changed();
        }
    }

    private interface Step {
        double run(Runner runner, Batch batch, float[] rowWeights);
    }

    private static void step(Step step, Runner running, Batch batch, float[] rowWeights, Figures figures) {
        synchronized (running) {
            double loss = step.run(running, batch, rowWeights);
            figures.add(batch, loss, running.outputs(), rowWeights);
        }
    }

    private Logs onBatch(String verb, Dataset data, Options options, Step step) {
        BatchSource weighted = TrainingData.classWeighted(TrainingData.weighted(verb, data, options), options);
        Pass pass = pass(verb, weighted, data.size(), 0, true);
        Figures figures = new Figures(compiled, data.yShape(), network.outputShape());
        pass.begin();
        Batch batch = pass.next();
        step(step, runner(data.yShape()), batch, pass.rowWeights(), figures);
        return figures.logs();
    }

    /** The predictions for all samples, in a row. */
    float[] predict(Model model, BatchSource data, PredictArg... args) {
        Options options = new Options("predict", args);
        int steps = options.get(Args.Steps.class, Args.Steps::value, 0);
        checkInput("predict", data);
        Pass pass =
                new Pass("predict", data, batchSize(options, data, steps), steps, network.outputShape(), batch -> {});
        Callback callbacks = callbacks(options, 0, null);
        callbacks.attach(model, new Callback.Params(1, pass.count(), 0, false));
        int width = network.outputShape().size();
        float[] predictions = new float[data instanceof Dataset all ? Math.multiplyExact(all.size(), width) : 0];
        int length = 0;
        int number = 0;
        Runner running = runner(null);
        pass.begin();
        callbacks.onPredictBegin();
        for (Batch batch = pass.next(); batch != null; batch = pass.next()) {
            callbacks.onPredictBatchBegin(number);
            int count = batch.rows() * width;
            if (predictions.length - count < length) {
                predictions = Arrays.copyOf(predictions, Math.max(2 * length, length + count));
            }
            synchronized (running) {
                running.predict(batch.x(), batch.rows());
                System.arraycopy(running.outputs(), 0, predictions, length, count);
            }
            length += count;
            callbacks.onPredictBatchEnd(number++);
        }
        callbacks.onPredictEnd();
        return length == predictions.length ? predictions : Arrays.copyOf(predictions, length);
    }

    /** The predictions for one sample. */
    float[] predict(float[] x) {
        Runner running = runner(null);
        synchronized (running) {
            running.predict(x, 1);
            return Arrays.copyOf(running.outputs(), network.outputShape().size());
        }
    }

    /** What works with labels of this shape; any will do for null. */
    private synchronized Runner runner(Shape labelShape) {
        if (runner == null || (labelShape != null && !labelShape.equals(labels))) {
            Engine engine = maker.make(network, labelShape == null ? null : compiled.loss(), labelShape);
            runner = new Runner(network, engine, labelShape == null ? null : optimizer);
            labels = labelShape;
        }
        return runner;
    }

    /** The user's callbacks, then those that print and remember. */
    private static Callback callbacks(Options options, int verbose, History history) {
        List<Callback> all = new ArrayList<>(options.get(Args.Callbacks.class, Args.Callbacks::value, List.of()));
        if (verbose > 0) {
            all.add(new ProgressLogger(verbose, Terminal::print));
        }
        if (history != null) {
            all.add(history);
        }
        return new CallbackList(all);
    }

    /** As given; else, with a number of steps, so many that samples in memory are gone through in them; else 32. */
    private static int batchSize(Options options, BatchSource data, int steps) {
        int otherwise = steps > 0 && data instanceof Dataset all ? (all.size() + steps - 1) / steps : BATCH_SIZE;
        return options.get(Args.BatchSize.class, Args.BatchSize::value, otherwise);
    }

    private static int verbose(Options options) {
        return options.get(Args.Verbose.class, Args.Verbose::value, Terminal.isInteractive() ? 1 : 2);
    }

    /** @param finite whether NaN and infinite numbers are an error */
    private Pass pass(String verb, BatchSource data, int batchSize, int steps, boolean finite) {
        checkInput(verb, data);
        Loss loss = compiled.loss();
        Shape output = network.outputShape();
        String taker = "loss " + loss.name();
        Labels.check(verb + "(y)", taker, loss.labelShapes(output), output, data.yShape(), loss.labelAdvice());
        return new Pass(verb, data, batchSize, steps, output, batch -> {
            loss.checkLabels(batch.labels(), output.last());
            if (finite) {
                batch.checkFinite();
            }
        });
    }

    private void checkInput(String verb, BatchSource data) {
        if (!data.xShape().equals(network.inputShape())) {
            throw KerasException.expected(
                    verb + "(x)",
                    "inputs of shape " + network.inputShape().batched(),
                    data.xShape().batched());
        }
    }
}
