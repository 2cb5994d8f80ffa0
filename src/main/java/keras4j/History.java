package keras4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Names;

/** What fit returns: loss and metrics of every epoch. Keras: {@code History}. */
public final class History extends Callback {
    private final Map<String, List<Double>> history = new LinkedHashMap<>();
    private final Map<String, List<double[]>> vectors = new LinkedHashMap<>();
    private final List<Integer> epoch = new ArrayList<>();

    History() {}

    @Override
    public void onEpochEnd(int number, Logs logs) {
        epoch.add(number);
        for (String name : logs.names()) {
            history.computeIfAbsent(name, key -> new ArrayList<>()).add(logs.get(name));
            vectors.computeIfAbsent(name, key -> new ArrayList<>()).add(logs.getAll(name));
        }
    }

    /** For each name one value an epoch. */
    public Map<String, List<Double>> history() {
        return Collections.unmodifiableMap(history);
    }

    /**
     * The numbers of one value an epoch: one for each threshold or class where a metric has several, else one.
     *
     * @throws keras4j.core.KerasException for a name that is not there
     */
    public List<double[]> getAll(String name) {
        get(name);
        return Collections.unmodifiableList(vectors.get(name));
    }

    /**
     * One value an epoch; the mean of {@link #getAll} where a metric has several numbers.
     *
     * @throws keras4j.core.KerasException for a name that is not there
     */
    public List<Double> get(String name) {
        if (!history.containsKey(name)) {
            throw Names.unknown("history", name, history.keySet());
        }
        return Collections.unmodifiableList(history.get(name));
    }

    /** Each name with its values: {@code {accuracy=[0.5, 0.75], loss=[0.61, 0.42]}}. */
    @Override
    public String toString() {
        return history.toString();
    }

    /** The numbers of the epochs, from 0. */
    public List<Integer> epoch() {
        return Collections.unmodifiableList(epoch);
    }
}
