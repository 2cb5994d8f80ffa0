package keras4j;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import keras4j.core.Metric;
import keras4j.data.Batch;

/** What steps say themselves that is to be logged: numbers, metrics, and the loss and metrics of compile. */
final class StepFigures implements BatchFigures {
    /** Makes what compile was told of. */
    interface Maker {
        /**
         * @param logits whether what comes before the outputs' activations is known
         * @param losses whether the losses of the outputs are
         */
        Figures make(boolean logits, boolean losses);
    }

    private final Maker maker;
    private boolean hasLogits;
    private boolean hasLosses;
    /** Null before a step has said that there are any. */
    private Figures compiled;

    private final Set<Metric> metrics = new HashSet<>();
    private DescribedStep known;
    private List<String> names = List.of();
    private Logs logs = new Logs(names);
    private int[] places = {};

    /** @param maker makes the loss, and the metrics that compile was told of */
    StepFigures(Maker maker) {
        this.maker = maker;
    }

    @Override
    public void reset() {
        if (compiled != null) {
            compiled.reset();
        }
        metrics.forEach(Metric::reset);
    }

    @Override
    public void add(Batch batch, double loss, BatchRunner running, float[][] rowWeights) {
        DescribedStep step = ((StepRunner) running).last();
        if (step != known) {
            begin(step);
        }
        if (step.isReported()) {
            compiled.add(batch, loss, running, rowWeights);
        }
        step.tellMetrics();
        for (int i = 0; i < places.length; i++) {
            if (i < step.figures()) {
                logs.set(places[i], step.figure(i));
                continue;
            }
            int figure = i - step.figures();
            double[] vector = compiled.logs().vector(figure);
            if (vector == null) {
                logs.set(places[i], compiled.logs().get(figure));
            } else {
                logs.set(places[i], compiled.logs().get(figure), vector);
            }
        }
    }

    /** Also a step that was described for another number of samples may come next. */
    private void begin(DescribedStep step) {
        known = step;
        for (Metric metric : step.metrics()) {
            if (metrics.add(metric)) {
                metric.reset();
            }
        }
        if (step.isReported() && (compiled == null || hasLogits != step.hasLogits() || hasLosses != step.hasLosses())) {
            hasLogits = step.hasLogits();
            hasLosses = step.hasLosses();
            compiled = maker.make(hasLogits, hasLosses);
        }
        List<String> all = step.names(step.isReported() ? compiled.logs().names() : List.of());
        if (!all.equals(names)) {
            names = all;
            String[] sorted = names.toArray(String[]::new);
            Arrays.sort(sorted);
            logs = new Logs(List.of(sorted));
            places = names.stream()
                    .mapToInt(name -> Arrays.binarySearch(sorted, name))
                    .toArray();
        }
    }

    @Override
    public Logs logs() {
        return logs;
    }
}
