package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import keras4j.core.Compiled;
import keras4j.core.KerasException;
import keras4j.core.Labels;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.layers.LayerTrace;
import keras4j.losses.LossCall;
import keras4j.metrics.ReductionMetric;
import keras4j.ops.Gradients;
import keras4j.ops.Penalties;
import keras4j.ops.Symbol;

/**
 * What is done with a batch, while it is being described: {@link Model#trainStep}, {@link Model#testStep} and {@link
 * Model#predictStep} are given one. Its symbols have all axes with known lengths, that of the batch first; layers and models are
 * called with them by {@code apply}, as in inference unless the call says {@code training(true)}, and what is made of them is computed
 * for each batch. Keras: the {@code data} of {@code train_step}, and what one does with them.
 */
public class Step {
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

    /** The loss and what compiled metrics are told. */
    record Reported(Symbol loss, List<Symbol> yPred, List<Symbol> losses) {}

    /**
     * A step of an optimizer by gradients; or if there is none, another value of one weight.
     *
     * @param values the gradients, one for each of the weights, or the value
     */
    record Change(Optimizer optimizer, List<Symbol> values, List<Symbol> weights) {}

    private final Model model;
    private final Network network;
    private final Compiled compiled;
    private final LayerTrace trace;
    private final List<Symbol> x;
    private final List<Symbol> y;
    private final Symbol sampleWeight;
    private final List<Change> changes = new ArrayList<>();
    private final List<Logged> logged = new ArrayList<>();
    private final List<Tracked> tracked = new ArrayList<>();
    private List<Symbol> losses = List.of();
    private Reported reported;

    /**
     * @param x the shapes of one sample of each input
     * @param y the same of the labels; none for no labels
     * @param weights the weights of each sample; 0 for none
     */
    Step(
            Model model,
            Network network,
            Compiled compiled,
            LayerTrace trace,
            int rows,
            List<Shape> x,
            List<Shape> y,
            int weights) {
        this.model = model;
        this.network = network;
        this.compiled = compiled;
        this.trace = trace;
        this.x = x.stream().map(shape -> trace.input(shape.withFirst(rows))).toList();
        this.y = y.stream().map(shape -> trace.input(shape.withFirst(rows))).toList();
        sampleWeight = weights == 0 ? null : trace.input(weights == 1 ? Shape.of(rows) : Shape.of(rows, weights));
    }

    /** The only input, (batch, ..). */
    public Symbol x() {
        return only("x", x);
    }

    /** The input with this number. */
    public Symbol x(int number) {
        return numbered("x", x, number);
    }

    /** All inputs. */
    public List<Symbol> xs() {
        return x;
    }

    /** The only labels, (batch, ..). */
    public Symbol y() {
        return only("y", y);
    }

    /** The labels with this number. */
    public Symbol y(int number) {
        return numbered("y", y, number);
    }

    /** All labels; none if the data have none. */
    public List<Symbol> ys() {
        return y;
    }

    /** How much each sample counts, (batch), or each of its positions; null if the data have no weights. */
    public Symbol sampleWeight() {
        return sampleWeight;
    }

    private static Symbol only(String what, List<Symbol> all) {
        if (all.size() != 1) {
            throw KerasException.expected(
                    "step." + what, "data with one " + what + "; " + what + "(0) is the first of several", all.size());
        }
        return all.get(0);
    }

    private static Symbol numbered(String what, List<Symbol> all, int number) {
        if (number < 0 || number >= all.size()) {
            throw KerasException.expected("step." + what, "a number below " + all.size(), number);
        }
        return all.get(number);
    }

    /**
     * The loss of the model: what {@link Model#computeLoss} makes of the outputs. Keras: {@code self.compute_loss(x, y, y_pred,
     * sample_weight)}.
     *
     * @param yPred one for each output of the model
     */
    public Symbol computeLoss(Symbol... yPred) {
        return computeLoss(Arrays.asList(yPred));
    }

    /** The same. */
    public Symbol computeLoss(List<Symbol> yPred) {
        return model.computeLoss(this, yPred);
    }

