package keras4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Paths;

/**
 * How the rows of a table become numbers: which columns there are in which order, which number each word is, and what
 * stands for missing fields. It is made by {@link Csv#encoding(String)} of the training table, and encodes other tables, and
 * single rows when a model serves, as that one; on its own, a new table in which each owner says yes would make another
 * number of yes. Saved in a file it goes where no training table is. pandas: {@code get_dummies}; scikit-learn: {@code
 * OneHotEncoder} and {@code SimpleImputer}.
 */
public final class CsvEncoding {
    private static final CsvColumn.Place ROW = new CsvColumn.Place("row", -1);

    private final List<CsvColumn> inputs;
    private final CsvColumn target;
    private final Set<String> missing;
    private final boolean ignoreUnknown;

    /**
     * @param target null for none
     * @param missing the words that say that a field is missing
     */
    CsvEncoding(List<CsvColumn> inputs, CsvColumn target, Set<String> missing, boolean ignoreUnknown) {
        this.inputs = List.copyOf(inputs);
        this.target = target;
        this.missing = Set.copyOf(missing);
        this.ignoreUnknown = ignoreUnknown;
    }

    /**
     * Reads what {@link #save(Path)} wrote; the file need not be trusted.
     *
     * @throws KerasException naming the file and what is wrong with it
     */
    public static CsvEncoding load(Path file) {
        return CsvEncodingFile.read(KerasException.notNull("CsvEncoding.load", "a file", file));
    }

    /** See {@link #load(Path)}. */
    public static CsvEncoding load(String path) {
        return load(Paths.of("CsvEncoding.load", path));
    }

    /**
     * Writes it as JSON; a file that is there is replaced when the new one is whole.
     *
     * @throws KerasException if the file cannot be written
     */
    public void save(Path file) {
        CsvEncodingFile.write(KerasException.notNull("CsvEncoding.save", "a file", file), this);
    }

    /** See {@link #save(Path)}. */
    public void save(String path) {
        save(Paths.of("CsvEncoding.save", path));
    }

    /**
     * The same, in which a word that is not known is an error (false, as it is unless given), or is no word: all of its
     * column's features are 0. scikit-learn: {@code handle_unknown}.
     */
    public CsvEncoding ignoreUnknown(boolean value) {
        return new CsvEncoding(inputs, target, missing, value);
    }

    /** The names of the input columns, in the order of {@link #row(String...)}. */
    public List<String> columns() {
        return inputs.stream().map(CsvColumn::name).toList();
    }

    /** The column of the labels; null if there is none. */
    public String target() {
        return target == null ? null : target.name();
    }

    /** The names of the features: those of the columns, and column=word for one-hot columns. */
    public List<String> features() {
        return inputs.stream().flatMap(column -> column.features().stream()).toList();
    }

    /** The labels' words: class 0, 1, ..; none if labels are numbers. */
    public List<String> classes() {
        return target == null ? List.of() : target.words();
    }

    /**
     * A table's rows with their labels.
     *
     * @throws KerasException if its columns are not those of this encoding, or naming row and column of a field that is
     *     missing or not known
     */
    public Dataset dataset(Csv table) {
        if (target == null) {
            return inputs(table);
        }
        table.checkColumn(target.name());
        Dataset data = inputs(table);
        String[] fields = table.fields(target.name(), missing);
        float[] labels = new float[fields.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = target.label(fields[row], table.place(row));
        }
        return Dataset.of(data, labels);
    }

    /** A table's rows without labels; the column of the labels may be there or not. */
    public Dataset inputs(Csv table) {
        Set<String> expected = new HashSet<>(columns());
        Set<String> received = new HashSet<>(table.header());
        received.remove(target());
        if (!received.equals(expected)) {
            throw KerasException.expected(table.source(), "the columns " + String.join(", ", names()), table.header());
        }
        float[][] features = new float[table.size()][features().size()];
        int from = 0;
        for (CsvColumn column : inputs) {
            String[] fields = table.filled(table.fields(column.name(), missing), column.name());
            for (int row = 0; row < features.length; row++) {
                column.encode(fields[row], features[row], from, ignoreUnknown, table.place(row));
            }
            from += column.width();
        }
        return Dataset.of(features);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(columns());
        if (target != null) {
            names.add(target.name());
        }
        return names;
    }

    /**
     * One row's features, for a model that serves.
     *
     * @param fields by column; a column that is left out is missing
     * @throws KerasException naming the column of a field that is missing or not known, or a column that is not there
     */
    public float[] row(Map<String, String> fields) {
        List<String> names = names();
        Set<String> known = new HashSet<>(names);
        for (String name :
                KerasException.notNull("row", "fields by column", fields).keySet()) {
            if (!known.contains(name)) {
                throw Names.unknown("row, column", name, names);
            }
        }
        return row(inputs.stream().map(column -> fields.get(column.name())).toArray(String[]::new));
    }

    /** One row's features; the fields are in the order of {@link #columns}. See {@link #row(Map)}. */
    public float[] row(String... fields) {
        if (KerasException.notNull("row", "fields", fields).length != inputs.size()) {
            throw KerasException.expected("row", "a field for each of the columns " + columns(), fields.length);
        }
        float[] features = new float[features().size()];
        int from = 0;
        for (int i = 0; i < fields.length; i++) {
            inputs.get(i).encode(Csv.present(fields[i], missing), features, from, ignoreUnknown, ROW);
            from += inputs.get(i).width();
        }
        return features;
    }

    List<CsvColumn> inputColumns() {
        return inputs;
    }

    CsvColumn targetColumn() {
        return target;
    }

    Set<String> missing() {
        return missing;
    }
}
