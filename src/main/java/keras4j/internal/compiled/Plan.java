package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Mask;
import keras4j.core.Memory;
import keras4j.core.MergeKernel;
import keras4j.core.Regularizer;
import keras4j.core.SampleKernel;
import keras4j.core.Span;
import keras4j.internal.engine.ActivationKernel;
import keras4j.internal.graph.Masks;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/**
 * A network's kernels in their order, with buffers for what they give that grow to the most samples seen. Values are
 * numbered: first the network's inputs, then what each kernel gives. A node without a kernel hands on the value that it
 * reads.
 */
public final class Plan {
    /** A value whose size adds to the loss. */
    private record Activity(int value, Regularizer regularizer) {}

    private final Step[] steps;
    private final int inputs;
    private final int[] outputs;
    private final Mask[] outputMasks;
    private final int[] sizes;
    private final Activity[] activities;
    private final Span[] state;
    private final float[][] values;
    private final float[][] gradients;
    private final boolean[] hasGradient;
    /** Gradients of weights by a layer's call that are to be added to those by a later call. */
    private float[] moreOfWeights = {};

    private float[] activityGradients = {};

    private int capacity;
    /** Whether there has been a forward pass of training, so that there are gradients, too. */
    private boolean isTrained;

    private long seenVersion = -1;

    /** The plan; empty if a layer has no kernels and only DL4J runs it. */
    public static Optional<Plan> of(Network network) {
        List<Step> steps = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Masks masks = new Masks(network);
        int inputs = network.graph().inputs().size();
        for (int i = 0; i < inputs; i++) {
            places.add(i);
        }
        // On the way back, a layer's last call writes first.
        Map<Layer<?>, Node> lastCalls = new HashMap<>();
        network.nodes().forEach(node -> lastCalls.put(node.layer(), node));
        for (Node node : network.nodes()) {
            List<Integer> reads = node.reads().stream().map(places::get).toList();
            Span shared =
                    lastCalls.get(node.layer()) == node ? null : node.placed().span();
            MergeKernel merge = LayerHooks.mergeKernel(node.layer(), node.inputs(), node.offset());
            List<SampleKernel> kernels = merge == null ? kernels(node, masks, places.size()) : List.of();
            if (kernels == null) {
                return Optional.empty();
            }
            int value = reads.get(0);
            if (merge != null) {
                steps.add(new Step(node.name(), merge, reads, shared));
                value = inputs + steps.size() - 1;
            }
            for (SampleKernel kernel : kernels) {
                steps.add(new Step(node.name(), kernel, value, shared));
                value = inputs + steps.size() - 1;
            }
            places.add(value);
        }
        List<Integer> needed = new ArrayList<>(network.outputs());
        needed.addAll(network.regulated());
        new Fusion(inputs, steps, places, needed).run();
        return Optional.of(new Plan(network, steps, places, masks));
    }

    /** @param places for each of the network's values its number here */
    private Plan(Network network, List<Step> steps, List<Integer> places, Masks masks) {
        this.steps = steps.toArray(Step[]::new);
        inputs = network.graph().inputs().size();
        outputs = network.outputs().stream().mapToInt(places::get).toArray();
        outputMasks = network.outputs().stream().map(masks::of).toArray(Mask[]::new);
        activities = network.regulated().stream()
                .map(value -> new Activity(
                        places.get(value),
                        LayerHooks.activityRegularizer(network.node(value).layer())))
                .toArray(Activity[]::new);
        state = network.state().toArray(Span[]::new);
        sizes = new int[inputs + steps.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = i < inputs
                    ? network.inputShapes().get(i).size()
                    : steps.get(i - inputs).outputSize();
        }
        values = new float[sizes.length][0];
        gradients = new float[sizes.length][0];
        hasGradient = new boolean[sizes.length];
    }

    /** A node's kernels, one after the other, its activation's at the end; null if it has none and needs some. */
    private static List<SampleKernel> kernels(Node node, Masks masks, int value) {
        List<SampleKernel> kernels = LayerHooks.kernels(
                node.layer(), node.input(), node.offset(), masks.of(node.reads().get(0)), masks.of(value));
        ActivationFunction activation = LayerHooks.outputActivation(node.layer(), node.input());
        if (kernels == null || activation == null || activation instanceof Linear) {
            return kernels;
        }
        int size = kernels.isEmpty()
                ? node.input().size()
                : kernels.get(kernels.size() - 1).outputSize();
        int rows = node.output().positions();
        List<SampleKernel> all = new ArrayList<>(kernels);
        all.add(new ActivationKernel(activation, size / rows, rows));
        return all;
    }

    /** Makes what is random follow from this seed. */
    public void seed(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (Step step : steps) {
            step.seed(seeds.nextLong());
        }
    }

    /** The number of the value that is the model's output with this number. */
    public int output(int number) {
        return outputs[number];
    }

    /** The mask of the model's output with this number; null for none. */
    public Mask mask(int output) {
        return outputMasks[output];
    }

    /** The value of which the kernel makes that one; of a model's input, itself. */
    public int before(int value) {
        return value < inputs ? value : steps[value - inputs].reads[0];
    }

    /** The numbers of one sample of a value. */
    public int size(int value) {
        return sizes[value];
    }

    /** A value that was computed, sample after sample. */
    public float[] value(int value) {
        return values[value];
    }

    /**
     * Computes all values; they stand until the next call.
     *
     * @param version another number whenever the weights are others
     * @param x the model's inputs
     */
    public void forward(float[] weights, long version, float[][] x, int samples, boolean training) {
        grow(weights.length, samples, training);
        if (version != seenVersion) {
            for (Step step : steps) {
                step.weightsChanged(weights);
            }
            seenVersion = version;
        }
        for (int i = 0; i < inputs; i++) {
            values[i] = x[i];
        }
        for (int i = 0; i < steps.length; i++) {
            steps[i].forward(weights, values, values[inputs + i], samples, training);
        }
    }

