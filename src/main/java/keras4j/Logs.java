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

    Logs(List<String> names) {
        this(names, false);
    }

    private Logs(List<String> names, boolean isOfEpoch) {
        this.names = List.copyOf(names);
        this.isOfEpoch = isOfEpoch;
        values = new double[names.size()];
    }

    void set(int index, double value) {
        values[index] = value;
    }

    double get(int index) {
        return values[index];
    }

    /** A copy, which takes further values, followed by the values of {@code validation} under names that begin with val_. */
    Logs with(Logs validation) {
        List<String> all = new ArrayList<>(names);
        if (validation != null) {
            validation.names.forEach(name -> all.add(VALIDATION + name));
        }
        Logs result = new Logs(all, true);
        System.arraycopy(values, 0, result.values, 0, values.length);
        if (validation != null) {
            System.arraycopy(validation.values, 0, result.values, values.length, validation.values.length);
        }
        return result;
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
        }
        values[names.indexOf(name)] = value;
    }

    /** The names. */
    public List<String> names() {
        return names;
    }

    /**
     * One value.
     *
     * @throws keras4j.core.KerasException for a name that is not there
     */
    public double get(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw Names.unknown("logs", name, names);
        }
        return values[index];
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
