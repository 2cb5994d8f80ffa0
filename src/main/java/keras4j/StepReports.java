package keras4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Names;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/** What a step tells those that watch it: numbers for the logs, metrics, and the loss and metrics of compile. */
final class StepReports {
    /** A number that is to be in the logs. */
    record Logged(String name, Symbol value) {}

    /** What a metric is to be told; labels and weights are null for none. */
    record Tracked(Metric metric, Symbol yTrue, Symbol yPred, Symbol weights) {
        /** The numbers in a row: 1 of what is not compared with labels. */
        int width() {
            return yTrue == null || yPred.rank() < 2 ? 1 : yPred.shape().last();
        }

        int rows() {
            return yPred.shape().size() / width();
        }
    }

    /** The loss and what compiled metrics are told; the losses of the outputs, null for none. */
    record Reported(Symbol loss, List<Symbol> yPred, List<Symbol> losses) {}

    private final List<Logged> logged = new ArrayList<>();
    private final List<Tracked> tracked = new ArrayList<>();
    private Reported reported;

    void log(String name, Symbol value) {
        logged.add(new Logged(Names.valid("log", name), value));
    }

    void update(Tracked one) {
        if (one.yTrue() != null) {
            checkLabels(one.metric(), one.yTrue(), one.yPred());
        }
        if (one.weights() != null && one.weights().shape().size() != one.rows()) {
            throw KerasException.expected(
                    "update(" + one.metric().getName() + ")",
                    "a weight for each of " + one.rows() + " rows",
                    one.weights().shape());
        }
        tracked.add(one);
    }

    private static void checkLabels(Metric metric, Symbol yTrue, Symbol yPred) {
        String name = "metric " + metric.getName();
        if (yTrue.rank() == 0 || yPred.rank() == 0 || yTrue.dim(0) != yPred.dim(0)) {
            throw KerasException.expected(
                    name, "labels and predictions of as many samples", yTrue.shape() + " and " + yPred.shape());
        }
        Shape output = yPred.rank() == 1 ? Shape.of(1) : yPred.sampleShape();
        Shape labels = yTrue.sampleShape();
        Labels.check("update", name, metric.of(labels, output).labelShapes(output), output, labels);
    }

    void report(Reported one) {
        reported = one;
    }

    List<Logged> logged() {
        return logged;
    }

    List<Tracked> tracked() {
        return tracked;
    }

    /** Null for none. */
    Reported reported() {
        return reported;
    }

    /** All that is read after a run. */
    List<Symbol> symbols() {
        List<Symbol> all = new ArrayList<>();
        logged.forEach(one -> all.add(one.value));
        for (Tracked one : tracked) {
            all.add(one.yPred);
            if (one.yTrue != null) {
                all.add(one.yTrue);
            }
            if (one.weights != null) {
                all.add(one.weights);
            }
        }
        if (reported != null) {
            all.add(reported.loss);
            reported.losses.stream().filter(Objects::nonNull).forEach(all::add);
        }
        return all;
    }
}
