package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.optimizers.Optimizers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The options of compile, fit, evaluate and predict, under the names of Keras's arguments in camelCase. They are meant for
 * a static import: {@code import static keras4j.Args.*;}. An option that its verb does not take does not compile.
 */
public final class Args {
    /** An optimizer; see {@link #optimizer(String)}. */
    public record OptimizerArg(Optimizer value) implements CompileArg {
        public OptimizerArg {
            KerasException.notNull("optimizer", "a name or an Optimizer", value);
        }
    }

    /** A loss; see {@link #loss(String)}. */
    public record LossArg(Loss value) implements CompileArg {
        public LossArg {
            KerasException.notNull("loss", "a name or a Loss", value);
        }
    }

    /** Metrics, each a {@link Metric} or a name; see {@link #metrics(String, Object...)}. */
    public record MetricsArg(List<Object> value) implements CompileArg {
        public MetricsArg {
            for (Object metric : value) {
                if (metric instanceof String name) {
                    Metrics.REGISTRY.get(name);
                } else if (!(metric instanceof Metric)) {
                    throw KerasException.expected("metrics", "names and Metric objects", metric);
                }
            }
            value = List.copyOf(value);
        }
    }

    /** See {@link #batchSize}. */
    public record BatchSize(int value) implements FitArg, EvaluateArg, PredictArg {
        public BatchSize {
            if (value < 1) {
                throw KerasException.expected("batchSize", "at least 1 sample", value);
            }
        }
    }

    /** See {@link #epochs}. */
    public record Epochs(int value) implements FitArg {
        public Epochs {
            if (value < 0) {
                throw KerasException.expected("epochs", "a number of at least 0", value);
            }
        }
    }

    /** See {@link #initialEpoch}. */
    public record InitialEpoch(int value) implements FitArg {
        public InitialEpoch {
            if (value < 0) {
                throw KerasException.expected("initialEpoch", "a number of at least 0", value);
            }
        }
    }

    /** See {@link #validationData(Dataset)}. */
    public record ValidationData(Dataset value) implements FitArg {
        public ValidationData {
            KerasException.notNull("validationData", "data", value);
        }
    }

    /** See {@link #validationFreq}. */
    public record ValidationFreq(int value) implements FitArg {
        public ValidationFreq {
            if (value < 1) {
                throw KerasException.expected("validationFreq", "a number of at least 1", value);
            }
        }
    }

    /** See {@link #seed}. */
    public record Seed(long value) implements FitArg {}

    /** See {@link #shuffle}. */
    public record Shuffle(boolean value) implements FitArg {}

    /** See {@link #validationSplit}. */
    public record ValidationSplit(double value) implements FitArg {
        public ValidationSplit {
            if (!(value >= 0 && value < 1)) {
                throw KerasException.expected("validationSplit", "a number from 0 to less than 1", value);
            }
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

    /** The optimizer by Keras's name, such as "adam", with Keras's defaults. Unless given, "rmsprop". */
    public static OptimizerArg optimizer(String name) {
        return optimizer(Optimizers.REGISTRY.get(name));
    }

    /** The optimizer, such as {@code new Adam().learningRate(0.01)}. */
    public static OptimizerArg optimizer(Optimizer optimizer) {
        return new OptimizerArg(optimizer);
    }

    /** The loss by Keras's name, such as "binary_crossentropy". */
    public static LossArg loss(String name) {
        return loss(Losses.REGISTRY.get(name));
    }

    /** The loss, such as {@code new BinaryCrossentropy().fromLogits(true)}. */
    public static LossArg loss(Loss loss) {
        return new LossArg(loss);
    }

    /** Metrics by Keras's names, such as "accuracy"; {@code rest} may hold names and {@link Metric} objects. */
    public static MetricsArg metrics(String first, Object... rest) {
        return metricsOf(first, rest);
    }

    /** Metrics as objects; {@code rest} may hold {@link Metric} objects and names. */
    public static MetricsArg metrics(Metric first, Object... rest) {
        return metricsOf(first, rest);
    }

    private static MetricsArg metricsOf(Object first, Object... rest) {
        List<Object> all = new ArrayList<>();
        all.add(first);
        all.addAll(Arrays.asList(rest));
        return new MetricsArg(all);
    }

    /** Samples per step; 32 unless given. */
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

    /** What fit evaluates on after each epoch, in place of any {@link #validationSplit}. */
    public static ValidationData validationData(Dataset data) {
        return new ValidationData(data);
    }

    /** See {@link #validationData(Dataset)}; one label a sample. */
    public static ValidationData validationData(float[][] x, float[] y) {
        return validationData(Dataset.of(x, y));
    }

    /** See {@link #validationData(Dataset)}; one class number a sample. */
    public static ValidationData validationData(float[][] x, int[] y) {
        return validationData(Dataset.of(x, y));
    }

    /** See {@link #validationData(Dataset)}; one row of labels a sample. */
    public static ValidationData validationData(float[][] x, float[][] y) {
        return validationData(Dataset.of(x, y));
    }

    /** See {@link #validationData(Dataset)}. */
    public static ValidationData validationData(INDArray x, INDArray y) {
        return validationData(Dataset.of(x, y));
    }

    /** After how many epochs fit evaluates each time; 1 unless given. */
    public static ValidationFreq validationFreq(int value) {
        return new ValidationFreq(value);
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
}
