package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
import keras4j.internal.kernels.Buffer;
import keras4j.internal.plan.Arena;
import keras4j.layers.LayerHooks;

/**
 * A network's layers as steps, and plans of them for the numbers of samples seen last. Values are numbered: first the network's
 * inputs, then what each step gives. A node without a kernel hands on the value that it reads.
 */
public final class Program {
    private static final int MAX_RUNS = 8;

    /** A value whose size adds to the loss. */
    private record Activity(int value, Regularizer regularizer) {}

    private final Network network;
    private final Step[] steps;
    private final int inputs;
    private final int[] outputs;
    private final Mask[] outputMasks;
    private final int[] sizes;
    private final Activity[] activities;
    private final Span[] state;
    private final int[] wanted;
    private final boolean[] hasGradient;
    private final Flat flat = new Flat();
    private final Arena arena = new Arena();
    /** The last is the one that ran last. */
    private final List<Run> runs = new ArrayList<>();

    private final List<Buffer> gradients = new ArrayList<>();
    private int[] sources;
    private Run run;
    private float[] activityGradients = {};
    private long seenVersion = -1;

    /** The program; empty if a layer has no kernels and only DL4J runs it. */
    public static Optional<Program> of(Network network) {
        List<Step> steps = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        Masks masks = new Masks(network);
        int inputs = network.graph().inputs().size();
        for (int i = 0; i < inputs; i++) {
            places.add(i);
        }
        for (Node node : network.nodes()) {
            List<Integer> reads = node.reads().stream().map(places::get).toList();
            MergeKernel merge = LayerHooks.mergeKernel(node.layer(), node.inputs(), node.offset());
            List<SampleKernel> kernels = merge == null ? kernels(node, masks, places.size()) : List.of();
            if (kernels == null) {
                return Optional.empty();
            }
            int value = reads.get(0);
            if (merge != null) {
                steps.add(new Step(node, merge, reads));
                value = inputs + steps.size() - 1;
            }
            for (SampleKernel kernel : kernels) {
                steps.add(new Step(node, kernel, value));
                value = inputs + steps.size() - 1;
            }
            places.add(value);
        }
        List<Integer> needed = new ArrayList<>(network.outputs());
        needed.addAll(network.regulated());
        new Fusion(inputs, steps, places, needed).run();
        return Optional.of(new Program(network, steps, places, masks));
    }

    /** @param places for each of the network's values its number here */
    private Program(Network network, List<Step> steps, List<Integer> places, Masks masks) {
        this.network = network;
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
        wanted = IntStream.concat(
                        Arrays.stream(outputs).flatMap(value -> IntStream.of(value, before(value))),
                        Arrays.stream(activities).mapToInt(Activity::value))
                .distinct()
                .toArray();
        hasGradient = new boolean[sizes.length];
        gradientsFrom(outputs);
    }

