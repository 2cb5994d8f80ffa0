package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.OutputNames;
import keras4j.core.RowWeights;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;
import keras4j.internal.plan.OfLogits;
import keras4j.metrics.Metrics;

/**
 * Loss and metrics over the batches of an epoch or an evaluation. The loss is the mean of the batches' losses, each weighted
 * by the number of its samples; the metrics gather for themselves, some of them with the samples' weights. With several
 * outputs, each has its own loss and metrics, and its name stands before them; in its loss all batches count the same, as in
 * Keras on TensorFlow.
 */
final class Figures implements BatchFigures {
    /** What is computed of one output: a metric, by its name or as an object, or its loss if that is null. */
    private record Figure(String name, int output, Object metric, boolean weighted) {}

    private final List<Figure> figures;
    /** For each figure its metric; null for a loss. */
    private final Metric[] metrics;

    /** For each figure whether its metric takes what comes before the output's activation. */
    private final boolean[] ofLogits;

    /** For each figure whether its metric gives several numbers. */
    private final boolean[] vectors;

    private final RowWeights weights = new RowWeights();
    private final Logs logs;
    private final int[] places;
    private final double[] totals;
    private double total;
    private long samples;
    private int batches;

    /** @param labels the shapes of one sample's labels */
    Figures(Compiled compiled, List<Shape> labels, Network network) {
        this(compiled, labels, network, true, true);
    }

    /**
     * @param logits whether what comes before the outputs' activations is known
     * @param losses whether the losses of the outputs are
     */
    Figures(Compiled compiled, List<Shape> labels, Network network, boolean logits, boolean losses) {
        List<Shape> outputs = network.outputShapes();
        figures = figures(compiled, network.outputNames()).stream()
                .filter(figure -> figure.metric() == null ? losses : !isMissing(labels, figure.output()))
                .toList();
        metrics = new Metric[figures.size()];
        ofLogits = new boolean[figures.size()];
        vectors = new boolean[figures.size()];
        totals = new double[figures.size()];
        for (int i = 0; i < metrics.length; i++) {
            Figure figure = figures.get(i);
            if (figure.metric() != null) {
                int k = figure.output();
                if (k >= labels.size()) {
                    throw KerasException.expected("metrics", "labels for the metric " + figure.name(), "none");
                }
                metrics[i] = metric(figure, labels.get(k), outputs.get(k));
                vectors[i] = metrics[i].resultShape(outputs.get(k)).rank() > 0;
                if (logits && OutputLoss.keepsLogits(network, k, labels.get(k))) {
                    ofLogits[i] = metrics[i] instanceof OfLogits<?> || metrics[i].takesLogits();
                    metrics[i] = metrics[i] instanceof OfLogits<?> described
                            ? (Metric) described.ofLogits(network.ofLogits(k)::apply)
                            : metrics[i];
                }
            }
        }
        String[] names = new String[figures.size() + 1];
        names[0] = "loss";
        for (int i = 0; i < figures.size(); i++) {
            names[i + 1] = figures.get(i).name();
        }
        String[] sorted = names.clone();
        Arrays.sort(sorted);
        logs = new Logs(List.of(sorted));
        places = Arrays.stream(names)
                .mapToInt(name -> Arrays.binarySearch(sorted, name))
                .toArray();
    }

    /** Whether there are no labels of an output that has no loss: its metrics are left out, as in Keras. */
    private static boolean isMissing(List<Shape> labels, int output) {
        return output < labels.size() && labels.get(output).equals(Shape.EMPTY);
    }

    private static Metric metric(Figure figure, Shape labels, Shape output) {
        Metric metric;
        List<Shape> taken;
        try {
            metric = figure.metric() instanceof String name
                    ? Metrics.get(name, labels, output).of(labels, output)
                    : ((Metric) figure.metric()).of(labels, output).copy();
            taken = metric.labelShapes(output);
        } catch (KerasException e) {
            throw e.in("metrics");
        }
        Labels.check("y", "metric " + metric.getName(), taken, output, labels);
        return metric;
    }

    /** All but the loss of the model: a name that is there already gets a number, or weighted_ before it. */
    private static List<Figure> figures(Compiled compiled, OutputNames outputs) {
        List<Figure> figures = new ArrayList<>();
        Set<String> used = new HashSet<>();
        List<Loss> losses = compiled.losses(outputs);
        boolean areSeveral = losses.stream().filter(Objects::nonNull).count() > 1;
        for (int k = 0; k < outputs.size() && areSeveral; k++) {
            if (losses.get(k) != null) {
                figures.add(new Figure(unique(outputs.ofLosses().get(k) + "_loss", used), k, null, false));
            }
        }
        for (boolean weighted : new boolean[] {false, true}) {
            List<List<Object>> all = weighted ? compiled.weightedMetrics(outputs) : compiled.metrics(outputs);
            for (int k = 0; k < outputs.size(); k++) {
                String prefix = outputs.size() > 1 ? outputs.ofMetrics().get(k) + "_" : "";
                for (Object metric : all.get(k)) {
                    String own = metric instanceof Metric object ? object.getName() : (String) metric;
                    boolean twice = weighted && used.contains(prefix + own);
                    String name = unique(prefix + (twice ? "weighted_" : "") + own, used);
                    figures.add(new Figure(name, k, metric, weighted));
                }
            }
        }
        return figures;
    }

    private static String unique(String name, Set<String> used) {
        if (name.equals("loss") || name.startsWith(Logs.VALIDATION)) {
            throw KerasException.expected("metrics", "names other than loss and val_..", name);
        }
        String free = name;
        for (int i = 1; !used.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    /**
     * Whether more is better of what the logs have under this name; empty if it is not there.
     *
     * @param outputs the names of the model's outputs
     */
    static Optional<Boolean> isBetterWhenHigher(Compiled compiled, OutputNames outputs, String name) {
        if (name.equals("loss")) {
            return Optional.of(false);
        }
        return figures(compiled, outputs).stream()
                .filter(figure -> figure.name().equals(name))
                .findFirst()
                .map(Figure::metric)
                .map(metric -> metric instanceof String known ? Metrics.REGISTRY.get(known) : (Metric) metric)
                .map(Metric::isBetterWhenHigher);
    }

    @Override
    public void reset() {
        for (Metric metric : metrics) {
            if (metric != null) {
                metric.reset();
            }
        }
        Arrays.fill(totals, 0);
        total = 0;
        samples = 0;
        batches = 0;
    }

    @Override
    public void add(Batch batch, double loss, BatchRunner running, float[][] rowWeights) {
        total += loss * batch.rows();
        samples += batch.rows();
        batches++;
        logs.set(places[0], total / samples);
        for (int i = 0; i < metrics.length; i++) {
            Figure figure = figures.get(i);
            int k = figure.output();
            if (metrics[i] == null) {
                totals[i] += running.loss(k);
                logs.set(places[i + 1], totals[i] / batches);
                continue;
            }
            Shape output = running.outputShapes().get(k);
            int rows = batch.rows() * output.positions();
            float[] mask = metrics[i].isMasked() ? running.mask(k) : null;
            float[] weights = this.weights.of(mask, figure.weighted() ? rowWeights[k] : null, rows);
            float[] predictions = ofLogits[i] ? running.logits(k) : running.outputs(k);
            metrics[i].update(batch.y(k), predictions, weights, rows, output.last());
            logs.set(places[i + 1], metrics[i].result(), vectors[i] ? metrics[i].results() : null);
        }
    }

    @Override
    public Logs logs() {
        return logs;
    }
}
