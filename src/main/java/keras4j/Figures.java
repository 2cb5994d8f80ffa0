package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.metrics.Metrics;

/**
 * Loss and metrics over the batches of an epoch or an evaluation. The loss is the mean of the batches' losses, each
 * weighted by the number of its samples; the metrics gather for themselves, the last of them with the samples' weights.
 */
final class Figures {
    private final Shape output;
    private final List<Metric> metrics;
    private final int unweighted;
    private final Logs logs;
    private final int[] places;
    private double total;
    private long samples;

    /**
     * @param labels the shape of one sample's labels
     * @param output the shape of one sample's predictions
     */
    Figures(Compiled compiled, Shape labels, Shape output) {
        this.output = output;
        unweighted = compiled.metrics().size();
        metrics = given(compiled)
                .map(metric ->
                        metric instanceof String name ? Metrics.get(name, labels, output) : ((Metric) metric).copy())
                .toList();
        for (Metric metric : metrics) {
            Labels.check("y", "metric " + metric.getName(), metric.labelShapes(output), output, labels, "");
        }
        List<String> names = names(compiled);
        String[] sorted = names.toArray(String[]::new);
        Arrays.sort(sorted);
        logs = new Logs(List.of(sorted));
        places = names.stream()
                .mapToInt(name -> Arrays.binarySearch(sorted, name))
                .toArray();
    }

    /** Names and objects, the weighted ones last. */
    private static Stream<Object> given(Compiled compiled) {
        return Stream.concat(compiled.metrics().stream(), compiled.weightedMetrics().stream());
    }

    /** The keys in logs, the loss's first: a name that is there already gets a number, or weighted_ before it. */
    private static List<String> names(Compiled compiled) {
        List<String> names = new ArrayList<>(List.of("loss"));
        Map<String, Integer> counts = new HashMap<>();
        given(compiled).forEach(metric -> {
            String name = metric instanceof Metric object ? object.getName() : (String) metric;
            if (name.equals("loss") || name.startsWith(Logs.VALIDATION)) {
                throw KerasException.expected("metrics", "names other than loss and val_..", name);
            }
            if (names.size() > compiled.metrics().size() && counts.containsKey(name)) {
                name = "weighted_" + name;
            }
            int count = counts.merge(name, 1, Integer::sum);
            names.add(count == 1 ? name : name + "_" + (count - 1));
        });
        return names;
    }

    /** For each key in logs whether more is better. */
    static Map<String, Boolean> directions(Compiled compiled) {
        List<String> names = names(compiled);
        List<Object> metrics = given(compiled).toList();
        Map<String, Boolean> directions = new HashMap<>(Map.of("loss", false));
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric =
                    metrics.get(i) instanceof String name ? Metrics.REGISTRY.get(name) : (Metric) metrics.get(i);
            directions.put(names.get(i + 1), metric.isBetterWhenHigher());
        }
        return directions;
    }

    void reset() {
        metrics.forEach(Metric::reset);
        total = 0;
        samples = 0;
    }

    /**
     * Adds a batch.
     *
     * @param loss its mean
     * @param outputs its predictions
     * @param rowWeights null if all rows count 1
     */
    void add(Batch batch, double loss, float[] outputs, float[] rowWeights) {
        total += loss * batch.rows();
        samples += batch.rows();
        logs.set(places[0], total / samples);
        for (int i = 0; i < metrics.size(); i++) {
            Metric metric = metrics.get(i);
            float[] weights = i < unweighted ? null : rowWeights;
            metric.update(batch.y(), outputs, weights, batch.rows() * output.positions(), output.last());
            logs.set(places[i + 1], metric.result());
        }
    }

    /** The figures so far; valid until the next batch. */
    Logs logs() {
        return logs;
    }
}
