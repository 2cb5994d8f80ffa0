package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import keras4j.layers.LayerTrace;
import keras4j.ops.Copy;
import keras4j.ops.Fusion;
import keras4j.ops.Gradients;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** What a network computes for so many samples, in training or in inference, ready to run. */
final class Run {
    /** What a {@link Program} asks of its runs. */
    record Wanted(Network network, boolean[] ofLogits, Arena arena, FlatWeights flat) {}

    private final int samples;
    private final boolean training;
    private final boolean ofInputs;
    private final FlatWeights flat;
    private final Buffer[] inputs;
    private final Plan plan;
    private final View[] outputs;
    private final View[] logits;
    private final View[] activities;
    private final View[] ofSources;
    private final View[] ofActivities;
    private final View[] inputGradients;
    private final View[] states;
    private final View[] stateValues;
    private final Mask[] masks;
    /** Which positions of the outputs that have a mask count. */
    private final View[] counts;

    /** @param ofInputs whether the gradients with respect to the inputs are wanted, too */
    Run(Wanted wanted, int samples, boolean training, boolean ofInputs) {
        this.samples = samples;
        this.training = training;
        this.ofInputs = ofInputs;
        flat = wanted.flat;
        Network network = wanted.network;
        LayerTrace trace = new LayerTrace(training);
        Map<Symbol, View> places = new HashMap<>();
        List<Symbol> given = new ArrayList<>();
        inputs = new Buffer[network.inputShapes().size()];
        for (int i = 0; i < inputs.length; i++) {
            given.add(trace.input(network.inputShapes().get(i).withFirst(samples)));
            inputs[i] = Buffer.ofArray();
            places.put(given.get(i), View.of(inputs[i], given.get(i).shape()));
        }
        Tracing tracing = new Tracing(network, trace, flat, given);
        List<Symbol> trained = new ArrayList<>();
        List<View> ofTrained = new ArrayList<>();
        tracing.place(places, trained, ofTrained);
        int count = network.outputs().size();
        List<Symbol> described = new ArrayList<>();
        masks = new Mask[count];
        for (int k = 0; k < count; k++) {
            Shape shape = network.outputShapes().get(k).withFirst(samples);
            if (!tracing.output(k).shape().equals(shape)) {
                throw KerasException.expected(
                        "output " + k,
                        "no length that follows from the batch size",
                        tracing.output(k).shape());
            }
            described.add(tracing.output(k));
            described.add(tracing.logits(k));
            masks[k] = tracing.mask(k);
        }
        for (int k = 0; k < count; k++) {
            described.add(masks[k] == null ? tracing.output(k) : tracing.maskSymbol(k));
        }
        network.regulated().forEach(value -> described.add(tracing.value(value)));
        int behind = described.size();
        described.addAll(trace.assigned().values());
        List<Symbol> made = Fusion.of(described);
        List<Symbol> ends = made.subList(0, behind);
        List<Symbol> regulated = made.subList(3 * count, behind);
        List<Symbol> assigned = made.subList(behind, made.size());
        List<Symbol> sources = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            sources.add(ends.get(wanted.ofLogits[k] ? 2 * k + 1 : 2 * k));
        }
        List<Symbol> later = new ArrayList<>();
        ofSources = new View[training ? count : 0];
        ofActivities = new View[training ? regulated.size() : 0];
        List<Symbol> back = List.of();
        if (training) {
            List<Symbol> all = new ArrayList<>(sources);
            all.addAll(regulated);
            List<Symbol> dys = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                Symbol dy = trace.input(all.get(i).shape());
                Buffer buffer = Buffer.ofArray();
                buffer.reserve(dy.shape().size());
                View view = View.of(buffer, dy.shape());
                places.put(dy, view);
                dys.add(dy);
                (i < count ? ofSources : ofActivities)[i < count ? i : i - count] = view;
            }
            List<Symbol> of = new ArrayList<>(trained);
            of.addAll(ofInputs ? given : List.of());
            List<Symbol> gradients = Gradients.of(all, dys, of);
            for (int i = 0; i < trained.size(); i++) {
                end(gradients.get(i), ofTrained.get(i), places, later);
            }
            back = gradients.subList(trained.size(), gradients.size());
            back.stream().filter(Objects::nonNull).forEach(later::add);
        }
        later.addAll(assigned);
        plan = new Plan(wanted.arena, places, ends, later, Plan.Mode.FUSED);
        outputs = new View[count];
        logits = new View[count];
        counts = new View[count];
        for (int k = 0; k < count; k++) {
            outputs[k] = plan.view(ends.get(2 * k));
            logits[k] = plan.view(ends.get(2 * k + 1));
            counts[k] = plan.view(ends.get(2 * count + k));
        }
        activities = views(regulated);
        inputGradients = views(back);
        states = trace.assigned().keySet().stream().map(places::get).toArray(View[]::new);
        stateValues = views(assigned);
    }

    /** Says where a gradient is to stand; null for none. */
    private static void end(Symbol gradient, View place, Map<Symbol, View> places, List<Symbol> ends) {
        if (gradient != null) {
            Symbol end = gradient.isLeaf() || places.containsKey(gradient) ? Copy.of(gradient) : gradient;
            places.put(end, place);
            ends.add(end);
        }
    }

    private View[] views(List<Symbol> ends) {
        View[] views = new View[ends.size()];
        for (int i = 0; i < views.length; i++) {
            views[i] = ends.get(i) == null ? null : plan.view(ends.get(i));
        }
        return views;
    }

    boolean fits(int samples, boolean training, boolean ofInputs) {
        return this.samples == samples && this.training == training && this.ofInputs == ofInputs;
    }

    void forward(float[][] x) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].set(x[i]);
        }
        plan.runFirst();
        for (int k = 0; k < masks.length; k++) {
            if (masks[k] != null) {
                masks[k].set(counts[k].array(), samples);
            }
        }
    }

    void backward() {
        plan.runThen();
    }

    /** What draws random numbers. */
    List<Primitive> random() {
        return plan.random();
    }

    float[] output(int number) {
        return outputs[number].array();
    }

    /** What comes before the activation of an output. */
    float[] logits(int output) {
        return logits[output].array();
    }

    /** The numbers of one sample of them. */
    int logitsSize(int output) {
        return logits[output].size() / samples;
    }

    Mask mask(int output) {
        return masks[output];
    }

    /** A value whose size adds to the loss. */
    float[] activity(int number) {
        return activities[number].array();
    }

    int activitySize(int number) {
        return activities[number].size();
    }

    /** Where the gradient with respect to an output, or to its logits, is to be written. */
    float[] gradient(int output) {
        return ofSources[output].array();
    }

    /** The same of a value whose size adds to the loss. */
    float[] activityGradient(int number) {
        return ofActivities[number].array();
    }

    /** The gradient with respect to an input; null if none depends on it. */
    float[] inputGradient(int input) {
        return inputGradients[input] == null ? null : inputGradients[input].array();
    }

    /** Adds what states are to be changed by. */
    void addStateChanges(float[] changes) {
        float[] weights = flat.weights().array();
        for (int k = 0; k < states.length; k++) {
            float[] values = stateValues[k].array();
            int offset = states[k].offset();
            for (int i = 0; i < states[k].size(); i++) {
                changes[offset + i] += values[i] - weights[offset + i];
            }
        }
    }
}
