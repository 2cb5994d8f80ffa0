package keras4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;
import keras4j.layers.CallArg;
import keras4j.layers.Input;
import keras4j.losses.LossFunction;
import keras4j.metrics.MetricFunction;
import keras4j.ops.Symbol;
import keras4j.optimizers.Optimizers;

/**
 * The options of compile, fit, evaluate and predict, under the names of Keras's arguments in camelCase, and {@link #input}.
 * They are meant for a static import: {@code import static keras4j.Args.*;}. An option that its verb does not take does not compile.
 */
public final class Args {
    /** See {@link #batchSize}. */
    public record BatchSize(int value) implements FitArg, EvaluateArg, PredictArg {
        public BatchSize {
            atLeast("batchSize", 1, "at least 1 sample", value);
        }
    }

    /** See {@link #validationBatchSize}. */
    public record ValidationBatchSize(int value) implements FitArg {
        public ValidationBatchSize {
            atLeast("validationBatchSize", 1, "at least 1 sample", value);
        }
    }

    /** See {@link #epochs}. */
    public record Epochs(int value) implements FitArg {
        public Epochs {
            atLeast("epochs", 0, "a number of at least 0", value);
        }
    }

    /** See {@link #initialEpoch}. */
    public record InitialEpoch(int value) implements FitArg {
        public InitialEpoch {
            atLeast("initialEpoch", 0, "a number of at least 0", value);
        }
    }

    /** See {@link #stepsPerEpoch}. */
    public record StepsPerEpoch(int value) implements FitArg {
        public StepsPerEpoch {
            atLeast("stepsPerEpoch", 1, "at least 1 step", value);
        }
    }

    /** See {@link #validationSteps}. */
    public record ValidationSteps(int value) implements FitArg {
        public ValidationSteps {
            atLeast("validationSteps", 1, "at least 1 step", value);
        }
    }

    /** See {@link #steps}. */
    public record Steps(int value) implements EvaluateArg, PredictArg {
        public Steps {
            atLeast("steps", 1, "at least 1 step", value);
        }
    }

    /** See {@link #validationFreq(int)}. */
    public record ValidationFreq(IntPredicate value) implements FitArg {}

    private static void atLeast(String option, int least, String expected, int value) {
        if (value < least) {
            throw KerasException.expected(option, expected, value);
        }
    }

    /** See {@link #validationData(BatchSource)}. */
    public record ValidationData(BatchSource value) implements FitArg {
        public ValidationData {
            KerasException.notNull("validationData", "data", value);
        }
    }

    /** See {@link #sampleWeight(Object)}. */
    public record SampleWeight(Object value) implements FitArg, EvaluateArg, TrainOnBatchArg, TestOnBatchArg {
        public SampleWeight {
            KerasException.notNull("sampleWeight", "weights", value);
        }
    }

    /** See {@link #classWeight(Map)}. */
    public record ClassWeight(Map<Integer, ? extends Number> value) implements FitArg, TrainOnBatchArg {
        public ClassWeight {
            KerasException.notNull("classWeight", "weights by class number", value);
        }
    }

    /** See {@link #callbacks(Callback...)}. */
    public record Callbacks(List<Callback> value) implements FitArg, EvaluateArg, PredictArg {
        public Callbacks {
            value.forEach(callback -> KerasException.notNull("callbacks", "callbacks", callback));
        }
    }

    /** See {@link #seed}. */
    public record Seed(long value) implements FitArg {}

    /** See {@link #moduleNames}. */
    public record ModuleNames(Map<String, String> value) implements SaveWeightsArg, LoadWeightsArg {}

    /** See {@link #skipMismatch}. */
    public record SkipMismatch(boolean value) implements LoadWeightsArg {}

    /** See {@link #byName}. */
    public record ByName(boolean value) implements LoadWeightsArg {}

    /** See {@link #shuffle}. */
    public record Shuffle(boolean value) implements FitArg {}

    /** See {@link #validationSplit}. */
    public record ValidationSplit(double value) implements FitArg {
        public ValidationSplit {
            if (!(value >= 0 && value < 1)) {
                throw KerasException.expected("validationSplit", "a number from 0 to less than 1", value);
            }
        }

