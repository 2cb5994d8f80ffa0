package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.PerOutput;
import keras4j.core.Shape;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.Network;
import keras4j.optimizers.RMSprop;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What models do with data: compile, fit, evaluate, predict. Keras: {@code Trainer}. */
abstract class TrainableModel extends DescribedModel {
    private volatile Compiled compiled;
    private Trainer trainer;
    private volatile boolean stopTraining;
    private int initialEpoch;
    private final CustomSteps steps = new CustomSteps(self());

    TrainableModel(String name, Network network) {
        super(name, network);
    }

    TrainableModel(String name, Graph graph) {
        super(name, graph);
    }

    private Model self() {
        return (Model) this;
    }

    /**
     * Sets optimizer, loss and metrics; the optimizer starts anew. The model takes a copy of the optimizer, so that one can be
     * given to several models: {@link #getOptimizer} is this model's. Losses and metrics must not be changed afterwards.
     * From here on the outputs keep the names by which something is given. Without a loss the model says it itself: in {@link Model#trainStep}, in {@link Model#computeLoss}, or by losses that layers add.
     */
    public final synchronized void compile(CompileArg... args) {
        Options options = new Options("compile", args);
        compiled = new Compiled(
                options.get(CompileArg.OptimizerOption.class, CompileArg.OptimizerOption::value, new RMSprop())
                        .copy(),
                new PerOutput(options.get(CompileArg.LossOption.class, CompileArg.LossOption::value, null)),
                new PerOutput(
                        options.get(CompileArg.LossWeightsOption.class, CompileArg.LossWeightsOption::value, null)),
                new PerOutput(options.get(CompileArg.MetricsOption.class, CompileArg.MetricsOption::value, null)),
                new PerOutput(options.get(
                        CompileArg.WeightedMetricsOption.class, CompileArg.WeightedMetricsOption::value, null)));
        trainer = null;
        keepNames(compiled.givenNames());
    }

    /** Compiles with what a file said, and goes on with the optimizer's state; null for none of them. */
    final synchronized void restore(Compiled config, OptimizerState optimizer) {
        compiled = config;
        trainer = optimizer == null ? null : new Trainer(network(), config, optimizer, steps, Engines::make);
    }

    /** Whether the model has an optimizer and a loss: by {@link #compile}, or from a file. */
    public final boolean isCompiled() {
        return compiled != null;
    }

    /**
     * The optimizer that trains this model: a copy of what {@link #compile} was given, or from a file. Its learning rate can be
     * set at any time, from any thread: it counts from the next step on, and is what is saved. Other arguments are to stay.
     * Keras: {@code model.optimizer}.
     *
     * @throws KerasException if the model is not compiled
     */
    public final Optimizer getOptimizer() {
        checkCompiled("getOptimizer");
        return compiled.optimizer();
    }

    /** Trains; arrays as {@link Dataset#of(Object, Object)} takes them. See {@link #fit(BatchSource, FitArg...)}. */
    public final History fit(Object x, Object y, FitArg... args) {
        return fit(Dataset.of(x, y), args);
    }

    /** Trains a model that needs no labels; inputs as {@link Dataset#of(Object)} takes them. See {@link #fit(BatchSource, FitArg...)}. */
    public final History fit(Object x, FitArg... args) {
        return fit(Dataset.of(x), args);
    }

    /**
     * Trains, and returns loss and metrics of every epoch: means over the epoch's own training steps, as in Keras.
     *
     * @throws KerasException if the model is not compiled, the data do not fit model or loss, or the thread is interrupted;
     *     the model then keeps what it has learned
     */
    public final History fit(BatchSource data, FitArg... args) {
        return trainer("fit", data).fit(self(), data, args);
    }

    /** Ends a fit after the step that runs; for callbacks. Keras: {@code model.stop_training = True}. */
    public final void setStopTraining(boolean value) {
        stopTraining = value;
    }

    /** Whether fit is to end, or was ended, before its last epoch. */
    public final boolean isStopTraining() {
        return stopTraining;
    }

