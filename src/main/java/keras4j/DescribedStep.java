package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.data.Batch;
import keras4j.internal.compiled.StepRun;
import keras4j.internal.graph.Network;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.StagedPlan;
import keras4j.layers.LayerTrace;
import keras4j.ops.Symbol;

/** A step as it was described for so many samples of certain shapes, ready to run. */
final class DescribedStep {
    /**
     * A step of an optimizer at the end of a stage, or without one another value of a weight.
     *
     * @param values the gradients, indexed as the weights; or the value
     */
    record Change(OptimizerState optimizer, OptimizerState.Part part, float[] values) {
        void make(float[] weights) {
            if (optimizer != null) {
                optimizer.step(part, weights, values);
                return;
            }
            Span place = part.runs().get(0);
            System.arraycopy(values, 0, weights, place.from(), place.length());
        }
    }

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

    private final StepRunner.Kind kind;
    private final List<Optimizer> optimizers;
    private final Network network;
    private final StepRun run;
    private final int inputs;
    /** The numbers of the outputs that have labels. */
    private final int[] labels;

    private final boolean isWeighted;
    private final Change[] changes;
    private final String[] names;
    private List<String> allNames;
    private final View[] logged;
    private final Told[] told;
    private final Metric[] metrics;
    private final boolean isReported;
    private final boolean hasLogits;
    private final View loss;
    private final View[] losses;
    private final View[] outputs;
    private final View[] logits;
    private final View[] masks;
    private final List<Shape> shapes;
    private List<Shape> sampleShapes;

    /** Gathers what is to be made. */
    private static final class Ends {
        private final List<StagedPlan.End> all = new ArrayList<>();
        private final int lastStage;

        Ends(int lastStage) {
            this.lastStage = lastStage;
        }

        /** @param symbol null for what is not made */
        int add(Symbol symbol) {
            if (symbol == null) {
                return -1;
            }
            all.add(new StagedPlan.End(symbol, null, lastStage));
            return all.size() - 1;
        }

        int[] addAll(List<Symbol> symbols) {
            return symbols.stream().mapToInt(this::add).toArray();
        }
    }

    /**
     * @param changes those of the step, with the places of the gradients
     * @param outputs what it gives; null if it is none of prediction
     */
    DescribedStep(
            StepRunner.Kind kind,
            Network network,
            Arena arena,
            TrainStep step,
            List<List<View>> places,
            List<Change> changes,
            List<Symbol> outputs) {
        this.kind = kind;
        this.network = network;
        optimizers = step.changes().stream()
                .map(Step.Change::optimizer)
                .filter(Objects::nonNull)
                .toList();
        this.changes = changes.toArray(Change[]::new);
        LayerTrace trace = step.trace();
        inputs = step.xs().size();
        labels = IntStream.range(0, step.ys().size())
                .filter(k -> step.ys().get(k) != null)
                .toArray();
        isWeighted = step.sampleWeight() != null;
        Ends ends = new Ends(changes.size());
        for (int i = 0; i < places.size(); i++) {
            List<Symbol> values = step.changes().get(i).values();
            for (int k = 0; k < values.size(); k++) {
                ends.all.add(new StagedPlan.End(values.get(k), places.get(i).get(k), i));
            }
        }
        int[] log = ends.addAll(step.logged().stream().map(Step.Logged::value).toList());
        List<int[]> tracked = new ArrayList<>();
        for (Step.Tracked one : step.tracked()) {
            tracked.add(new int[] {ends.add(one.yTrue()), ends.add(one.yPred()), ends.add(one.weights())});
        }
        Step.Reported reported = step.reported();
        isReported = reported != null;
        int total = isReported ? ends.add(reported.loss()) : -1;
        List<Symbol> made = isReported ? reported.yPred() : outputs == null ? List.of() : outputs;
        int[] each = isReported ? ends.addAll(reported.losses()) : new int[0];
        int[] given = ends.addAll(made);
        int[] before = ends.addAll(made.stream().map(trace::logits).toList());
        int[] counts = made.stream().mapToInt(output -> ends.add(output.mask())).toArray();
        hasLogits = isReported && hasLogits(network, trace, made);
        shapes = made.stream().map(Symbol::shape).toList();

        List<Symbol> leaves = new ArrayList<>(step.xs());
        step.ys().stream().filter(Objects::nonNull).forEach(leaves::add);
        if (isWeighted) {
            leaves.add(step.sampleWeight());
        }
        run = new StepRun(network, arena, trace, leaves, ends.all);
        names = names(step);
        logged = views(log);
        loss = isReported ? run.view(total) : null;
        losses = views(each);
        this.outputs = views(given);
        logits = views(before);
        masks = views(counts);
        told = new Told[tracked.size()];
        Set<Metric> distinct = new HashSet<>();
        List<Metric> inOrder = new ArrayList<>();
        for (int i = 0; i < told.length; i++) {
            int[] at = tracked.get(i);
            Step.Tracked one = step.tracked().get(i);
            Metric metric = one.metric();
            told[i] = new Told(metric, view(at[0]), view(at[1]), view(at[2]), one.rows(), one.width());
            if (distinct.add(metric)) {
                inOrder.add(metric);
            }
        }
        metrics = inOrder.toArray(Metric[]::new);
    }