        /** How many of the samples are trained on. */
        public int trained(int samples) {
            return (int) Math.floor(samples * (1 - value));
        }
    }

    /** See {@link #verbose}. */
    public record Verbose(int value) implements FitArg, EvaluateArg {
        public Verbose {
            if (value < 0 || value > 2) {
                throw KerasException.expected("verbose", "0, 1 or 2", value);
            }
        }
    }

    private Args() {}

    /**
     * The input of a model that is described by calls of layers: {@code new Model(x, new Dense(1).apply(x))}.
     *
     * @param shape of one sample, such as 11 for eleven features or 28, 28
     */
    public static Symbol input(int... shape) {
        return new Input(shape).symbol();
    }

    /**
     * Whether one call of a layer or model, and all calls in it, are those of training, whatever those around it are: {@code
     * base.apply(x, training(false))}. In models that are described from inputs to outputs Keras, and so this, asks the model alone.
     */
    public static CallArg training(boolean value) {
        return CallArg.training(value);
    }

    /** The same with a name. */
    public static Symbol input(String name, int... shape) {
        return new Input(shape).name(name).symbol();
    }

    /** The optimizer by Keras's name, such as "adam", with Keras's defaults. Unless given, "rmsprop". */
    public static CompileArg optimizer(String name) {
        return optimizer(Optimizers.REGISTRY.get(name));
    }

    /** The optimizer, such as {@code new Adam().learningRate(0.01)}. */
    public static CompileArg optimizer(Optimizer optimizer) {
        return new CompileArg.OptimizerOption(optimizer);
    }

    /** The loss by Keras's name, such as "binary_crossentropy"; of all outputs, if there are several. */
    public static CompileArg loss(String name) {
        return CompileArg.LossOption.of(name);
    }

    /** The loss, such as {@code new BinaryCrossentropy().fromLogits(true)}; of all outputs, if there are several. */
    public static CompileArg loss(Loss loss) {
        return CompileArg.LossOption.of(loss);
    }

    /**
     * The loss that is such a function of (yTrue, yPred), by the ops of {@link keras4j.ops.Ops}: a number for each sample, or each
     * position. In lists and maps of several outputs it is {@code LossFunction.of(..)}.
     */
    public static CompileArg loss(BinaryOperator<Symbol> function) {
        return loss(LossFunction.of(function));
    }

    /**
     * A loss for each output, in their order: names and {@link Loss} objects, null for an output without one ({@code Arrays.asList("mse",
     * null)}). Labels of such an output need not be there, and are for its metrics if they are.
     */
    public static CompileArg loss(List<?> losses) {
        return CompileArg.LossOption.of(KerasException.notNull("loss", "losses", losses));
    }

    /**
     * Losses by the outputs' names, which are those of their layers, or in a map of outputs those there; the others have none. Of outputs in
     * maps and lists within others it is lists and maps of the same form.
     */
    public static CompileArg loss(Map<String, ?> losses) {
        return CompileArg.LossOption.of(KerasException.notNull("loss", "losses", losses));
    }

    /** By what each output's loss is multiplied in the loss of the model; 1 unless given. */
    public static CompileArg lossWeights(double... weights) {
        return new CompileArg.LossWeightsOption(Arrays.stream(KerasException.notNull("lossWeights", "weights", weights))
                .boxed()
                .toList());
    }

    /** The same by the outputs' names. */
    public static CompileArg lossWeights(Map<String, Double> weights) {
        return new CompileArg.LossWeightsOption(Map.copyOf(KerasException.notNull("lossWeights", "weights", weights)));
    }

    /**
     * Metrics by Keras's names, such as "accuracy"; {@code rest} may hold names and {@link Metric} objects. With several
     * outputs they are one for each, as in Keras.
     */
    public static CompileArg metrics(String first, Object... rest) {
        return new CompileArg.MetricsOption(CompileArg.listOf(first, rest));
    }