    /** Sets the epoch that the fit at work begins with. */
    final void setInitialEpoch(int epoch) {
        initialEpoch = epoch;
    }

    final int initialEpoch() {
        return initialEpoch;
    }

    /** Loss and metrics; arrays as {@link Dataset#of(Object, Object)} takes them. See {@link #evaluate(BatchSource, EvaluateArg...)}. */
    public final Logs evaluate(Object x, Object y, EvaluateArg... args) {
        return evaluate(Dataset.of(x, y), args);
    }

    /** The same of a model that needs no labels; inputs as {@link Dataset#of(Object)} takes them. */
    public final Logs evaluate(Object x, EvaluateArg... args) {
        return evaluate(Dataset.of(x), args);
    }

    /**
     * Loss and metrics over the data, without training.
     *
     * @throws KerasException if the model is not compiled, or the data do not fit model or loss
     */
    public final Logs evaluate(BatchSource data, EvaluateArg... args) {
        return trainer("evaluate", data).evaluate(self(), data, args);
    }

    /**
     * The outputs for one sample: in about a microsecond for a small model; or for several. See also {@link Model#predictor}.
     *
     * @param x the numbers of one sample, or of several samples in a row, row-major: those of an image of shape (28, 28, 1) are 784
     * @return the numbers of the output, row-major, sample after sample
     * @throws KerasException if x does not fit the model, or that has several inputs or outputs
     */
    public final float[] predict(float[] x) {
        KerasException.notNull("predict(x)", "a sample", x);
        Network built = network();
        int samples = built == null ? 0 : built.samplesIn(x.length);
        if (samples == 0 || steps.isDescribed(StepRunner.Kind.PREDICT, compiled)) {
            Object given = samples == 0
                    ? new float[][] {x}
                    : new Npy(x, built.inputShapes().get(0).withFirst(samples));
            return outputs(Dataset.of(given)).values();
        }
        return trainerOf(built).predict(x, samples);
    }

    /**
     * The outputs, one row a sample, its numbers in row-major order.
     *
     * @param x an array as {@link Dataset#of(Object)} takes it, or a list of them for several inputs; an array with one axis
     *     is one sample here, as in {@link #predict(float[])}
     * @throws KerasException if x does not fit the model
     */
    public final float[][] predict(Object x, PredictArg... args) {
        Npy outputs = outputs(x instanceof BatchSource given ? given : samples(x), args);
        int samples = outputs.shape().dim(0);
        int width = outputs.values().length / samples;
        float[][] rows = new float[samples][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(outputs.values(), i * width, (i + 1) * width));
        return rows;
    }

    /** The outputs, (batch, ..). */
    public final Npy predict(Npy x, PredictArg... args) {
        return outputs(samples(x), args);
    }

    /** The outputs, (batch, ..). */
    public final INDArray predict(INDArray x, PredictArg... args) {
        return predict(samples(x), args);
    }

    /** The outputs for the inputs of the data, (batch, ..). */
    public final INDArray predict(BatchSource x, PredictArg... args) {
        Npy outputs = outputs(x, args);
        return NdArrays.of(outputs.values(), outputs.shape().lengths());
    }

    /** What is to be predicted: an array with one axis is one sample, or if these are numbers, so many. */
    private Dataset samples(Object x) {
        Network built = network();
        boolean isOfNumbers = built != null && built.inputShapes().stream().anyMatch(shape -> shape.rank() == 0);
        return isOfNumbers ? Dataset.of(x) : Dataset.samples(x);
    }

    private Npy outputs(BatchSource x, PredictArg... args) {
        Trainer predictor = trainer("predict", x);
        Network built = predictor.network();
        boolean isDescribed = steps.isDescribed(StepRunner.Kind.PREDICT, compiled);
        List<Npy> all = isDescribed || built.outputs().size() == 1 ? outputs(predictor, x, args) : List.of();
        if (all.size() != 1) {
            throw KerasException.expected(
                    "predict", "a model of one output; predictAll gives those of several", built.outputNames());
        }
        return all.get(0);
    }