    /** What a loss gives for these, reduced as it says. Keras: {@code loss(y_true, y_pred)}. */
    public Symbol loss(Loss loss, Symbol yTrue, Symbol yPred) {
        KerasException.notNull("loss", "a loss", loss);
        checkOwn("loss", yTrue);
        checkOwn("loss", yPred);
        return LossCall.of(loss, yTrue, yPred, null);
    }

    /** That of compile's arguments, and what else adds to it. */
    Symbol compiledLoss(List<Symbol> yPred) {
        List<Symbol> terms = new ArrayList<>();
        if (compiled != null && compiled.hasLoss()) {
            List<String> names = network.outputNames();
            List<Loss> all = compiled.losses(names);
            List<Double> weights = compiled.lossWeights(names);
            if (yPred.size() != all.size() || y.size() != all.size()) {
                throw KerasException.expected(
                        "computeLoss",
                        "predictions and labels for the outputs " + names,
                        yPred.size() + " and " + y.size());
            }
            List<Symbol> each = new ArrayList<>();
            for (int k = 0; k < all.size(); k++) {
                each.add(LossCall.of(all.get(k), y.get(k), yPred.get(k), sampleWeight));
                terms.add(weights.get(k) == 1 ? each.get(k) : each.get(k).times(weights.get(k)));
            }
            losses = each;
        }
        terms.addAll(losses());
        return terms.stream()
                .reduce(Symbol::plus)
                .orElseThrow(() -> KerasException.expected(
                        "computeLoss",
                        "a loss: that of compile(loss(..)), call.addLoss(..) in a layer, or a computeLoss of the model",
                        "none"));
    }

    /** What regularizers and {@code addLoss} add to the loss, by now: one number each. Keras: {@code self.losses}. */
    public List<Symbol> losses() {
        List<Symbol> all = new ArrayList<>(trace.losses());
        List<Slot> trained = network.trainable();
        network.bySymbol().forEach((weight, slot) -> {
            if (slot.spec().regularizer() != null && trained.contains(slot)) {
                all.add(Penalties.of(slot.spec().regularizer(), trace.stages().now(weight)));
            }
        });
        return all;
    }