    /** Metrics as objects; {@code rest} may hold {@link Metric} objects and names. */
    public static CompileArg metrics(Metric first, Object... rest) {
        return new CompileArg.MetricsOption(CompileArg.listOf(first, rest));
    }

    /**
     * The metric that is the mean of such a function of (yTrue, yPred), by the ops of {@link keras4j.ops.Ops}: a number for each sample,
     * or each position; for {@link #metrics(Metric, Object...)}.
     *
     * @param name the key in logs and histories; Keras: the function's name
     */
    public static Metric metric(String name, BinaryOperator<Symbol> function) {
        return MetricFunction.of(name, function);
    }

    /** For each output its metrics: a name, a {@link Metric}, or a list of them. */
    public static CompileArg metrics(List<?> each) {
        return new CompileArg.MetricsOption(each);
    }

    /** The same by the outputs' names; those that are not there have none. */
    public static CompileArg metrics(Map<String, ?> each) {
        return new CompileArg.MetricsOption(each);
    }

    /** Metrics by Keras's names in which samples count by their weights; those of {@link #metrics} count all the same. */
    public static CompileArg weightedMetrics(String first, Object... rest) {
        return new CompileArg.WeightedMetricsOption(CompileArg.listOf(first, rest));
    }

    /** See {@link #weightedMetrics(String, Object...)}. */
    public static CompileArg weightedMetrics(Metric first, Object... rest) {
        return new CompileArg.WeightedMetricsOption(CompileArg.listOf(first, rest));
    }

    /** See {@link #weightedMetrics(String, Object...)}, and {@link #metrics(List)}. */
    public static CompileArg weightedMetrics(List<?> each) {
        return new CompileArg.WeightedMetricsOption(each);
    }

    /** See {@link #weightedMetrics(String, Object...)}, and {@link #metrics(Map)}. */
    public static CompileArg weightedMetrics(Map<String, ?> each) {
        return new CompileArg.WeightedMetricsOption(each);
    }

    /**
     * Samples per step. Unless given it is 32, or with a number of steps so many that samples in memory are gone through in
     * them.
     */
    public static BatchSize batchSize(int value) {
        return new BatchSize(value);
    }

    /** How often fit goes through the data; 1 unless given. */
    public static Epochs epochs(int value) {
        return new Epochs(value);
    }

    /** The number of the first epoch, counted from 0: for going on where another fit ended; 0 unless given. */
    public static InitialEpoch initialEpoch(int value) {
        return new InitialEpoch(value);
    }

    /** What fit evaluates on after each epoch, with its weights if it has some, in place of {@link #validationSplit}. */
    public static ValidationData validationData(BatchSource data) {
        return new ValidationData(data);
    }

    /** See {@link #validationData(BatchSource)}; arrays as {@link Dataset#of(Object, Object)} takes them. */
    public static ValidationData validationData(Object x, Object y) {
        return validationData(Dataset.of(x, y));
    }

    /** After how many epochs fit evaluates each time; 1 unless given. */
    public static ValidationFreq validationFreq(int value) {
        atLeast("validationFreq", 1, "a number of at least 1", value);
        return new ValidationFreq(epoch -> epoch % value == 0);
    }

    /** After which epochs, counted from 1, fit evaluates. */
    public static ValidationFreq validationFreq(List<Integer> epochs) {
        return new ValidationFreq(List.copyOf(KerasException.notNull("validationFreq", "epochs", epochs))::contains);
    }

    /** Samples per step of the validation; those of {@link #batchSize} unless given. */
    public static ValidationBatchSize validationBatchSize(int value) {
        return new ValidationBatchSize(value);
    }

    /** After how many batches a validation ends; it goes to the end of its data unless given. */
    public static ValidationSteps validationSteps(int value) {
        return new ValidationSteps(value);
    }

    /**
     * After how many batches an epoch ends; the next goes on there, or from the begin where the data have ended, which also
     * ends an epoch. An epoch goes to the end of the data unless given.
     */
    public static StepsPerEpoch stepsPerEpoch(int value) {
        return new StepsPerEpoch(value);
    }

