package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.layers.LayerTrace;
import keras4j.metrics.ReductionMetric;
import keras4j.ops.Gradients;
import keras4j.ops.Symbol;

/**
 * What is done with a batch, while it is being described: {@link Model#trainStep}, {@link Model#testStep} and {@link
 * Model#predictStep} are given one. Its symbols have all axes with known lengths, that of the batch first; layers and models are
 * called with them by {@code apply}, as in inference unless the call says {@code training(true)}, and what is made of them is computed
 * for each batch. Keras: the {@code data} of {@code train_step}, and what one does with them.
 */
public class Step {
    /**
     * A step of an optimizer by gradients; or if there is none, another value of one weight.
     *
     * @param values the gradients, one for each of the weights, or the value
     * @param known all weights that the optimizer is to know, those without gradients among them
     */
    record Change(Optimizer optimizer, List<Symbol> values, List<Symbol> weights, List<Symbol> known) {}

    private final Model model;
    private final Network network;
    private final LayerTrace trace;
    private final StepLosses losses;
    private final CompiledLoss compiledLoss;
    private final List<Symbol> x;
    private final List<Symbol> y;
    private final List<Symbol> sampleWeights;
    private final List<Change> changes = new ArrayList<>();
    private final StepReports reports = new StepReports();

    Step(StepSetting setting) {
        model = setting.model();
        network = setting.network();
        trace = setting.trace();
        Signature of = setting.of();
        x = of.x().stream()
                .map(shape -> trace.input(shape.withFirst(of.rows())))
                .toList();
        y = symbols(of.y(), of.rows());
        sampleWeights = symbols(of.weights(), of.rows());
        losses = new StepLosses(y);
        compiledLoss = new CompiledLoss(network, setting.compiled(), trace, losses);
    }

    private List<Symbol> symbols(List<Shape> shapes, int rows) {
        return shapes.stream()
                .map(shape -> shape.equals(Shape.EMPTY) ? null : trace.input(shape.withFirst(rows)))
                .toList();
    }

    /** The only input, (batch, ..). */
    public Symbol x() {
        return only("x", x);
    }

    /** The input with this number. */
    public Symbol x(int number) {
        return numbered("x", x, number);
    }

    /**
     * The input of this name: that in the model's map, or that of its layer.
     *
     * @throws KerasException if there is none, or the data are not those of the model's inputs
     */
    public Symbol x(String name) {
        return named("x", network.graph().inputStructure().paths(network.inputNames()), x, name);
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

    /** The labels of the output of this name; see {@link #x(String)}. */
    public Symbol y(String name) {
        return named("y", network.outputNames().ofLosses(), y, name);
    }

    /** All labels; none if the data have none, and null for an output without a loss of which there are none. */
    public List<Symbol> ys() {
        return y;
    }

    /** How much each sample counts, (batch), or each of its positions; null if the data have no weights. */
    public Symbol sampleWeight() {
        return sampleWeights.isEmpty() ? null : only("sampleWeight", sampleWeights);
    }

    /** The same: none for no weights, those of all outputs, or one for each output, null for one without. */
    public List<Symbol> sampleWeights() {
        return sampleWeights;
    }

    private static Symbol only(String what, List<Symbol> all) {
        if (all.size() != 1) {
            throw KerasException.expected(
                    "step." + what, "data with one " + what + "; step." + what + "s() are several", all.size());
        }
        return all.get(0);
    }

    private static Symbol numbered(String what, List<Symbol> all, int number) {
        if (number < 0 || number >= all.size()) {
            throw KerasException.expected("step." + what, "a number below " + all.size(), number);
        }
        return all.get(number);
    }

    private static Symbol named(String what, List<String> names, List<Symbol> all, String name) {
        if (names.size() != all.size()) {
            throw KerasException.expected("step." + what, "data for " + names, all.size());
        }
        return new NamedSymbols("step." + what, names, all).get(name);
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
        return losses.of(loss, yTrue, yPred, null);
    }

    /** That of compile's arguments, and what else adds to it. */
    Symbol compiledLoss(List<Symbol> yPred) {
        return compiledLoss.of(y, yPred, sampleWeights);
    }

    /** What regularizers and {@code addLoss} add to the loss, by now: one number each. Keras: {@code self.losses}. */
    public List<Symbol> losses() {
        return compiledLoss.added();
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
        reports.log(name, scalar("log(\"" + name + "\")", value));
    }

    /** Tells a mean of a batch, and puts it into the logs under its name. Keras: {@code tracker.update_state(values)}. */
    public void update(ReductionMetric tracker, Symbol values) {
        update(tracker, values, null);
    }

    /** @param weights how much each value counts, as many; null if all count 1 */
    public void update(ReductionMetric tracker, Symbol values, Symbol weights) {
        track(tracker, null, values, weights);
    }

    /**
     * Tells a metric of a batch, and puts it into the logs under its name. Keras: {@code metric.update_state(y_true, y_pred)}.
     */
    public void update(Metric metric, Symbol yTrue, Symbol yPred) {
        update(metric, yTrue, yPred, null);
    }

    /** @param sampleWeight how much each row counts; null if all count 1 */
    public void update(Metric metric, Symbol yTrue, Symbol yPred, Symbol sampleWeight) {
        track(metric, yTrue, yPred, sampleWeight);
    }

    private void track(Metric metric, Symbol yTrue, Symbol yPred, Symbol weights) {
        String where =
                "update(" + KerasException.notNull("update", "a metric", metric).getName() + ")";
        reports.update(new StepReports.Tracked(
                metric,
                yTrue == null ? null : now(where, yTrue),
                now(where, yPred),
                weights == null ? null : now(where, weights)));
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
        reports.report(new StepReports.Reported(scalar("computeMetrics", loss), all, compiledLoss.ofOutputs()));
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
        change(null, List.of(value), List.of(weight), List.of());
        trace.assigned().remove(weight);
    }

    /** Ends a stage with other weights. */
    final void change(Optimizer optimizer, List<Symbol> values, List<Symbol> weights, List<Symbol> known) {
        changes.add(new Change(
                optimizer,
                values.stream().map(trace.stages()::now).toList(),
                List.copyOf(weights),
                List.copyOf(known)));
        trace.stages().change(weights);
    }

    final List<Change> changes() {
        return changes;
    }

    /** Those that take steps, in their order. */
    final List<Optimizer> optimizers() {
        return changes.stream().map(Change::optimizer).filter(Objects::nonNull).toList();
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

    /** The losses that it is described with. */
    final StepLosses described() {
        return losses;
    }

    final StepReports reports() {
        return reports;
    }
}
