package keras4j.cli;

import java.nio.file.Path;
import java.util.List;
import keras4j.Model;
import keras4j.data.Csv;
import keras4j.data.CsvEncoding;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where inputs and labels are: arrays, or a table and which of its columns is the labels'. */
final class LabelledData {
    private static final class Arrays {
        @Option(names = "--x", required = true, paramLabel = "FILE", description = DataFiles.INPUTS)
        private List<Path> x;

        @Option(
                names = "--y",
                required = true,
                paramLabel = "FILE",
                description =
                        "Labels, .npy or .csv, once for each output in the model's order; or one .npz for all, by the"
                                + " outputs' names or in their order.")
        private List<Path> y;
    }

    private static final class Table {
        @Option(
                names = "--csv",
                required = true,
                paramLabel = "FILE",
                description =
                        "A table with a line of column names. A column of two words is 0 and 1 in alphabetical order,"
                                + " one of more words is a column for each.")
        private Path csv;

        @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "The column of the labels.")
        private String target;

        @Option(
                names = "--like",
                paramLabel = "FILE",
                description =
                        "The table that the model was trained on, or its encoding (.json): words become the numbers"
                                + " that they are there.")
        private Path like;
    }

    @ArgGroup(exclusive = false)
    private Arrays arrays;

    @ArgGroup(exclusive = false)
    private Table table;

    private CsvEncoding encoding;

    /** Samples for a model without weights: unless there is --like, their own words say what numbers words are. */
    Dataset untrained(Model model) {
        return samples(model, false);
    }

    /** Samples for a trained model: words need --like. */
    Dataset trained(Model model) {
        return samples(model, true);
    }

    private Dataset samples(Model model, boolean trained) {
        if (table == null) {
            String otherwise = "--csv and --target, which take words";
            List<Npy> x = DataFiles.numbers("--x", arrays.x, ModelFiles.inputs(model), otherwise);
            List<Npy> y = DataFiles.numbers("--y", arrays.y, ModelFiles.outputs(model), otherwise);
            return Dataset.of(x.size() == 1 ? x.get(0) : x, y.size() == 1 ? y.get(0) : y);
        }
        Csv given = Csv.read(table.csv);
        given.checkColumn(table.target);
        if (table.like != null) {
            encoding = DataFiles.encoding(table.like, table.target);
        } else {
            encoding = (trained ? DataFiles.numbers(table.csv, given) : given).encoding(table.target);
        }
        return encoding.dataset(given);
    }

    /** How the table that was read became numbers; null for arrays. */
    CsvEncoding encoding() {
        return encoding;
    }
}
