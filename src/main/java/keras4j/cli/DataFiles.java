package keras4j.cli;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.data.Csv;
import keras4j.data.Npy;

/** Arrays and tables in files, whose extension says the format. */
final class DataFiles {
    private DataFiles() {}

    /** Whether it is a .npy file, and not a .csv file. */
    static boolean isNpy(Path file) {
        boolean npy = file.toString().endsWith(".npy");
        if (!npy && !file.toString().endsWith(".csv")) {
            throw KerasException.expected("data file", "a name that ends with .npy or .csv", file);
        }
        return npy;
    }

    /** The numbers of a file, (samples, ..); a table's columns are the second axis. */
    static Npy numbers(Path file) {
        return isNpy(file)
                ? Npy.read(file)
                : Npy.of(numbers(file, Csv.read(file), "--csv and --target, which take words")
                        .dataset()
                        .xRows());
    }

    /**
     * A table for a trained model.
     *
     * @param training the table that says what numbers words are; null for none, and then there must be no words
     */
    static Csv table(Path file, Csv table, Csv training) {
        return training == null
                ? numbers(
                        file,
                        table,
                        "--like with the training table: which number a word is follows from all the words there, and"
                                + " this table may hold others")
                : table.like(training);
    }

    private static Csv numbers(Path file, Csv table, String otherwise) {
        for (String column : table.header()) {
            List<String> words = table.classes(column);
            if (!words.isEmpty()) {
                throw KerasException.expected(
                        file + ", column " + column, "numbers, or " + otherwise, "words: " + String.join(", ", words));
            }
        }
        return table;
    }
}
