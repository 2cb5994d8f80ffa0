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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Paths;

/**
 * A table from a CSV file whose first line names the columns, and its translation into numbers: a column of numbers stays,
 * one of two words becomes 0 and 1 in alphabetical order (no, yes), one of more words becomes one column for each
 * (one-hot). A field is missing if it is empty, NA or NaN (see {@link #missing}), which is an error unless it is filled
 * ({@link #fillMissing}) or its row dropped ({@link #dropMissing}). Tables do not change: each method gives another one.
 * pandas: {@code DataFrame}.
 */
public final class Csv {
    private final String source;
    private final List<String> header;
    private final Map<String, Integer> indices = new HashMap<>();
    private final List<List<String>> rows;
    private final Set<String> missing;
    /** Columns whose numbers are words. */
    private final Set<String> asWords;
    /** What stands for a missing field, by column. */
    private final Map<String, String> fills;
    /** The words of columns, as far as they are known. */
    private final Map<String, List<String>> classes = new ConcurrentHashMap<>();

    private Csv(
            String source,
            List<String> header,
            List<List<String>> rows,
            Set<String> missing,
            Set<String> asWords,
            Map<String, String> fills) {
        this.source = source;
        this.header = header;
        for (int i = 0; i < header.size(); i++) {
            indices.put(header.get(i), i);
        }
        this.rows = rows;
        this.missing = missing;
        this.asWords = asWords;
        this.fills = fills;
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
        return new Csv(source, List.copyOf(header), rows, Set.of("NA", "NaN"), Set.of(), Map.of());
    }