    private List<Npy> outputs(Trainer predictor, BatchSource x, PredictArg... args) {
        Predictions predictions = predictor.predict(self(), x, args);
        float[][] all = predictions.all();
        List<Npy> arrays = new ArrayList<>();
        for (int k = 0; k < all.length; k++) {
            Shape output = predictions.outputs().get(k);
            arrays.add(new Npy(all[k], output.withFirst(all[k].length / output.size())));
        }
        return arrays;
    }

    /** For each output of a model its outputs for these inputs, one array for each of the model's; see {@link #predictAll}. */
    public final List<INDArray> predict(List<?> x, PredictArg... args) {
        return predictAll(samples(x), args);
    }

    /** For each output of a model its outputs for the inputs of the data, (batch, ..). */
    public final List<INDArray> predictAll(BatchSource x, PredictArg... args) {
        return outputs(trainer("predict", x), x, args).stream()
                .map(output -> NdArrays.of(output.values(), output.shape().lengths()))
                .toList();
    }

    /** For each output of a model its outputs for these inputs, (batch, ..), one array for each of the model's. */
    public final List<Npy> predictAll(List<Npy> x, PredictArg... args) {
        Dataset inputs = samples(x);
        return outputs(trainer("predict", inputs), inputs, args);
    }

    /**
     * The outputs by their names, (batch, ..): those in maps by the names there, others by the names of their layers, with / between names
     * of maps and lists in others, such as {@code scores/price}. Keras: what {@code predict} gives as a dict.
     *
     * @param x as {@link Dataset#of(Object)} takes it; an array with one axis is one sample
     */
    public final Map<String, Npy> predictByName(Object x, PredictArg... args) {
        BatchSource inputs = x instanceof BatchSource given ? given : samples(x);
        Trainer predictor = trainer("predict", inputs);
        List<Npy> all = outputs(predictor, inputs, args);
        List<String> names = predictor.network().outputNames().ofLosses();
        if (names.size() != all.size()) {
            throw KerasException.expected("predictByName", "outputs named " + names, all.size());
        }
        Map<String, Npy> byName = new LinkedHashMap<>();
        for (int k = 0; k < all.size(); k++) {
            byName.put(names.get(k), all.get(k));
        }
        return byName;
    }

    /**
     * One training step; arrays as {@link Dataset#of(Object, Object)} takes them. See {@link #trainOnBatch(Dataset,
     * TrainOnBatchArg...)}.
     */
    public final Logs trainOnBatch(Object x, Object y, TrainOnBatchArg... args) {
        return trainOnBatch(Dataset.of(x, y), args);
    }

    /** One training step on these samples, all together; returns loss and metrics as they were before the step. */
    public final Logs trainOnBatch(Dataset batch, TrainOnBatchArg... args) {
        return trainer("trainOnBatch", batch).trainOnBatch(batch, args);
    }

    /** Loss and gradients; arrays as {@link Dataset#of(Object, Object)} takes them. See {@link #gradients(Dataset)}. */
    public final Gradients gradients(Object x, Object y) {
        return gradients(Dataset.of(x, y));
    }

    /**
     * Loss and gradients of these samples, all together, as training would have them; changes nothing. PyTorch:
     * {@code loss.backward()}.
     *
     * @throws KerasException if the model is not compiled, or the data do not fit model or loss
     */
    public final Gradients gradients(Dataset batch) {
        return trainer("gradients", batch).gradients(batch);
    }

    /**
     * The first part of {@link #gradients(Dataset)}: forward as in training, and the loss; changes nothing. PyTorch: {@code
     * outputs = model(inputs)}, {@code loss = criterion(outputs, labels)}.
     *
     * @throws KerasException if the model is not compiled, or the data do not fit model or loss
     */
    public final ForwardPass forward(Dataset batch) {
        return trainer("forward", batch).forward("forward", batch);
    }

