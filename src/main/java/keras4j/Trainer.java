package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.OptimizerState;
import keras4j.core.Seeds;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;

/** The loops of fit, evaluate and predict over one built network. It knows engines, and nothing of what runs below them. */
final class Trainer {
    /** Makes the engine, with a loss for each output; none if it is only to predict. */
    interface EngineMaker {
        Engine make(Network network, List<OutputLoss> losses);
    }

    private static final int MAX_LENGTHS = 8;

    private final Network network;
    private final Compiled compiled;
    private final CustomSteps steps;
    private final EngineMaker maker;
    private final Passes passes;
    /** The one for the network as it is described. */
    private final Trainer described;

    private final OptimizerState optimizer;
    private final AppliedOptimizer applied;
    private final TrainingWarnings warnings;
    private final Action training = this::train;
    private final Running fitting = new Running();
    /** For what changes nothing, by users' calls: with random numbers and buffers that a fit does not see. */
    private final Running looking = new Running();

    private final AtomicBoolean trained;
    /** For inputs of other lengths, the last few of them. */
    private final Map<List<Shape>, Trainer> lengths = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param compiled null for a model that is only to predict
     * @param restored the optimizer's state to go on from; null to begin
     */
    Trainer(Network network, Compiled compiled, OptimizerState restored, CustomSteps steps, EngineMaker maker) {
        this.steps = steps;
        this.network = network;
        this.compiled = compiled;
        this.maker = maker;
        network.takeTrainable();
        optimizer = compiled == null || restored != null ? restored : network.optimizerState(compiled.optimizer());
        applied = applied(restored != null);
        trained = new AtomicBoolean(restored != null);
        warnings = new TrainingWarnings(network, compiled, optimizer);
        described = this;
        passes = new Passes(network, compiled, inputs -> at(inputs).passes);
    }

    /** Which weights a described step applies it to is not known yet. */
    private AppliedOptimizer applied(boolean isRestored) {
        if (optimizer == null) {
            return null;
        }
        return !isRestored && steps.isDescribed(StepRunner.Kind.TRAIN, compiled)
                ? new AppliedOptimizer(optimizer)
                : new AppliedOptimizer(optimizer, network.variables(network.trained()));
    }

    /** The same for a network of the same weights, for inputs of other lengths. */
    private Trainer(Network network, Trainer same) {
        steps = same.steps;
        this.network = network;
        compiled = same.compiled;
        maker = same.maker;
        optimizer = same.optimizer;
        applied = same.applied;
        trained = same.trained;
        warnings = same.warnings;
        described = same;
        passes = new Passes(network, compiled, inputs -> described.at(inputs).passes);
    }

    /** What runs a batch: this, unless it may have lengths of its own. */
    private BatchRunner of(Batch batch, BatchRunner running) {
        if (batch.of() == null || running instanceof StepRunner) {
            return running;
        }
        Dataset samples = batch.of();
        return described
                .at(samples.xShapes())
                .runner(compiled == null || !samples.hasLabels() ? null : samples.yShapes());
    }

    /** The trainer for inputs of these shapes, with the same weights and optimizer; this one unless lengths are not known. */
    synchronized Trainer at(List<Shape> inputs) {
        Trainer known = lengths.get(inputs);
        if (known == null) {
            Network other = network.at(inputs);
            if (other == network) {
                return this;
            }
            known = new Trainer(other, this);
            if (lengths.size() == MAX_LENGTHS) {
                lengths.remove(lengths.keySet().iterator().next());
            }
            lengths.put(inputs, known);
        }
        known.network.setTrainable(network.isTrainable());
        return known;
    }

    /** For how many lengths there are trainers. */
    synchronized int lengths() {
        return lengths.size();
    }

    /** Whether this trainer is for that network. */
    boolean runs(Network other) {
        return network == other;
    }