    /** After how many batches evaluate or predict ends; it goes to the end of the data unless given. */
    public static Steps steps(int value) {
        return new Steps(value);
    }

    /**
     * How much each sample counts in the loss, and in weighted metrics; 1 unless given. Of several outputs those of all, or for each its own,
     * in the same lists and maps as the labels. See {@link Dataset#sampleWeight}.
     */
    public static SampleWeight sampleWeight(Object weights) {
        return new SampleWeight(weights);
    }

    /** How much the samples of each class count when a model is trained; 1 unless given. The label says the class. */
    public static ClassWeight classWeight(Map<Integer, ? extends Number> weights) {
        return new ClassWeight(weights);
    }

    /** Who is told how it goes, such as {@link keras4j.callbacks.EarlyStopping}. */
    public static Callbacks callbacks(Callback... callbacks) {
        return new Callbacks(Arrays.asList(KerasException.notNull("callbacks", "callbacks", callbacks)));
    }

    /** Makes this fit's shuffling and dropout repeat; without it they follow from the process's seed. */
    public static Seed seed(long value) {
        return new Seed(value);
    }

    /** Whether fit takes the samples in another order in each epoch; true unless given. */
    public static Shuffle shuffle(boolean value) {
        return new Shuffle(value);
    }

    /** The last part of the samples, before any shuffling, that fit evaluates on after each epoch; 0 unless given. */
    public static ValidationSplit validationSplit(double value) {
        return new ValidationSplit(value);
    }

    /**
     * What is printed: 0 nothing, 1 Keras's progress line, 2 one line an epoch. Unless given, 1 on a terminal and 2 where
     * the output goes elsewhere.
     */
    public static Verbose verbose(int value) {
        return new Verbose(value);
    }

    /** Whether weights of another number or shape stay as they are, and are no error; false unless given. */
    public static SkipMismatch skipMismatch(boolean value) {
        return new SkipMismatch(value);
    }

    /**
     * What PyTorch calls the layers in a ".safetensors" file, by their names here, such as {@code Map.of("dense", "fc1")}; a
     * layer that is left out keeps its name. Unless given, modules of a Sequential are numbered as those of an nn.Sequential, an
     * activation being one; those of a subclass of Model have the names of its fields, and those of another model the layers'.
     */
    public static ModuleNames moduleNames(Map<String, String> value) {
        return new ModuleNames(value);
    }

    /**
     * Whether a file's layers are those of the model that have their names, and not those in the same order; false unless
     * given, and for ".h5" and ".safetensors" only.
     */
    public static ByName byName(boolean value) {
        return new ByName(value);
    }

    /** Whether boxes say the shapes of inputs and outputs; false unless given. */
    public static PlotModelArg showShapes(boolean value) {
        return new PlotModelArg.ShowShapes(value);
    }

    /** Whether boxes say the outputs' type of numbers; false unless given. */
    public static PlotModelArg showDtype(boolean value) {
        return new PlotModelArg.ShowDtype(value);
    }

    /** Whether boxes say the layers' names; false unless given. */
    public static PlotModelArg showLayerNames(boolean value) {
        return new PlotModelArg.ShowLayerNames(value);
    }

    /** Whether boxes say the layers' activations; false unless given. */
    public static PlotModelArg showLayerActivations(boolean value) {
        return new PlotModelArg.ShowLayerActivations(value);
    }

    /** Whether boxes say if a layer with weights is trained; false unless given. */
    public static PlotModelArg showTrainable(boolean value) {
        return new PlotModelArg.ShowTrainable(value);
    }

    /** Whether models in the model are drawn with their own layers; false unless given. */
    public static PlotModelArg expandNested(boolean value) {
        return new PlotModelArg.ExpandNested(value);
    }

    /** "TB", downwards, as it is unless given, or "LR", from left to right. */
    public static PlotModelArg rankdir(String value) {
        return new PlotModelArg.Rankdir(value);
    }

    /** Dots an inch of a PNG; 200 unless given. */
    public static PlotModelArg dpi(int value) {
        return new PlotModelArg.Dpi(value);
    }
}