    private View view(int end) {
        return end < 0 ? null : run.view(end);
    }

    private View[] views(int[] ends) {
        return Arrays.stream(ends).mapToObj(this::view).toArray(View[]::new);
    }

    private static String[] names(TrainStep step) {
        return step.logged().stream().map(Step.Logged::name).toArray(String[]::new);
    }

    /** Where gradients of weights are to stand in an array that is indexed as the weights. */
    static View place(float[] gradients, int offset, Shape shape) {
        return View.of(Buffer.of(gradients), offset, shape);
    }

    void seed(SplittableRandom seeds, long draws) {
        run.seed(seeds, draws);
    }

    /** How many draws of random numbers each run takes. */
    int draws() {
        return run.draws();
    }

    /** Runs it on a batch; weights change all at once for whoever locks the network. */
    void run(Batch batch) {
        for (int i = 0; i < inputs; i++) {
            run.set(i, batch.x()[i]);
        }
        for (int i = 0; i < labels.length; i++) {
            run.set(inputs + i, batch.y(labels[i]));
        }
        if (isWeighted) {
            run.set(inputs + labels.length, batch.weights());
        }
        network.lock();
        try {
            for (int stage = 0; stage < changes.length; stage++) {
                run.run(stage);
                changes[stage].make(network.weights());
                network.changed();
            }
            run.run(changes.length);
            run.assign();
        } finally {
            network.unlock();
        }
    }

    /** Whether the step has said what compiled metrics are to be told. */
    boolean isReported() {
        return isReported;
    }

    /** Tells all metrics of the last run. */
    void tellMetrics() {
        for (Told one : told) {
            one.tell();
        }
    }

    StepRunner.Kind kind() {
        return kind;
    }

    /** Those that take steps, in their order. */
    List<Optimizer> optimizers() {
        return optimizers;
    }

    /** The metrics of the step, each once. */
    Metric[] metrics() {
        return metrics;
    }

    /** Of an output of the network that is a sigmoid or softmax, what is told instead has to be one, too. */
    private static boolean hasLogits(Network network, LayerTrace trace, List<Symbol> yPred) {
        for (int k = 0; k < yPred.size(); k++) {
            if (network.ofLogits(k) != null && trace.logits(yPred.get(k)) == yPred.get(k)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the logits of all outputs that have some are known. */
    boolean hasLogits() {
        return hasLogits;
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
        if (number >= logged.length) {
            return metrics[number - logged.length].result();
        }
        return logged[number].array()[logged[number].offset()];
    }

    double loss() {
        return loss == null ? 0 : loss.array()[loss.offset()];
    }

    double loss(int output) {
        return losses[output].array()[losses[output].offset()];
    }

    /** The shapes of the outputs, with all axes. */
    List<Shape> shapes() {
        return shapes;
    }

    /** The shapes of one sample of the outputs. */
    List<Shape> sampleShapes() {
        if (sampleShapes == null) {
            sampleShapes = shapes.stream().map(Shape::withoutFirst).toList();
        }
        return sampleShapes;
    }

    float[] outputs(int output) {
        return outputs[output].array();
    }

    float[] logits(int output) {
        return logits[output].array();
    }

    float[] mask(int output) {
        return masks[output] == null ? null : masks[output].array();
    }
}
