package keras4j;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Shape;
import keras4j.internal.compiled.StepRun;
import keras4j.internal.kernels.View;
import keras4j.ops.Symbol;

/** Where the numbers of {@link StepReports} stand after a run. */
final class StepReadings {
    /** What a metric is told; labels and weights are null for none. */
    private record Told(Metric metric, View yTrue, View yPred, View weights, int rows, int width) {
        void tell() {
            metric.update(
                    yTrue == null ? null : yTrue.array(),
                    yPred.array(),
                    weights == null ? null : weights.array(),
                    rows,
                    width);
        }
    }

    private final String[] names;
    private final View[] logged;
    private final Told[] told;
    private final Metric[] metrics;
    /** For each metric whether it gives several numbers. */
    private final boolean[] vectors;

    /** Null if the step says nothing of compile's. */
    private final View loss;

    /** Null for an output without one. */
    private final View[] losses;

    private List<String> allNames;

    StepReadings(StepReports reports, StepRun run) {
        names = reports.logged().stream().map(StepReports.Logged::name).toArray(String[]::new);
        logged = reports.logged().stream()
                .map(StepReports.Logged::value)
                .map(run::view)
                .toArray(View[]::new);
        told = reports.tracked().stream().map(one -> told(one, run)).toArray(Told[]::new);
        Set<Metric> distinct = new LinkedHashSet<>();
        reports.tracked().forEach(one -> distinct.add(one.metric()));
        metrics = distinct.toArray(Metric[]::new);
        vectors = new boolean[metrics.length];
        for (int i = 0; i < metrics.length; i++) {
            Metric metric = metrics[i];
            vectors[i] = reports.tracked().stream()
                    .filter(one -> one.metric() == metric)
                    .anyMatch(one -> metric.resultShape(Shape.of(one.width())).rank() > 0);
        }
        StepReports.Reported reported = reports.reported();
        loss = reported == null ? null : run.view(reported.loss());
        List<Symbol> each = reported == null ? List.of() : reported.losses();
        losses = each.stream().map(loss -> loss == null ? null : run.view(loss)).toArray(View[]::new);
        allNames(List.of()); // are there any twice?
    }

    private static Told told(StepReports.Tracked one, StepRun run) {
        return new Told(
                one.metric(),
                one.yTrue() == null ? null : run.view(one.yTrue()),
                run.view(one.yPred()),
                one.weights() == null ? null : run.view(one.weights()),
                one.rows(),
                one.width());
    }

    /** Whether the step has said what compiled metrics are to be told. */
    boolean isReported() {
        return loss != null;
    }

    /** Tells all metrics of the last run. */
    void tellMetrics() {
        for (Told one : told) {
            one.tell();
        }
    }

    /** The metrics of the step, each once. */
    Metric[] metrics() {
        return metrics;
    }

    /** Whether the losses of the outputs are known. */
    boolean hasLosses() {
        return losses.length > 0;
    }

    /** The names of all that is logged. */
    List<String> names(List<String> compiled) {
        if (allNames == null) {
            allNames = allNames(compiled);
        }
        return allNames;
    }

    private List<String> allNames(List<String> compiled) {
        List<String> all = new ArrayList<>(List.of(names));
        for (Metric metric : metrics) {
            all.add(metric.getName());
        }
        all.addAll(compiled);
        if (new HashSet<>(all).size() < all.size()) {
            throw KerasException.expected("step.log", "each name once", all);
        }
        return all;
    }

    /** How many figures the step has beside those of compile. */
    int figures() {
        return logged.length + metrics.length;
    }

    /** One of them. */
    double figure(int number) {
        return number < logged.length ? number(logged[number]) : metrics[number - logged.length].result();
    }

    /** All numbers of one of them; null if it is one. */
    double[] numbers(int number) {
        int metric = number - logged.length;
        return metric >= 0 && vectors[metric] ? metrics[metric].results() : null;
    }

    double loss() {
        return loss == null ? 0 : number(loss);
    }

    double loss(int output) {
        return number(losses[output]);
    }

    private static double number(View view) {
        return view.array()[view.offset()];
    }
}