    /**
     * Gradients that are 0, to add those of batches to. PyTorch: {@code optimizer.zero_grad()}.
     *
     * @throws KerasException if the model is not built
     */
    public final Gradients zeroGradients() {
        return trainerOf(built("zeroGradients")).zeroGradients();
    }

    /**
     * Lets the optimizer take its step: with {@link #gradients}, what {@link #trainOnBatch} does in one. PyTorch:
     * {@code optimizer.step()}.
     *
     * @throws KerasException if the model is not compiled, or the gradients are not of it as it is built now
     */
    public final void apply(Gradients gradients) {
        checkCompiled("apply");
        Network built = network();
        if (!KerasException.notNull("apply", "gradients", gradients).areOf(built)) {
            throw KerasException.expected(
                    "apply", "gradients of this model", "those of another, or of before a change");
        }
        trainerOf(built).apply(gradients);
    }

    /** Loss and metrics; arrays as {@link Dataset#of(Object, Object)} takes them. See {@link #testOnBatch(Dataset, TestOnBatchArg...)}. */
    public final Logs testOnBatch(Object x, Object y, TestOnBatchArg... args) {
        return testOnBatch(Dataset.of(x, y), args);
    }

    /** Loss and metrics of these samples, all together. */
    public final Logs testOnBatch(Dataset batch, TestOnBatchArg... args) {
        return trainer("testOnBatch", batch).testOnBatch(batch, args);
    }

    /** The outputs for these samples, all together, one row a sample; see {@link #predict(Object, PredictArg...)}. */
    public final float[][] predictOnBatch(Object x) {
        Dataset batch = samples(x);
        return predict((Object) batch, Args.batchSize(batch.size()));
    }

    /** The outputs for these samples, all together, (batch, ..). */
    public final INDArray predictOnBatch(INDArray x) {
        Dataset batch = samples(x);
        return predict(batch, Args.batchSize(batch.size()));
    }

    /** Whether more is better of what the logs have under this name; empty if it is no metric of this model. */
    final Optional<Boolean> isBetterWhenHigher(String name) {
        String own = name.startsWith(Logs.VALIDATION) ? name.substring(Logs.VALIDATION.length()) : name;
        return Figures.isBetterWhenHigher(compiled, network().outputNames(), own);
    }

    final Compiled compiled() {
        return compiled;
    }

    /** What works on the model as it is built now; network, compile's arguments and optimizer there belong together. */
    final synchronized Trainer trainer() {
        return trainerOf(network());
    }

    /** The optimizer at work, or null before the first fit. */
    final synchronized OptimizerState optimizerAtWork() {
        Network built = network();
        return trainer != null && trainer.runs(built) && trainer.isTrained() ? trainer.optimizer() : null;
    }

    private synchronized Trainer trainer(String verb, BatchSource data) {
        if (!verb.equals("predict")) {
            checkCompiled(verb);
        }
        self().takeNames(KerasException.notNull(verb, "data", data).xStructure());
        Network built = network(data.xShapes());
        if (built == null) {
            throw KerasException.expected(verb, "a model with layers", this);
        }
        if (trainer != null && !verb.equals("predict") && !trainer.isTrained() && trainer.runs(built)) {
            trainer = built.trainable().equals(built.trained()) ? trainer : null;
        }
        Trainer described = trainerOf(built);
        return described.at(described.arranged(verb, data).xShapes());
    }

    private void checkCompiled(String verb) {
        if (compiled == null) {
            throw KerasException.expected(
                    verb, "a compiled model: call compile(optimizer(..), loss(..)) first", "one that is not");
        }
    }

    private synchronized Trainer trainerOf(Network built) {
        if (trainer == null || !trainer.runs(built)) {
            trainer = new Trainer(built, compiled, null, steps, Engines::make);
            if (compiled != null) {
                keepNames(compiled.givenNames());
            }
        }
        return trainer;
    }
}
