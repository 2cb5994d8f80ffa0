package keras4j.cli;

import java.nio.file.Path;
import keras4j.Args;
import keras4j.core.KerasException;
import keras4j.data.Npy;
import picocli.CommandLine.Option;

/** The option that says where the samples' weights are. */
final class SampleWeightOption {
    @Option(
            names = "--sample-weight",
            paramLabel = "FILE",
            description = "How much each sample counts, .npy or a .csv of one column; all count 1 unless given.")
    private Path file;

    boolean isGiven() {
        return file != null;
    }

    /**
     * The weights.
     *
     * @throws KerasException if the file has no numbers
     */
    Args.SampleWeight read() {
        if (file.toString().endsWith(".npz")) {
            throw KerasException.expected("--sample-weight", "a .npy or .csv file", file);
        }
        Npy weights = DataFiles.numbers(file, "a column of them");
        return Args.sampleWeight(weights);
    }
}
