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

    private final StepRunner.Kind kind;
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
    StepFigures(StepRunner.Kind kind, Maker maker) {
        this.kind = kind;
        this.maker = maker;
    }

    @Override
    public void reset() {
        if (compiled != null) {
            compiled.reset();
        }
        metrics.forEach(Metric::reset);
    }

    /** What is wrong with metrics is said before the step changes weights. */
    @Override
    public void begin(Batch batch, BatchRunner running) {
        DescribedStep step = ((StepRunner) running).step(kind, batch);
        if (step != known) {
            begin(step);
        }
    }

    @Override
    public void add(Batch batch, double loss, BatchRunner running, float[][] rowWeights) {
        StepReadings readings = known.readings();
        if (readings.isReported()) {
            compiled.add(batch, loss, running, rowWeights);
        }
        readings.tellMetrics();
        for (int i = 0; i < places.length; i++) {
            int ofCompile = i - readings.figures();
            if (ofCompile < 0) {
                logs.set(places[i], readings.figure(i), readings.numbers(i));
            } else {
                logs.set(
                        places[i],
                        compiled.logs().get(ofCompile),
                        compiled.logs().vector(ofCompile));
            }
        }
    }

    /** Also a step that was described for another number of samples may come next. */
    private void begin(DescribedStep step) {
        StepReadings readings = step.readings();
        boolean areOthers = hasLogits != step.hasLogits() || hasLosses != readings.hasLosses();
        if (readings.isReported() && (compiled == null || areOthers)) {
            compiled = maker.make(step.hasLogits(), readings.hasLosses());
            hasLogits = step.hasLogits();
            hasLosses = readings.hasLosses();
        }
        List<String> all =
                readings.names(readings.isReported() ? compiled.logs().names() : List.of());
        for (Metric metric : readings.metrics()) {
            if (metrics.add(metric)) {
                metric.reset();
            }
        }
        known = step;
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
