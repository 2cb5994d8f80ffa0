package keras4j.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Paths;

/**
 * A table from a CSV file whose first line names the columns, and its translation into numbers: a column of numbers stays,
 * one of two words becomes 0 and 1 in alphabetical order (no, yes), one of more words becomes one column for each
 * (one-hot).
 */
public final class Csv {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final int MOST_CLASSES = 1000;

    private final String source;
    private final List<String> header;
    private final List<List<String>> rows;
    private final Map<String, List<String>> classes;

    /** @param classes the words of columns, as far as they are known */
    private Csv(String source, List<String> header, List<List<String>> rows, Map<String, List<String>> classes) {
        this.source = source;
        this.header = header;
        this.rows = rows;
        this.classes = new ConcurrentHashMap<>(classes);
    }

    /**
     * Reads a file in UTF-8.
     *
     * @throws KerasException if it cannot be read, has no rows, or a row with another number of fields than the header
     */
    public static Csv read(Path file) {
        try (InputStream stream = Files.newInputStream(KerasException.notNull("Csv.read", "a file", file))) {
            return read(stream, file.toString());
        } catch (IOException e) {
            throw new KerasException(file + ": expected a readable CSV file, received " + e, e);
        }
    }

    /** See {@link #read(Path)}. */
    public static Csv read(String path) {
        return read(Paths.of("Csv.read", path));
    }

