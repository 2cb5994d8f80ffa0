package keras4j.cli;

import java.nio.file.Path;
import java.util.List;
import keras4j.Keras4j;
import keras4j.Model;
import keras4j.data.Csv;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes outputs. */
@Command(
        name = "predict",
        description =
                "Writes a model's outputs, one row a sample. A table with words needs --like, the training table or its encoding.")
final class PredictCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @Option(names = "--x", required = true, paramLabel = "FILE", description = DataFiles.INPUTS)
    private List<Path> x;

    @Option(
            names = "--like",
            paramLabel = "FILE",
            description =
                    "The table that the model was trained on, or its encoding (.json): words become the numbers that they are there, and"
                            + " columns are taken in its order.")
    private Path like;

    @Option(
            names = "--target",
            paramLabel = "COLUMN",
            description = "The column of the labels in these tables, which is no input.")
    private String target;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "-",
            description =
                    "Where outputs go, .npy or .csv, once for each in the model's order; or one .npz for all, by their names."
                            + " - is CSV on standard output, as it is unless given.")
    private List<Path> out;

    @Mixin
    private BatchSizeOption batchSize;

    @Override
    public void run() {
        PredictionFiles files = new PredictionFiles(out);
        Model network = Keras4j.loadModel(model, false);
        DataFiles.checkCount("--x", x, ModelFiles.inputs(network));
        DataFiles.checkCount("--out", out, ModelFiles.outputs(network));
        List<Npy> outputs = network.predictAll(inputs(network), batchSize.value);
        files.write(ModelFiles.outputs(network), outputs);
    }

    private List<Npy> inputs(Model network) {
        if (x.size() == 1 && !DataFiles.isNpz(x) && !DataFiles.isNpy(x.get(0))) {
            return List.of(Npy.of(table(x.get(0)).xRows()));
        }
        if (like != null || target != null) {
            throw new ParameterException(
                    spec.commandLine(), "--like and --target belong to one .csv file, not to " + x);
        }
        return DataFiles.numbers("--x", x, ModelFiles.inputs(network), "a single table and --like, which take words");
    }

    /** The table without the labels, if it has them. */
    private Dataset table(Path x) {
        Csv table = Csv.read(x);
        if (like != null) {
            return DataFiles.encoding(like, target).inputs(table);
        }
        boolean labelled = target != null && table.header().contains(target);
        return DataFiles.numbers(x, labelled ? table.drop(target) : table).dataset();
    }
}