    /**
     * The gradients of a number with respect to weights or other symbols. Keras: {@code tape.gradient(loss, of)}.
     *
     * @param of weights, or symbols that the loss was made of
     * @return one for each, with its shape
     * @throws KerasException if the loss is no single number, or does not depend on one of them
     */
    public List<Symbol> gradients(Symbol loss, List<Symbol> of) {
        Symbol scalar = scalar("gradients", loss);
        of.forEach(symbol -> checkOwn("gradients", symbol));
        List<Symbol> found = trace.stages().gradients(scalar, of);
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) == null) {
                throw KerasException.expected(
                        "gradients",
                        "a loss that depends on each of the symbols",
                        "one that does not depend on number " + i + ", " + name(of.get(i)));
            }
        }
        return found;
    }

    /** The gradient with respect to one. */
    public Symbol gradient(Symbol loss, Symbol of) {
        return gradients(loss, List.of(of)).get(0);
    }

    final String name(Symbol symbol) {
        Slot slot = network.bySymbol().get(symbol);
        return slot == null ? symbol.toString() : "the weight " + slot.spec().name() + " " + symbol.shape();
    }

    /**
     * Puts a number of the batch into the logs. Keras: a value of what {@code train_step} returns: an epoch has that of its last batch,
     * see {@link #update} for means.
     *
     * @throws KerasException if it is no single number
     */
    public void log(String name, Symbol value) {
        logged.add(new Logged(keras4j.core.Names.valid("log", name), scalar("log(\"" + name + "\")", value)));
    }

    /** Tells a mean of a batch, and puts it into the logs under its name. Keras: {@code tracker.update_state(values)}. */
    public void update(ReductionMetric tracker, Symbol values) {
        update(tracker, values, null);
    }

    /** @param weights how much each value counts, as many; null if all count 1 */
    public void update(ReductionMetric tracker, Symbol values, Symbol weights) {
        track(new Tracked(tracker, null, values, weights));
    }

    /**
     * Tells a metric of a batch, and puts it into the logs under its name. Keras: {@code metric.update_state(y_true, y_pred)}.
     */
    public void update(Metric metric, Symbol yTrue, Symbol yPred) {
        update(metric, yTrue, yPred, null);
    }

    /** @param sampleWeight how much each row counts; null if all count 1 */
    public void update(Metric metric, Symbol yTrue, Symbol yPred, Symbol sampleWeight) {
        track(new Tracked(metric, yTrue, yPred, sampleWeight));
    }

    private void track(Tracked one) {
        String name = "update("
                + KerasException.notNull("update", "a metric", one.metric()).getName() + ")";
        Symbol yTrue = one.yTrue() == null ? null : now(name, one.yTrue());
        Symbol yPred = now(name, one.yPred());
        Symbol weights = one.weights() == null ? null : now(name, one.weights());
        int rows = one.rows();
        if (yTrue != null) {
            checkLabels(one.metric(), yTrue, yPred);
        }
        if (weights != null && weights.shape().size() != rows) {
            throw KerasException.expected(name, "a weight for each of " + rows + " rows", weights.shape());
        }
        tracked.add(new Tracked(one.metric(), yTrue, yPred, weights));
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

    final Symbol now(String where, Symbol symbol) {
        checkOwn(where, symbol);
        return trace.stages().now(symbol);
    }

    /**
     * Puts the loss into the logs, as the mean over the samples, and the metrics of compile. Keras: {@code
     * self.compute_metrics(x, y, y_pred, sample_weight)}, and the loss tracker.
     *
     * @param yPred one for each output of the model
     */
    public void computeMetrics(Symbol loss, List<Symbol> yPred) {
        KerasException.notNull("computeMetrics", "predictions", yPred);
        List<Symbol> all =
                yPred.stream().map(each -> now("computeMetrics", each)).toList();
        if (all.size() != network.outputNames().size()) {
            throw KerasException.expected(
                    "computeMetrics", "a prediction for each of the outputs " + network.outputNames(), all.size());
        }
        reported = new Reported(scalar("computeMetrics", loss), all, losses);
    }

    /**
     * Gives a weight a value: what is made of it from here on sees that. Keras: {@code variable.assign(value)}.
     *
     * @param weight one of this model's
     * @param value a symbol of this step with the weight's shape
     */
    public void assign(Symbol weight, Symbol value) {
        KerasException.notNull("assign", "a weight", weight);
        checkOwn("assign", value);
        if (!network.bySymbol().containsKey(weight)) {
            throw KerasException.expected(
                    "assign", "a weight of this model, or of a layer that is in a field of it", weight);
        }
        if (!value.shape().equals(weight.shape())) {
            throw KerasException.expected("assign", "a value of shape " + weight.shape(), value.shape());
        }
        change(null, List.of(value), List.of(weight));
        trace.assigned().remove(weight);
    }

    /** Ends a stage with other weights. */
    final void change(Optimizer optimizer, List<Symbol> values, List<Symbol> weights) {
        changes.add(
                new Change(optimizer, values.stream().map(trace.stages()::now).toList(), List.copyOf(weights)));
        trace.stages().change(weights);
    }

    final List<Change> changes() {
        return changes;
    }

    final Symbol scalar(String where, Symbol symbol) {
        checkOwn(where, symbol);
        if (symbol.shape().size() != 1) {
            throw KerasException.expected(
                    where,
                    "one number, such as mean(..) of the losses of the samples",
                    "values of shape " + symbol.shape());
        }
        return trace.stages().now(symbol);
    }

    /** @throws KerasException if it is of another step */
    final void checkOwn(String where, Symbol symbol) {
        KerasException.notNull(where, "a symbol", symbol);
        Set<Object> scopes = new HashSet<>();
        Gradients.order(List.of(symbol)).forEach(call -> scopes.add(call.scope()));
        scopes.remove(null);
        scopes.remove(trace);
        if (!scopes.isEmpty()) {
            throw KerasException.expected(
                    where,
                    "symbols of this step: of step.x(), step.y() and weights",
                    symbol + ", which was made elsewhere");
        }
    }

    final LayerTrace trace() {
        return trace;
    }

    final List<Logged> logged() {
        return logged;
    }

    final List<Tracked> tracked() {
        return tracked;
    }

    final Reported reported() {
        return reported;
    }
}
