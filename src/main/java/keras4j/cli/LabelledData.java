package keras4j.cli;

import java.nio.file.Path;
import keras4j.data.Csv;
import keras4j.data.CsvEncoding;
import keras4j.data.Dataset;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where inputs and labels are: two arrays, or a table and which of its columns is the labels'. */
final class LabelledData {
    private static final class Arrays {
        @Option(names = "--x", required = true, paramLabel = "FILE", description = "Inputs, .npy or .csv.")
        private Path x;

        @Option(names = "--y", required = true, paramLabel = "FILE", description = "Labels, .npy or .csv.")
        private Path y;
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
    Dataset untrained() {
        return samples(false);
    }

    /** Samples for a trained model: words need --like. */
    Dataset trained() {
        return samples(true);
    }

    private Dataset samples(boolean trained) {
        if (table == null) {
            return Dataset.of(DataFiles.numbers(arrays.x), DataFiles.numbers(arrays.y));
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