    /** Whether a step is described by symbols. */
    private boolean isDescribed(StepRunner.Kind kind) {
        return steps.isDescribed(kind, compiled)
                || kind != StepRunner.Kind.PREDICT && !compiled.hasEachLoss(network.outputNames());
    }

    /** Data in the order of the model's inputs and outputs. */
    BatchSource arranged(String verb, BatchSource data) {
        boolean isOwn = verb.equals("predict")
                ? steps.isDescribed(StepRunner.Kind.PREDICT, compiled)
                : steps.isDescribed(StepRunner.Kind.TRAIN, compiled)
                        || steps.isDescribed(StepRunner.Kind.TEST, compiled);
        return new Arrangement(network, compiled, isOwn).of(verb, data);
    }

    /** Which steps the model describes itself. */
    CustomSteps steps() {
        return steps;
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

    /** The same with the weights that it is applied to, which those of a described step are known to be from its first on. */
    AppliedOptimizer applied() {
        return applied;
    }

    /** All optimizers of the model, by their paths in files. */
    Map<String, AppliedOptimizer> savedOptimizers() {
        boolean isDescribed = compiled != null && steps.isDescribed(StepRunner.Kind.TRAIN, compiled);
        AppliedOptimizer own = compiled == null || isDescribed
                ? applied
                : new AppliedOptimizer(optimizer, network.variables(network.trainable()));
        return steps.optimizersInFields(network, own);
    }

    /** Goes on with what was read, if that has taken steps. */
    void goOn() {
        if (applied != null && applied.values().iterations() > 0) {
            setTrained();
        }
    }

    /** Says that the optimizer has begun its work. */
    void setTrained() {
        trained.set(true);
    }

    /** Whether the optimizer has begun its work, here or before the model was saved. */
    boolean isTrained() {
        return trained.get();
    }

    History fit(Model model, BatchSource data, FitArg... args) {
        Options options = new Options("fit", args);
        TrainingData parts = TrainingData.of(data, options, this::arranged);
        int steps = options.get(Args.StepsPerEpoch.class, Args.StepsPerEpoch::value, 0);
        Pass pass =
                pass(StepRunner.Kind.TRAIN, "fit", parts.train(), options.batchSize(parts.train(), steps), steps, true);
        Validation validation = parts.validation() == null ? null : new Validation(parts, options);
        int epochs = options.get(Args.Epochs.class, Args.Epochs::value, 1);
        boolean shuffle = options.get(Args.Shuffle.class, Args.Shuffle::value, true);
        SplittableRandom random = Seeds.generator(options.get(Args.Seed.class, Args.Seed::value, null));

        History history = new History();
        int verbose = options.verbose();
        Callback callbacks = callbacks(options, verbose, history);
        Set<BatchRunner> seeded = Collections.newSetFromMap(new WeakHashMap<>());
        BatchRunner running = running(StepRunner.Kind.TRAIN, parts.train());
        long seed = random.nextLong();
        BatchFigures figures = figures(StepRunner.Kind.TRAIN, parts.train());
        begin();
        model.setStopTraining(false);
        int given = options.get(Args.InitialEpoch.class, Args.InitialEpoch::value, 0);
        model.setInitialEpoch(given);
        callbacks.attach(model, new Callback.Params(epochs, pass.count(), verbose, validation != null));
        try {
            callbacks.onTrainBegin();
            Logs last = null;
            for (int before = given; before < model.initialEpoch(); before++) {
                pass.skip(shuffle ? random : null);
            }
            for (int epoch = model.initialEpoch(); epoch < epochs; epoch++) {
                callbacks.onEpochBegin(epoch);
                pass.goOn(shuffle ? random : null);
                seeded.clear();
                long ofEpoch = new SplittableRandom(seed + epoch).nextLong();
                trainEpoch(model, running, runner -> seed(runner, seeded, ofEpoch), pass, figures, callbacks);
                boolean validates = validation != null && parts.validates().test(epoch + 1);
                last = figures.logs().with(validates ? validation.run(callbacks) : null);
                callbacks.onEpochEnd(epoch, last);
                if (model.isStopTraining()) {
                    break;
                }
            }
            if (epochs > 0) {
                network.change(optimizer::finish);
            }
            callbacks.onTrainEnd(last);
            return history;
        } finally {
            callbacks.detach();
        }
    }

    /** What is random in an epoch follows from its seed, for batches of each length. */
    private static void seed(BatchRunner runner, Set<BatchRunner> seeded, long ofEpoch) {
        if (seeded.add(runner)) {
            synchronized (runner) {
                runner.seed(ofEpoch);
            }
        }
    }

    private void trainEpoch(
            Model model,
            BatchRunner running,
            Consumer<BatchRunner> seeds,
            Pass pass,
            BatchFigures figures,
            Callback callbacks) {
        figures.reset();
        int number = 0;
        for (Batch batch = pass.next(); batch != null; batch = pass.next()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new KerasException("fit: the thread was interrupted; the model keeps what it has learned");
            }
            callbacks.onTrainBatchBegin(number);
            BatchRunner own = of(batch, running);
            seeds.accept(own);
            step(training, own, batch, pass.rowWeights(), figures);
            callbacks.onTrainBatchEnd(number++, figures.logs());
            if (model.isStopTraining()) {
                return;
            }
        }
    }