    /** What messages call it. */
    String source() {
        return source;
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

    /** The table with these columns alone, in this order. */
    public Csv select(String... columns) {
        return withColumns(
                Arrays.stream(columns).map(column -> header.get(index(column))).toList());
    }

    /** The table without some columns. */
    public Csv drop(String... columns) {
        Set<String> kept = new LinkedHashSet<>(header);
        for (String column : columns) {
            kept.remove(header.get(index(column)));
        }
        return withColumns(List.copyOf(kept));
    }

    private Csv withColumns(List<String> columns) {
        int[] places = columns.stream().mapToInt(indices::get).toArray();
        List<List<String>> parts = rows.stream()
                .map(row -> Arrays.stream(places).mapToObj(row::get).toList())
                .toList();
        return new Csv(source, columns, parts, missing, asWords, fills);
    }

    /**
     * The words that say that a field is missing, beside the empty field, in place of NA and NaN. pandas: {@code na_values},
     * {@code keep_default_na=False}.
     */
    public Csv missing(String... words) {
        return new Csv(source, header, rows, Set.of(words), asWords, fills);
    }

    /** Takes the numbers in these columns for words, such as postcodes. pandas: {@code astype(str)}. */
    public Csv asWords(String... columns) {
        Set<String> all = new HashSet<>(asWords);
        indices(columns).forEach(index -> all.add(header.get(index)));
        return new Csv(source, header, rows, missing, all, fills);
    }

    /** Whether a column holds numbers, and not words. */
    public boolean isNumeric(String column) {
        int index = index(column);
        String fill = fills.get(column);
        return !asWords.contains(column)
                && (present(index).anyMatch(CsvColumn::isNumber)
                        || (present(index).findAny().isEmpty() && (fill == null || CsvColumn.isNumber(fill))));
    }

    /** How many fields of a column are missing and not filled. */
    public int countMissing(String column) {
        int index = index(column);
        return fills.containsKey(column) ? 0 : size() - (int) present(index).count();
    }

    /** The table without the rows in which a field of these columns is missing, or of any column if none is named. */
    public Csv dropMissing(String... columns) {
        int[] indices = indices(columns).toArray();
        List<List<String>> kept = rows.stream()
                .filter(row -> Arrays.stream(indices)
                        .allMatch(index ->
                                fills.containsKey(header.get(index)) || present(row.get(index), missing) != null))
                .toList();
        if (kept.isEmpty()) {
            throw KerasException.expected(source + ", dropMissing", "a row in which nothing is missing", "none");
        }
        return new Csv(source, header, kept, missing, asWords, fills);
    }

    /**
     * Fills what is missing with a figure of what is there in this table; {@link #encoding} keeps it for other tables. What
     * an earlier call fills stays filled with that. Labels are not filled. scikit-learn: {@code SimpleImputer}.
     *
     * @param strategy mean, median or most_frequent (of several the first in order), as scikit-learn calls them
     * @param columns all if none is named; mean and median then leave columns of words as they are
     * @throws KerasException for the mean or median of words, or a named column without any value
     */
    public Csv fillMissing(String strategy, String... columns) {
        FillStrategy figure = FillStrategy.of(strategy);
        Map<String, String> all = new HashMap<>(fills);
        indices(columns).filter(index -> !fills.containsKey(header.get(index))).forEach(index -> {
            String column = header.get(index);
            boolean numeric = isNumeric(column);
            boolean possible =
                    (numeric || figure.takesWords()) && present(index).findAny().isPresent();
            if (possible) {
                all.put(
                        column,
                        numeric
                                ? Double.toString(figure.of(there(column)))
                                : FillStrategy.mostFrequent(present(index).toList()));
            } else if (columns.length > 0) {
                throw KerasException.expected(
                        source + ", column " + column,
                        (figure.takesWords() ? "values" : "numbers") + " for " + strategy,
                        numeric ? "none" : "words");
            }
        });
        return new Csv(source, header, rows, missing, asWords, all);
    }

    /** The numbers that are there. */
    private double[] there(String column) {
        return Arrays.stream(numbers(column))
                .filter(number -> !Double.isNaN(number))
                .toArray();
    }

    /**
     * Fills what is missing with a word or a number. See {@link #fillMissing}.
     *
     * @param columns if none is named, all in which something is missing here, but no word among numbers
     * @throws KerasException for a word in a named column of numbers
     */
    public Csv fillMissingWith(String value, String... columns) {
        boolean number = CsvColumn.isNumber(KerasException.notNull("fillMissingWith", "a value", value));
        Map<String, String> all = new HashMap<>(fills);
        for (String column : columns.length == 0 ? header.toArray(String[]::new) : columns) {
            boolean fits = number
                    || !isNumeric(column)
                    || present(index(column)).findAny().isEmpty();
            if (!fits && columns.length > 0) {
                throw KerasException.expected(source + ", column " + column, "a number to fill with", value);
            }
            if (fits && (columns.length > 0 || countMissing(column) > 0)) {
                all.putIfAbsent(column, value);
            }
        }
        return new Csv(source, header, rows, missing, asWords, all);
    }

    /**
     * A column's numbers; NaN where one is missing and not filled.
     *
     * @throws KerasException naming the row of what is no number
     */
    public double[] numbers(String column) {
        String[] fields = strings(column);
        double[] numbers = new double[fields.length];
        for (int row = 0; row < numbers.length; row++) {
            String field = fields[row];
            numbers[row] = field == null ? Double.NaN : CsvColumn.isNumber(field) ? Double.parseDouble(field) : 1 / 0.0;
            if (Double.isInfinite(numbers[row])) {
                throw KerasException.expected(place(row).of(column), "a number", "\"" + field + "\"");
            }
        }
        return numbers;
    }

    /** A column's fields; null where one is missing and not filled. */
    public String[] strings(String column) {
        return filled(fields(column, missing), column);
    }

    /** These fields of a column, filled where one is missing. */
    String[] filled(String[] fields, String column) {
        String fill = fills.get(column);
        for (int row = 0; row < fields.length && fill != null; row++) {
            fields[row] = fields[row] == null ? fill : fields[row];
        }
        return fields;
    }

    /** A column's fields as they are there; null where one is missing. */
    String[] fields(String column, Set<String> missing) {
        int index = index(column);
        return rows.stream().map(row -> present(row.get(index), missing)).toArray(String[]::new);
    }

    /**
     * How this table becomes numbers, with a column as labels: a number stays, of two words the second in alphabetical
     * order is 1 and the first 0, of more words each label is the number of its word (see {@link #classes}).
     */
    public CsvEncoding encoding(String target) {
        checkColumn(target);
        List<CsvColumn> inputs = header.stream()
                .filter(column -> !column.equals(target))
                .map(this::column)
                .toList();
        return new CsvEncoding(inputs, new CsvColumn(target, classes(target), null), missing, false);
    }

    /** How this table becomes numbers, all columns as inputs. */
    public CsvEncoding encoding() {
        return new CsvEncoding(header.stream().map(this::column).toList(), null, missing, false);
    }

    private CsvColumn column(String name) {
        return new CsvColumn(name, classes(name), fills.get(name));
    }

    /**
     * All columns but {@code target} as inputs (see {@link #features}), and {@code target} as labels; what
     * {@link #encoding(String)} makes of this table.
     *
     * @throws KerasException naming row and column of a missing field, or of a word among numbers
     */
    public Dataset dataset(String target) {
        return encoding(target).dataset(this);
    }

    /** All columns as inputs, without labels. */
    public Dataset dataset() {
        return encoding().inputs(this);
    }

    /** The names of a dataset's features: those of the columns but the target, and column=word for one-hot columns. */
    public List<String> features(String target) {
        return encoding(target).features();
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
        if (isNumeric(column)) {
            return List.of();
        }
        TreeSet<String> words = new TreeSet<>();
        present(index(column)).forEach(words::add);
        if (fills.containsKey(column)) {
            words.add(fills.get(column));
        }
        if (words.size() > CsvColumn.MAX_CLASSES) {
            throw KerasException.expected(
                    source + ", column " + column,
                    "numbers, or at most " + CsvColumn.MAX_CLASSES + " different words; drop it if it names the rows",
                    words.size() + " words");
        }
        return List.copyOf(words);
    }

    /** The fields of a column that are not missing. */
    private Stream<String> present(int index) {
        return rows.stream().map(row -> present(row.get(index), missing)).filter(Objects::nonNull);
    }

    /** A field without space around it; null if it is missing. */
    static String present(String field, Set<String> missing) {
        String text = field == null ? "" : field.strip();
        return text.isEmpty() || missing.contains(text) ? null : text;
    }

    /** What messages call a row. */
    CsvColumn.Place place(int row) {
        return new CsvColumn.Place(source, row);
    }

    private IntStream indices(String... columns) {
        return columns.length == 0
                ? IntStream.range(0, header.size())
                : Arrays.stream(columns).mapToInt(this::index);
    }

    private int index(String column) {
        Integer index = indices.get(KerasException.notNull(source + ", column", "a name", column));
        if (index == null) {
            throw Names.unknown(source + ", column", column, header);
        }
        return index;
    }
}