    /**
     * Writes what the last {@link #forward}, in training mode, changes the state of layers by.
     *
     * @param changes of all weights; those of state are written
     */
    public void updateState(float[] weights, float[] changes) {
        for (Span span : state) {
            Arrays.fill(changes, span.from(), span.to(), 0);
        }
        for (int i = 0; i < steps.length && state.length > 0; i++) {
            steps[i].updateState(weights, changes);
        }
    }

    private void grow(int countParams, int samples, boolean training) {
        if (samples > capacity || (training && !isTrained)) {
            checkRoom(countParams, Math.max(samples, capacity), isTrained || training);
            isTrained |= training;
        }
        if (samples > capacity) {
            for (int i = inputs; i < sizes.length; i++) {
                values[i] = new float[samples * sizes[i]];
            }
            capacity = samples;
        }
    }

    /**
     * Before memory is taken for a batch.
     *
     * @param withGradients whether there is to be room for them, too
     */
    private void checkRoom(long countParams, int samples, boolean withGradients) {
        long sum = countParams;
        for (int i = inputs; i < sizes.length; i++) {
            String where = "layer " + steps[i - inputs].layer;
            long numbers = Math.multiplyFull(samples, sizes[i]);
            Memory.checkArray(where, "outputs for " + samples + " samples", numbers);
            sum += withGradients ? 2 * numbers : numbers;
            Memory.check(where, "weights, and outputs for " + samples + " samples up to it,", sum);
        }
    }

    /** Forgets all gradients; before those of outputs are {@link #add added}. */
    public void begin() {
        Arrays.fill(hasGradient, false);
    }

    /** Adds to the gradient with respect to a value. */
    public void add(int value, float[] gradient, int samples) {
        int count = samples * sizes[value];
        float[] sum = gradient(value);
        if (!hasGradient[value]) {
            System.arraycopy(gradient, 0, sum, 0, count);
            hasGradient[value] = true;
            return;
        }
        for (int i = 0; i < count; i++) {
            sum[i] += gradient[i];
        }
    }

    private float[] gradient(int value) {
        gradients[value] = room(gradients[value], capacity * sizes[value]);
        return gradients[value];
    }

    /** What activity regularizers add to the loss after {@link #forward}. */
    public double activityPenalty(int samples) {
        double sum = 0;
        for (Activity activity : activities) {
            int count = samples * sizes[activity.value];
            sum += activity.regularizer.penalty(values[activity.value], 0, count) / samples;
        }
        return sum;
    }

    /** {@link #add Adds} the gradients of {@link #activityPenalty}. */
    public void addActivityGradients(int samples) {
        for (Activity activity : activities) {
            int count = samples * sizes[activity.value];
            activityGradients = room(activityGradients, count);
            Arrays.fill(activityGradients, 0, count, 0);
            activity.regularizer.addGradient(values[activity.value], activityGradients, 0, count);
            for (int i = 0; i < count; i++) {
                activityGradients[i] /= samples;
            }
            add(activity.value, activityGradients, samples);
        }
    }

    /** Writes the gradient with respect to a value, after {@link #backward}; 0 if none depends on it. */
    public void copyGradient(int value, float[] into, int samples) {
        int count = samples * sizes[value];
        if (hasGradient[value]) {
            System.arraycopy(gradients[value], 0, into, 0, count);
        } else {
            Arrays.fill(into, 0, count, 0);
        }
    }

    /**
     * Takes the gradients that were added back to all weights.
     *
     * @param ofInputs whether the gradients with respect to the inputs are wanted, too
     * @param weightGradients those of all weights that the gradients reach are written
     */
    public void backward(float[] weights, boolean ofInputs, float[] weightGradients, int samples) {
        for (int i = steps.length - 1; i >= 0; i--) {
            if (hasGradient[inputs + i]) {
                backward(steps[i], inputs + i, weights, ofInputs, weightGradients, samples);
            }
        }
    }

    private void backward(
            Step step, int value, float[] weights, boolean ofInputs, float[] weightGradients, int samples) {
        for (int k = 0; k < step.reads.length; k++) {
            int read = step.reads[k];
            boolean wanted = read >= inputs || ofInputs;
            if (wanted && hasGradient[read]) {
                step.dx[k] = step.more(k, samples * sizes[read]);
            } else {
                step.dx[k] = wanted ? gradient(read) : null;
                hasGradient[read] = wanted;
            }
        }
        float[] written = step.shared == null ? weightGradients : emptyFor(step.shared, weights.length);
        step.backward(weights, values, values[value], gradient(value), written, samples);
        for (int k = 0; k < step.reads.length; k++) {
            if (step.dx[k] != null && step.dx[k] != gradients[step.reads[k]]) {
                add(step.reads[k], step.dx[k], samples);
            }
        }
        for (int i = 0; step.shared != null && i < step.shared.length(); i++) {
            weightGradients[step.shared.from() + i] += written[step.shared.from() + i];
        }
    }

    /** Room for gradients of a layer's weights, which are 0 where the kernel writes none. */
    private float[] emptyFor(Span layer, int countParams) {
        moreOfWeights = room(moreOfWeights, countParams);
        Arrays.fill(moreOfWeights, layer.from(), layer.to(), 0);
        return moreOfWeights;
    }

    /** An array with room for so many numbers: this one if it has it. */
    private static float[] room(float[] array, int length) {
        return array.length < length ? new float[length] : array;
    }
}
