package keras4j.cli;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.data.Csv;
import keras4j.data.CsvEncoding;
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
     * The encoding that a trained model's tables have.
     *
     * @param like a training table, or a file of its encoding
     * @param target the column of its labels; null for none
     */
    static CsvEncoding encoding(Path like, String target) {
        if (!like.toString().endsWith(".json")) {
            Csv training = Csv.read(like);
            return target == null ? training.encoding() : training.encoding(target);
        }
        CsvEncoding encoding = CsvEncoding.load(like);
        if (target != null && !target.equals(encoding.target())) {
            throw KerasException.expected(
                    like.toString(), "an encoding with labels in the column " + target, encoding.target());
        }
        return encoding;
    }

    /** A table for a trained model, where nothing says what numbers words are: there must be none. */
    static Csv numbers(Path file, Csv table) {
        return numbers(
                file,
                table,
                "--like with the training table or its encoding: which number a word is follows from all the words there,"
                        + " and this table may hold others");
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
