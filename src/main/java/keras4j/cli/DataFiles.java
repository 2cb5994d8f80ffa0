package keras4j.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.data.Csv;
import keras4j.data.CsvEncoding;
import keras4j.data.Npy;
import keras4j.data.Npz;

/** Arrays and tables in files, whose extension says the format. */
final class DataFiles {
    static final String INPUTS =
            "Inputs, .npy or .csv, once for each in the model's order; or one .npz for all, by their names or in their order.";

    private DataFiles() {}

    /** Whether it is a .npy file, and not a table; any other extension than the three is refused. */
    static boolean isNpy(Path file) {
        boolean npy = file.toString().endsWith(".npy");
        if (!npy && !endsWithNpz(file) && !file.toString().endsWith(".csv")) {
            throw KerasException.expected("data file", "a name that ends with .npy, .npz or .csv", file);
        }
        return npy;
    }

    /** Whether it is one .npz file, which has the arrays of all inputs, or outputs. */
    static boolean isNpz(List<Path> files) {
        return files.size() == 1 && endsWithNpz(files.get(0));
    }

    private static boolean endsWithNpz(Path file) {
        return file.toString().endsWith(".npz");
    }

    /**
     * Looks whether there is a file for each input, or output, or one for all.
     *
     * @param option that names them
     * @param names of the inputs, or outputs
     */
    static void checkCount(String option, List<Path> files, List<String> names) {
        boolean isEach = files.size() == names.size() && files.stream().noneMatch(DataFiles::endsWithNpz);
        if (!isEach && !isNpz(files)) {
            throw KerasException.expected(
                    option, "a file for each of " + names + " in this order, or one .npz file for all", files);
        }
    }

    /**
     * The arrays for a model's inputs, or outputs, (samples, ..); a table's columns are the second axis. A .npz file has them
     * by name, maybe among others, or without their names in their order.
     *
     * @param option that names the files
     * @param names of the inputs, or outputs
     * @param otherwise what else may be given than a table of numbers
     */
    static List<Npy> numbers(String option, List<Path> files, List<String> names, String otherwise) {
        checkCount(option, files, names);
        if (isNpz(files)) {
            Path file = files.get(0);
            return List.copyOf(Npz.read(file, chosen(file, names)).values());
        }
        return files.stream().map(file -> numbers(file, otherwise)).toList();
    }

    private static List<String> chosen(Path file, List<String> names) {
        List<String> there = Npz.names(file);
        if (there.containsAll(names)) {
            return names;
        }
        if (there.size() == names.size() && Collections.disjoint(there, names)) {
            return there;
        }
        throw KerasException.expected(
                file.toString(), "arrays named " + names + ", or as many with other names in this order", there);
    }

    /** Those of one file. */
    static Npy numbers(Path file, String otherwise) {
        return isNpy(file)
                ? Npy.read(file)
                : Npy.of(numbers(file, Csv.read(file), otherwise).dataset().xRows());
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