    /** Says which values' gradients will be {@link #add added}, beside those of activities; those of the outputs unless it is said. */
    public void gradientsFrom(int... values) {
        sources = IntStream.concat(
                        Arrays.stream(values), Arrays.stream(activities).mapToInt(Activity::value))
                .distinct()
                .toArray();
        runs.clear();
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

    Network network() {
        return network;
    }

    List<Step> steps() {
        return List.of(steps);
    }

    /** Where the gradient with respect to one of the sources is written, with room for so many numbers. */
    Buffer gradient(int source, int size) {
        while (gradients.size() <= source) {
            gradients.add(Buffer.ofArray());
        }
        gradients.get(source).reserve(size);
        return gradients.get(source);
    }

    Flat flat() {
        return flat;
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
        return value < inputs ? value : steps[value - inputs].reads()[0];
    }

    /** The numbers of one sample of a value. */
    public int size(int value) {
        return sizes[value];
    }

    /** An output that was computed, what it was made of, or a value whose size adds to the loss; sample after sample. */
    public float[] value(int value) {
        return value < inputs ? run.input(value) : run.value(index(wanted, value));
    }

    private static int index(int[] values, int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        throw new IllegalArgumentException("value " + value);
    }

    /**
     * Computes all values; they stand until the next call.
     *
     * @param version another number whenever the weights are others
     * @param x the model's inputs
     * @param ofInputs whether {@link #backward} will be asked for the gradients with respect to the inputs
     */
    public void forward(float[] weights, long version, float[][] x, int samples, boolean training, boolean ofInputs) {
        flat.weights().set(weights);
        run = run(samples, training, ofInputs);
        if (version != seenVersion) {
            for (Step step : steps) {
                step.weightsChanged(weights);
            }
            seenVersion = version;
        }
        run.forward(x);
    }

    private Run run(int samples, boolean training, boolean ofInputs) {
        for (int i = runs.size() - 1; i >= 0; i--) {
            if (runs.get(i).fits(samples, training, ofInputs)) {
                if (i < runs.size() - 1) {
                    runs.add(runs.remove(i));
                }
                return runs.get(runs.size() - 1);
            }
        }
        checkRoom(flat.weights().array().length, samples, training);
        if (runs.size() == MAX_RUNS) {
            runs.remove(0);
        }
        runs.add(new Run(this, arena, samples, training, ofInputs, wanted, sources));
        return runs.get(runs.size() - 1);
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

    /**
     * Before memory is taken for a batch.
     *
     * @param withGradients whether there is to be room for them, too
     */
    private void checkRoom(long countParams, int samples, boolean withGradients) {
        long sum = countParams;
        for (int i = inputs; i < sizes.length; i++) {
            String where = "layer " + steps[i - inputs].node().name();
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

    /** Adds to the gradient with respect to a value, one of those that {@link #gradientsFrom} says. */
    public void add(int value, float[] gradient, int samples) {
        int count = samples * sizes[value];
        float[] sum = run.gradient(index(sources, value));
        if (!hasGradient[value]) {
            System.arraycopy(gradient, 0, sum, 0, count);
            hasGradient[value] = true;
            return;
        }
        for (int i = 0; i < count; i++) {
            sum[i] += gradient[i];
        }
    }

    /** What activity regularizers add to the loss after {@link #forward}. */
    public double activityPenalty(int samples) {
        double sum = 0;
        for (Activity activity : activities) {
            int count = samples * sizes[activity.value];
            sum += activity.regularizer.penalty(value(activity.value), 0, count) / samples;
        }
        return sum;
    }

    /** {@link #add Adds} the gradients of {@link #activityPenalty}. */
    public void addActivityGradients(int samples) {
        for (Activity activity : activities) {
            int count = samples * sizes[activity.value];
            if (activityGradients.length < count) {
                activityGradients = new float[count];
            }
            Arrays.fill(activityGradients, 0, count, 0);
            activity.regularizer.addGradient(value(activity.value), activityGradients, 0, count);
            for (int i = 0; i < count; i++) {
                activityGradients[i] /= samples;
            }
            add(activity.value, activityGradients, samples);
        }
    }

    /** Writes the gradient with respect to an input, after {@link #backward}; 0 if none depends on it. */
    public void copyGradient(int input, float[] into, int samples) {
        int count = samples * sizes[input];
        float[] gradient = run.inputGradient(input);
        if (gradient == null) {
            Arrays.fill(into, 0, count, 0);
        } else {
            System.arraycopy(gradient, 0, into, 0, count);
        }
    }

    /**
     * Takes the gradients that were added back to all weights.
     *
     * @param gradients those of all weights that the gradients reach are written
     */
    public void backward(float[] gradients, int samples) {
        for (int value : sources) {
            if (!hasGradient[value]) {
                Arrays.fill(run.gradient(index(sources, value)), 0, samples * sizes[value], 0);
            }
        }
        flat.gradients().set(gradients);
        run.backward();
    }
}
