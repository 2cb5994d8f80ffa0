package keras4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.Args;
import keras4j.Callback;
import keras4j.FitArg;
import keras4j.History;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.Model;
import keras4j.core.AtomicFile;
import keras4j.core.NumberArray;
import keras4j.data.Dataset;
import keras4j.internal.saving.HistoryFile;
import keras4j.layers.Normalization;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains. */
@Command(
        name = "fit",
        description =
                "Trains a compiled model, with the optimizer, loss and metrics it was compiled with. If it comes from"
                        + " .json and begins with a Normalization layer without mean and variance, that layer takes them"
                        + " from the training inputs first; other files have weights, and a table with words needs"
                        + " --like, the training table or its encoding.")
final class FitCommand implements Runnable {
    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @ArgGroup(multiplicity = "1")
    private LabelledData data;

    @Mixin
    private BatchSizeOption batchSize;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "1",
            description = "How often to go through the data; ${DEFAULT-VALUE} unless given.")
    private Args.Epochs epochs;

    @Option(names = "--no-shuffle", description = "Takes the samples in their order in each epoch.")
    private boolean noShuffle;

    @Option(
            names = "--validation-split",
            paramLabel = "F",
            defaultValue = "0",
            description = "The last part of the samples, from 0 to less than 1, that is evaluated after each epoch.")
    private Args.ValidationSplit validationSplit;

    @Mixin
    private SampleWeightOption sampleWeight;

    @Option(
            names = "--class-weight",
            paramLabel = "CLASS=W",
            split = ",",
            description = "How much the samples of each class count, such as 0=1,1=3.5; all count 1 unless given.")
    private Map<Integer, Double> classWeight;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "The optimizer's, in place of that in the model's file.")
    private Double learningRate;

    @Option(names = "--seed", paramLabel = "N", description = "Makes first weights, shuffling and dropout repeat.")
    private Args.Seed seed;

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "Writes loss, metrics and seconds of each epoch as JSON.")
    private Path history;

    @Option(names = "--save", paramLabel = "FILE", description = "Writes the trained model.")
    private Path save;

    @Option(
            names = "--save-encoding",
            paramLabel = "FILE",
            description = "Writes what numbers the table's words are as JSON, for --like.")
    private Path saveEncoding;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads compute; 1 is faster for small models.")
    private Integer threads;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = "compiled",
            description = "What trains: compiled, as it is unless given, or dl4j. Both compute the same.")
    private Engine engine;

    /** The names of {@link Keras4j#setEngine}. */
    private enum Engine {
        compiled,
        dl4j
    }

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        if (save != null) {
            ModelFiles.checkWritable(save);
        }
        if (history != null) {
            AtomicFile.check(history);
        }
        if (saveEncoding != null) {
            AtomicFile.check(saveEncoding);
        }
        if (threads != null && threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads: expected at least 1, received " + threads);
        }
        if (threads != null) {
            Keras4j.setThreads(threads);
        }
        Keras4j.setEngine(engine.name());
        if (seed != null) {
            Keras4j.setRandomSeed(seed.value());
        }
        Model network = ModelFiles.readCompiled(model);
        Dataset samples = ModelFiles.hasWeights(model) ? data.trained(network) : data.untrained(network);
        if (saveEncoding != null && data.encoding() == null) {
            throw new ParameterException(spec.commandLine(), "--save-encoding belongs to --csv");
        }
        adapt(network, samples);
        if (learningRate != null) {
            network.getOptimizer().learningRate(learningRate);
        }
        Clock clock = new Clock();
        List<FitArg> args = new ArrayList<>(
                List.of(batchSize.value, epochs, Args.shuffle(!noShuffle), validationSplit, Args.callbacks(clock)));
        if (sampleWeight.isGiven()) {
            args.add(sampleWeight.read());
        }
        if (classWeight != null) {
            args.add(Args.classWeight(classWeight));
        }
        History figures = network.fit(samples, args.toArray(FitArg[]::new));
        if (save != null) {
            ModelFiles.write(network, save);
        }
        if (saveEncoding != null) {
            data.encoding().save(saveEncoding);
        }
        if (history != null) {
            Map<String, List<?>> all = new LinkedHashMap<>();
            figures.history()
                    .keySet()
                    .forEach(name -> all.put(
                            name,
                            figures.getAll(name).stream()
                                    .map(numbers -> NumberArray.of(numbers).toJson())
                                    .toList()));
            all.put("seconds", clock.seconds);
            HistoryFile.write(history, all);
        }
    }

    /** Only the part that is trained on tells mean and variance; a model with weights has them among those. */
    private void adapt(Model network, Dataset samples) {
        if (!ModelFiles.hasWeights(model)
                && network.getLayer(0) instanceof Normalization normalization
                && !normalization.isAdapted()) {
            normalization.adapt(samples.slice(0, Math.max(1, validationSplit.trained(samples.size()))));
        }
    }

    /** How long each epoch takes, its validation included. */
    private static final class Clock extends Callback {
        private final List<Double> seconds = new ArrayList<>();
        private long started;

        @Override
        public void onEpochBegin(int epoch) {
            started = System.nanoTime();
        }

        @Override
        public void onEpochEnd(int epoch, Logs logs) {
            seconds.add((System.nanoTime() - started) / 1e9);
        }
    }
}
