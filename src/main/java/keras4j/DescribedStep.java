package keras4j;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.data.Batch;
import keras4j.data.Dataset;
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

    private final Signature of;
    private final StepLosses losses;
    private final List<Optimizer> optimizers;
    private final Network network;
    private final StepRun run;
    private final int inputs;
    /** The numbers of the outputs that have labels. */
    private final int[] labels;

    /** The numbers of the weights that there are. */
    private final int[] weights;

    private final Change[] changes;
    private final StepReadings readings;
    private final boolean hasLogits;
    private final View[] outputs;
    private final View[] logits;
    private final View[] masks;
    private final List<Shape> shapes;
    private List<Shape> sampleShapes;

    /**
     * @param places those of the gradients of each change
     * @param changes gives those of the step; asked last, when there are no errors any more
     * @param given what it gives; null if it is none of prediction
     */
    DescribedStep(
            StepSetting setting,
            Arena arena,
            TrainStep step,
            List<List<View>> places,
            Supplier<List<Change>> changes,
            List<Symbol> given) {
        of = setting.of();
        losses = step.described();
        network = setting.network();
        optimizers = step.optimizers();
        LayerTrace trace = setting.trace();
        StepReports.Reported reported = step.reports().reported();
        List<Symbol> made = reported != null ? reported.yPred() : given == null ? List.of() : given;
        hasLogits = reported != null && hasLogits(network, trace, made);
        shapes = made.stream().map(Symbol::shape).toList();

        List<StagedPlan.End> gradients = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            List<Symbol> values = step.changes().get(i).values();
            for (int k = 0; k < values.size(); k++) {
                gradients.add(new StagedPlan.End(values.get(k), places.get(i).get(k), i));
            }
        }
        Set<Symbol> read = new LinkedHashSet<>(step.reports().symbols());
        for (Symbol output : made) {
            read.add(output);
            read.add(trace.logits(output));
            if (output.mask() != null) {
                read.add(output.mask());
            }
        }
        inputs = step.xs().size();
        labels = present(step.ys());
        weights = present(step.sampleWeights());
        List<Symbol> leaves = new ArrayList<>(step.xs());
        step.ys().stream().filter(Objects::nonNull).forEach(leaves::add);
        step.sampleWeights().stream().filter(Objects::nonNull).forEach(leaves::add);
        run = new StepRun(network, arena, trace, leaves, gradients, read);
        readings = new StepReadings(step.reports(), run);
        outputs = made.stream().map(run::view).toArray(View[]::new);
        logits = made.stream().map(trace::logits).map(run::view).toArray(View[]::new);
        masks = made.stream()
                .map(output -> output.mask() == null ? null : run.view(output.mask()))
                .toArray(View[]::new);
        this.changes = changes.get().toArray(Change[]::new);
    }

    private static int[] present(List<Symbol> symbols) {
        return IntStream.range(0, symbols.size())
                .filter(k -> symbols.get(k) != null)
                .toArray();
    }

    /** Where gradients of weights are to stand in an array that is indexed as the weights. */
    static View place(float[] gradients, int offset, Shape shape) {
        return View.of(Buffer.of(gradients), offset, shape);
    }

    /** @throws keras4j.core.KerasException naming the row of a label that a loss of the step cannot take */
    void checkLabels(Dataset data) {
        losses.checkLabels(data);
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
        for (int i = 0; i < weights.length; i++) {
            run.set(inputs + labels.length + i, batch.weights(weights[i]));
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

    /** For what it was described. */
    Signature of() {
        return of;
    }

    /** Those that take steps, in their order. */
    List<Optimizer> optimizers() {
        return optimizers;
    }

    /** The numbers of the last run. */
    StepReadings readings() {
        return readings;
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