    /** What fit evaluates on after an epoch. */
    private final class Validation {
        private final Pass pass;
        private final BatchRunner running;
        private final BatchFigures figures;

        Validation(TrainingData parts, Options options) {
            int steps = options.get(Args.ValidationSteps.class, Args.ValidationSteps::value, 0);
            int size = options.get(
                    Args.ValidationBatchSize.class,
                    Args.ValidationBatchSize::value,
                    options.batchSize(parts.validation(), steps));
            pass = pass(StepRunner.Kind.TEST, "fit, validation", parts.validation(), size, steps, true);
            running = running(StepRunner.Kind.TEST, parts.validation());
            figures = figures(StepRunner.Kind.TEST, parts.validation());
        }

        Logs run(Callback callbacks) {
            return test(running, pass, figures, callbacks);
        }
    }

    private Logs test(BatchRunner running, Pass pass, BatchFigures figures, Callback callbacks) {
        figures.reset();
        pass.begin();
        callbacks.onTestBegin();
        int number = 0;
        for (Batch batch = pass.next(); batch != null; batch = pass.next()) {
            callbacks.onTestBatchBegin(number);
            step(BatchRunner::test, of(batch, running), batch, pass.rowWeights(), figures);
            callbacks.onTestBatchEnd(number++, figures.logs());
        }
        callbacks.onTestEnd(figures.logs());
        return figures.logs();
    }

    Logs evaluate(Model model, BatchSource data, EvaluateArg... args) {
        Options options = new Options("evaluate", args);
        BatchSource weighted = arranged("evaluate", TrainingData.weighted("evaluate", data, options));
        int steps = options.get(Args.Steps.class, Args.Steps::value, 0);
        Pass pass = pass(StepRunner.Kind.TEST, "evaluate", weighted, options.batchSize(weighted, steps), steps, false);
        BatchFigures figures = figures(StepRunner.Kind.TEST, weighted);
        int verbose = options.verbose();
        Callback callbacks = callbacks(options, verbose, null);
        callbacks.attach(model, new Callback.Params(1, pass.count(), verbose, false));
        return test(running(StepRunner.Kind.TEST, weighted), pass, figures, callbacks)
                .with(null);
    }

    /** One step on samples as they are; loss and metrics are those of this batch. */
    Logs trainOnBatch(Dataset batch, TrainOnBatchArg... args) {
        Options options = new Options("trainOnBatch", args);
        begin();
        return onBatch(StepRunner.Kind.TRAIN, "trainOnBatch", batch, options, training);
    }

