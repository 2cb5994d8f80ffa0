package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Printable;

/** Loss and metrics by name, in alphabetical order as in Keras's logs, with those of validation last. */
public final class Logs {
    /** What the names of a validation's values begin with. */
    public static final String VALIDATION = "val_";

    private final boolean isOfEpoch;
    private List<String> names;
    private double[] values;
    /** For each name all numbers of its value; null where it is a single one. */
    private double[][] vectors;

    Logs(List<String> names) {
        this(names, false);
    }

    private Logs(List<String> names, boolean isOfEpoch) {
        this.names = List.copyOf(names);
        this.isOfEpoch = isOfEpoch;
        values = new double[names.size()];
        vectors = new double[names.size()][];
    }

    void set(int index, double value) {
        values[index] = value;
    }

    /**
     * Sets a value, of several numbers if there are such.
     *
     * @param mean the value as one number
     * @param numbers are copied; null for one number
     */
    void set(int index, double mean, double[] numbers) {
        values[index] = mean;
        if (numbers == null) {
            return;
        }
        if (vectors[index] == null || vectors[index].length != numbers.length) {
            vectors[index] = new double[numbers.length];
        }
        System.arraycopy(numbers, 0, vectors[index], 0, numbers.length);
    }

    double get(int index) {
        return values[index];
    }

    /** Null for a value of one number. */
    double[] vector(int index) {
        return vectors[index];
    }

    /** A copy, which takes further values, followed by the values of {@code validation} under names that begin with val_. */
    Logs with(Logs validation) {
        List<String> all = new ArrayList<>(names);
        if (validation != null) {
            validation.names.forEach(name -> all.add(VALIDATION + name));
        }
        Logs result = new Logs(all, true);
        result.copy(this, 0);
        if (validation != null) {
            result.copy(validation, values.length);
        }
        return result;
    }

    private void copy(Logs from, int at) {
        for (int i = 0; i < from.values.length; i++) {
            values[at + i] = from.values[i];
            vectors[at + i] = from.vectors[i] == null ? null : from.vectors[i].clone();
        }
    }

    /**
     * Sets a value, or adds it as the last one, for the callbacks that come after and for {@link History}. Keras: {@code logs[name] = value}.
     *
     * @throws keras4j.core.KerasException in a hook of batches or of a validation
     */
    public void put(String name, double value) {
        if (!isOfEpoch) {
            throw KerasException.expected("logs.put", "the logs of onEpochEnd", "those of a batch or an evaluation");
        }
        if (!has(KerasException.notNull("logs.put", "a name", name))) {
            List<String> all = new ArrayList<>(names);
            all.add(name);
            names = List.copyOf(all);
            values = Arrays.copyOf(values, all.size());
            vectors = Arrays.copyOf(vectors, all.size());
        }
        values[names.indexOf(name)] = value;
        vectors[names.indexOf(name)] = null;
    }

    /** The names. */
    public List<String> names() {
        return names;
    }

    /**
     * One value; the mean of {@link #getAll} where it is of several numbers.
     *
     * @throws keras4j.core.KerasException for a name that is not there
     */
    public double get(String name) {
        return values[index(name)];
    }

    /**
     * The numbers of one value: one for each threshold or class where a metric has several, else one.
     *
     * @throws keras4j.core.KerasException for a name that is not there
     */
    public double[] getAll(String name) {
        int index = index(name);
        return vectors[index] == null ? new double[] {values[index]} : vectors[index].clone();
    }

    private int index(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw Names.unknown("logs", name, names);
        }
        return index;
    }

    /** Whether there is a value of this name. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /** The loss. */
    public double loss() {
        return get("loss");
    }

    /** As Keras prints it: {@code accuracy: 0.7223 - loss: 0.6333}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" - ");
        for (int i = 0; i < values.length; i++) {
            String format = Math.abs(values[i]) > 1e-3 ? "%s: %.4f" : "%s: %.4e";
            text.add(String.format(Locale.ROOT, format, Printable.of(names.get(i)), values[i]));
        }
        return text.toString();
    }
}
