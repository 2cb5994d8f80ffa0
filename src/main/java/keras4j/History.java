package keras4j;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.Names;
import keras4j.core.Paths;
import keras4j.core.Printable;
import keras4j.internal.pictures.LineChart;

/** What fit returns: loss and metrics of every epoch. Keras: {@code History}. */
public final class History extends Callback {
    private static final int PLOT_DPI = 144;

    private final Map<String, List<Double>> history = new LinkedHashMap<>();
    private final Map<String, List<double[]>> vectors = new LinkedHashMap<>();
    private final List<Integer> epoch = new ArrayList<>();
    /** For each name the epochs of its values: a validation may not come in each. */
    private final Map<String, List<Integer>> epochs = new LinkedHashMap<>();

    History() {}

    @Override
    public void onEpochEnd(int number, Logs logs) {
        epoch.add(number);
        for (String name : logs.names()) {
            history.computeIfAbsent(name, key -> new ArrayList<>()).add(logs.get(name));
            vectors.computeIfAbsent(name, key -> new ArrayList<>()).add(logs.getAll(name));
            epochs.computeIfAbsent(name, key -> new ArrayList<>()).add(number);
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

    /**
     * Draws the curves of loss and metrics over the epochs, counted from 1, those of training and of validation together. In a PNG, characters beyond ASCII lose their accents or are boxes; an SVG has all.
     *
     * @param path its extension says the format, .png or .svg
     * @throws keras4j.core.KerasException for another one, or if the file cannot be written
     */
    public void plot(String path) {
        plot(Paths.of("History.plot", path));
    }

    /** See {@link #plot(String)}. */
    public void plot(Path path) {
        List<String> titles = history.keySet().stream()
                .map(name -> name.startsWith(Logs.VALIDATION) ? name.substring(Logs.VALIDATION.length()) : name)
                .distinct()
                .sorted(Comparator.comparing(name -> !name.equals("loss")))
                .toList();
        List<List<LineChart.Curve>> curves = titles.stream()
                .map(name -> Stream.of(name, Logs.VALIDATION + name)
                        .filter(history::containsKey)
                        .map(this::curve)
                        .toList())
                .toList();
        LineChart.picture(titles.stream().map(Printable::of).toList(), curves, "epoch")
                .write("History.plot", path, PLOT_DPI);
    }

    private LineChart.Curve curve(String name) {
        return new LineChart.Curve(
                name.startsWith(Logs.VALIDATION) ? "validation" : "training",
                epochs.get(name).stream().mapToDouble(number -> number + 1).toArray(),
                history.get(name).stream().mapToDouble(value -> value).toArray());
    }

    /** The numbers of the epochs, from 0. */
    public List<Integer> epoch() {
        return Collections.unmodifiableList(epoch);
    }
}