    /** Loss and metrics of one batch. */
    Logs testOnBatch(Dataset batch, TestOnBatchArg... args) {
        return onBatch(StepRunner.Kind.TEST, "testOnBatch", batch, new Options("testOnBatch", args), BatchRunner::test);
    }

    /** Outputs and loss of samples as they are. */
    ForwardPass forward(String verb, Dataset given) {
        checkPlain(verb);
        Dataset data = (Dataset) arranged(verb, given);
        return forward(verb, data, runner(looking, data.yShapes()));
    }

    private ForwardPass forward(String verb, Dataset data, Runner runner) {
        Pass pass = passes.of(verb, data, data.size(), 0, true);
        pass.begin();
        return new ForwardPass(network, runner, pass.next(), pass.rowWeights());
    }

    /** Loss and gradients of samples as they are. */
    Gradients gradients(Dataset given) {
        checkPlain("gradients");
        Dataset data = (Dataset) arranged("gradients", given);
        Runner runner = runner(looking, data.yShapes());
        synchronized (runner) {
            network.lock(); // no step of a fit comes between
            try {
                return forward("gradients", data, runner).backward();
            } finally {
                network.unlock();
            }
        }
    }

    /** Gradients that are 0. */
    Gradients zeroGradients() {
        return new Gradients(0, network, new float[network.countParams()], null);
    }

    /** Takes the optimizer's step with gradients of this network. */
    void apply(Gradients gradients) {
        checkPlain("apply");
        begin();
        network.step(optimizer, gradients.copy());
    }

    private void checkPlain(String verb) {
        if (isDescribed(StepRunner.Kind.TRAIN)) {
            throw KerasException.expected(
                    verb,
                    "a model that trains by the loss of compile alone; Function.of(model, ..) computes with any other",
                    "one with a trainStep or computeLoss of its own, or an output without a loss");
        }
    }

    private void begin() {
        warnings.begin();
        setTrained();
    }

    private double train(BatchRunner running, Batch batch, float[][] rowWeights) {
        double loss = running.train(batch, rowWeights);
        warnings.step(loss);
        return loss;
    }

    private interface Action {
        double run(BatchRunner runner, Batch batch, float[][] rowWeights);
    }

    private static void step(
            Action step, BatchRunner running, Batch batch, float[][] rowWeights, BatchFigures figures) {
        synchronized (running) {
            figures.begin(batch, running);
            double loss = step.run(running, batch, rowWeights);
            figures.add(batch, loss, running, rowWeights);
        }
    }

    private Logs onBatch(StepRunner.Kind kind, String verb, Dataset data, Options options, Action step) {
        BatchSource weighted =
                TrainingData.classWeighted(arranged(verb, TrainingData.weighted(verb, data, options)), options);
        Pass pass = pass(kind, verb, weighted, data.size(), 0, true);
        BatchFigures figures = figures(kind, weighted);
        figures.reset();
        pass.begin();
        Batch batch = pass.next();
        step(step, running(kind, weighted), batch, pass.rowWeights(), figures);
        return figures.logs().with(null);
    }

    /** The predictions for all samples. */
    Predictions predict(Model model, BatchSource given, PredictArg... args) {
        BatchSource data = arranged("predict", given);
        Options options = new Options("predict", args);
        int steps = options.get(Args.Steps.class, Args.Steps::value, 0);
        boolean isDescribed = isDescribed(StepRunner.Kind.PREDICT);
        Pass pass = isDescribed
                ? passes.ofSteps("predict", data, options.batchSize(data, steps), steps, batch -> {})
                : passes.toPredict(data, options.batchSize(data, steps), steps);
        Callback callbacks = callbacks(options, 0, null);
        callbacks.attach(model, new Callback.Params(1, pass.count(), 0, false));
        Predictions predictions = isDescribed ? null : new Predictions(network.outputShapes(), data);
        int number = 0;
        BatchRunner running = isDescribed ? running(StepRunner.Kind.PREDICT, data) : runner(null);
        pass.begin();
        callbacks.onPredictBegin();
        for (Batch batch = pass.next(); batch != null; batch = pass.next()) {
            callbacks.onPredictBatchBegin(number);
            BatchRunner own = of(batch, running);
            synchronized (own) {
                own.predict(batch);
                predictions = predictions == null ? new Predictions(own.outputShapes(), data) : predictions;
                predictions.add(own, batch.rows());
            }
            callbacks.onPredictBatchEnd(number++);
        }
        callbacks.onPredictEnd();
        return predictions;
    }