    /**
     * Reads a table in UTF-8 from a stream, such as a resource's.
     *
     * @param source what messages call it
     */
    public static Csv read(InputStream stream, String source) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .detectBomHeader(true)
                .allowUnclosedQuote(false)
                .ofCsvRecord(stream)) {
            for (CsvRecord row : reader) {
                rows.add(List.copyOf(row.getFields()));
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new KerasException(source + ": expected a CSV table, received " + e.getMessage() + cause, e);
        }
        if (rows.size() < 2) {
            throw KerasException.expected(
                    source, "a line of column names and at least one row", rows.size() + " lines");
        }
        List<String> header = rows.remove(0);
        if (new HashSet<>(header).size() != header.size()) {
            throw KerasException.expected(source, "column names that differ", header);
        }
        return new Csv(source, header, rows, Map.of());
    }

    /** The names of the columns. */
    public List<String> header() {
        return header;
    }

    /** @throws KerasException if there is no column of this name; it proposes the nearest */
    public void checkColumn(String name) {
        index(name);
    }

    /** The number of rows, the header not counted. */
    public int size() {
        return rows.size();
    }

    /** The table without some columns. */
    public Csv drop(String... columns) {
        List<String> kept = new ArrayList<>(header);
        for (String column : columns) {
            kept.remove(header.get(index(column)));
        }
        return withColumns(kept, classes);
    }

    /**
     * This table as {@code training} would have it: its columns in training's order, and words as the numbers that they are
     * there. On its own, a new table in which each owner says yes would make another number of yes than training's did.
     *
     * <p>What the dataset methods then find here and training has not, such as a word, is an error.
     *
     * @throws KerasException if a column of training is not here, or a column is here that training has not
     */
    public Csv like(Csv training) {
        KerasException.notNull("like", "a table", training);
        if (!new HashSet<>(header).equals(new HashSet<>(training.header))) {
            throw KerasException.expected(
                    source, "the columns of " + training.source + ", " + String.join(", ", training.header), header);
        }
        Map<String, List<String>> words = new LinkedHashMap<>();
        training.header.forEach(column -> words.put(column, training.classes(column)));
        return withColumns(training.header, words);
    }

    private Csv withColumns(List<String> columns, Map<String, List<String>> words) {
        List<Integer> indices = columns.stream().map(header::indexOf).toList();
        return new Csv(
                source,
                List.copyOf(columns),
                rows.stream()
                        .map(row -> indices.stream().map(row::get).toList())
                        .toList(),
                words);
    }

    /**
     * All columns but {@code target} as inputs (see {@link #features}), and {@code target} as labels: a number stays, of
     * two words the second in alphabetical order is 1 and the first 0, of more words each label is the number of its word
     * (see {@link #classes}).
     *
     * @throws KerasException naming row and column of an empty field, or of a word among numbers
     */
    public Dataset dataset(String target) {
        List<String> words = classes(target);
        int index = index(target);
        float[] labels = new float[size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = words.isEmpty() ? number(row, index) : word(words, row, index);
        }
        return Dataset.of(inputs(target), labels);
    }

    /** All columns as inputs, without labels. */
    public Dataset dataset() {
        return Dataset.of(inputs(null));
    }

    /** The names of a dataset's features: those of the columns but the target, and column=word for one-hot columns. */
    public List<String> features(String target) {
        List<String> names = new ArrayList<>();
        for (String column : header) {
            if (!column.equals(target)) {
                List<String> words = classes(column);
                if (words.size() > 2) {
                    words.forEach(word -> names.add(column + "=" + word));
                } else {
                    names.add(column);
                }
            }
        }
        return names;
    }

    /**
     * The words of a column in alphabetical order; none if it holds numbers.
     *
     * @throws KerasException if there are more than 1,000, which is a column of texts or of names
     */
    public List<String> classes(String column) {
        return classes.computeIfAbsent(header.get(index(column)), this::findClasses);
    }

    private List<String> findClasses(String column) {
        int index = index(column);
        TreeSet<String> words = new TreeSet<>();
        for (int row = 0; row < size(); row++) {
            String field = field(row, index);
            if (isNumber(field)) {
                return List.of();
            }
            words.add(field);
        }
        if (words.size() > MOST_CLASSES) {
            throw KerasException.expected(
                    source + ", column " + column,
                    "numbers, or at most " + MOST_CLASSES + " different words; drop it if it names the rows",
                    words.size() + " words");
        }
        return List.copyOf(words);
    }

    private float[][] inputs(String target) {
        float[][] inputs = new float[size()][features(target).size()];
        int feature = 0;
        for (String column : header) {
            if (!column.equals(target)) {
                feature = encode(column, inputs, feature);
            }
        }
        return inputs;
    }

    /** Writes one column's features from {@code feature} on; returns the number of the feature after them. */
    private int encode(String column, float[][] inputs, int feature) {
        List<String> words = classes(column);
        int index = index(column);
        for (int row = 0; row < inputs.length; row++) {
            if (words.isEmpty()) {
                inputs[row][feature] = number(row, index);
            } else if (words.size() <= 2) {
                inputs[row][feature] = word(words, row, index);
            } else {
                inputs[row][feature + word(words, row, index)] = 1;
            }
        }
        return feature + (words.size() <= 2 ? 1 : words.size());
    }

    /** The number of a field's word among those of its column. */
    private int word(List<String> words, int row, int column) {
        String field = field(row, column);
        int number = Collections.binarySearch(words, field);
        if (number < 0) {
            throw Names.unknown(place(row, header.get(column)), field, words);
        }
        return number;
    }

    private float number(int row, int column) {
        String field = field(row, column);
        float number = isNumber(field) ? Float.parseFloat(field) : Float.NaN;
        if (!Float.isFinite(number)) {
            throw KerasException.expected(
                    place(row, header.get(column)), "a number within float32, as in other rows", "\"" + field + "\"");
        }
        return number;
    }

    private String field(int row, int column) {
        String field = rows.get(row).get(column).strip();
        if (field.isEmpty()) {
            throw KerasException.expected(place(row, header.get(column)), "a value", "an empty field");
        }
        return field;
    }

    private String place(int row, String column) {
        return source + ", row " + (row + 1) + ", column " + column;
    }

    private static boolean isNumber(String field) {
        return NUMBER.matcher(field).matches();
    }

    private int index(String column) {
        int index = header.indexOf(KerasException.notNull(source + ", column", "a name", column));
        if (index < 0) {
            throw Names.unknown(source + ", column", column, header);
        }
        return index;
    }
}