    /** The predictions for samples of the only input, one after the other. */
    float[] predict(float[] x, int samples) {
        Runner running = runner(null);
        synchronized (running) {
            running.predict(x, samples);
            return Arrays.copyOf(
                    running.outputs(0), samples * network.outputShape().size());
        }
    }

    private Pass pass(StepRunner.Kind kind, String verb, BatchSource data, int batchSize, int count, boolean finite) {
        return isDescribed(kind)
                ? passes.ofSteps(verb, data, batchSize, count, batch -> check(kind, batch, batchSize, finite))
                : passes.of(verb, data, batchSize, count, finite);
    }

    /** Looks at data before a described step sees some of them. */
    private void check(StepRunner.Kind kind, Dataset data, int batchSize, boolean finite) {
        stepRunner().checkLabels(kind, data, batchSize);
        if (finite) {
            data.checkFinite();
        }
    }

    private StepRunner stepRunner() {
        return steps.runner(described.network, compiled, applied);
    }

    private BatchFigures figures(StepRunner.Kind kind, BatchSource data) {
        List<Shape> labels = data.hasLabels() ? data.yShapes() : List.of();
        return isDescribed(kind)
                ? new StepFigures(kind, (logits, losses) -> new Figures(compiled, labels, network, logits, losses))
                : new Figures(compiled, labels, network);
    }

    /** What runs the steps of a kind. */
    private BatchRunner running(StepRunner.Kind kind, BatchSource data) {
        return isDescribed(kind) ? stepRunner() : runner(data.yShapes());
    }

    /** A runner, and the shapes of the labels that it works with; null before the first. */
    private static final class Running {
        private Runner runner;
        private List<Shape> labels;
    }

    private Runner runner(List<Shape> labelShapes) {
        return runner(fitting, labelShapes);
    }

    /** What works with labels of these shapes; any will do for null. */
    private synchronized Runner runner(Running at, List<Shape> labelShapes) {
        if (at.runner == null || (labelShapes != null && !labelShapes.equals(at.labels))) {
            Engine engine = maker.make(network, labelShapes == null ? List.of() : losses(labelShapes));
            at.runner = new Runner(network, engine, labelShapes == null ? null : optimizer);
            at.labels = labelShapes;
        }
        return at.runner;
    }

    private List<OutputLoss> losses(List<Shape> labelShapes) {
        List<Loss> losses = compiled.losses(network.outputNames());
        List<Double> weights = compiled.lossWeights(network.outputNames());
        List<OutputLoss> all = new ArrayList<>();
        for (int k = 0; k < losses.size(); k++) {
            all.add(OutputLoss.of(network, k, losses.get(k), labelShapes.get(k), weights.get(k)));
        }
        return all;
    }

    /** The user's callbacks, then those that remember and print. */
    private static Callback callbacks(Options options, int verbose, History history) {
        List<Callback> all = new ArrayList<>(options.get(Args.Callbacks.class, Args.Callbacks::value, List.of()));
        if (history != null) {
            all.add(history);
        }
        if (verbose > 0 && all.stream().noneMatch(ProgbarLogger.class::isInstance)) {
            all.add(new ProgbarLogger());
        }
        return new CallbackList(all);
    }
}
