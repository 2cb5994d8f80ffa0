package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.Memory;
import keras4j.core.Span;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.internal.plan.Arena;
import keras4j.ops.Primitive;

/** What a network computes: traced and planned for each number of samples, of which the last few are kept. */
public final class Program {
    private static final int MAX_RUNS = 8;

    private final Network network;
    private final boolean withLosses;
    private final Span[] state;
    private final boolean[] ofLogits;
    private final FlatWeights flat = new FlatWeights();
    private final Arena arena = new Arena();
    /** The last is the one that ran last. */
    private final List<Run> runs = new ArrayList<>();

    private Run run;
    private SplittableRandom seeds = new SplittableRandom();
    /** How often random numbers have been drawn. */
    private long draws;

    public Program(Network network) {
        this(network, true);
    }

    /** @param withLosses whether it computes what layers add to the loss */
    public Program(Network network, boolean withLosses) {
        this.network = network;
        this.withLosses = withLosses;
        state = network.state().toArray(Span[]::new);
        ofLogits = new boolean[network.outputs().size()];
    }

    /** Says that the gradient of an output will be that with respect to its logits. */
    public void takeLogits(int output) {
        ofLogits[output] = true;
        runs.clear();
    }

    /** Makes what is random follow from this seed. */
    public void seed(long seed) {
        seeds = new SplittableRandom(seed);
    }

    /** Which rows of the model's output with this number count, 1 or 0; null for all. */
    public float[] mask(int output) {
        return run.mask(output);
    }

    /** What the model gives, sample after sample. */
    public float[] output(int number) {
        return run.output(number);
    }

    /** What comes before the activation of an output. */
    public float[] logits(int output) {
        return run.logits(output);
    }

    /** The numbers of one sample of what the loss of an output takes. */
    int size(int output) {
        return ofLogits[output]
                ? run.logitsSize(output)
                : network.outputShapes().get(output).size();
    }

    /** What the loss of an output takes. */
    float[] source(int output) {
        return ofLogits[output] ? run.logits(output) : run.output(output);
    }

    /**
     * Computes all values; they stand until the next call.
     *
     * @param version another number whenever the weights are others
     * @param x the model's inputs
     * @param ofInputs whether {@link #backward} will be asked for the gradients with respect to the inputs
     */
    public void forward(float[] weights, long version, float[][] x, int samples, boolean training, boolean ofInputs) {
        flat.weights().set(weights, version);
        run = run(samples, training, ofInputs);
        List<Primitive> random = run.random();
        for (int i = 0; i < random.size(); i++) {
            random.get(i).seed(seeds.nextLong(), draws++);
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
        runs.add(new Run(new Run.Wanted(network, ofLogits, withLosses, arena, flat), samples, training, ofInputs));
        return runs.get(runs.size() - 1);
    }

    /**
     * Writes what the last {@link #forward}, in training mode, changes the state of layers by.
     *
     * @param changes of all weights; those of state are written
     */
    public void updateState(float[] changes) {
        if (state.length == 0) {
            return;
        }
        for (Span span : state) {
            Arrays.fill(changes, span.from(), span.to(), 0);
        }
        run.addStateChanges(changes);
    }

    /**
     * Before memory is taken for a batch.
     *
     * @param withGradients whether there is to be room for them, too
     */
    private void checkRoom(long countParams, int samples, boolean withGradients) {
        long sum = countParams;
        for (Node node : network.nodes()) {
            String where = "layer " + node.name();
            long numbers = Math.multiplyFull(samples, node.output().size());
            Memory.checkArray(where, "outputs for " + samples + " samples", numbers);
            sum += withGradients ? 2 * numbers : numbers;
            Memory.check(where, "weights, and outputs for " + samples + " samples up to it,", sum);
        }
    }

    /** Where the gradient with respect to an output, or to its logits, is to be written before {@link #backward}. */
    public float[] gradient(int output) {
        return run.gradient(output);
    }

    /** What layers add to the loss, after {@link #forward}. */
    public double addedLosses() {
        return run.addedLosses();
    }

    /** Writes the gradient with respect to an input, after {@link #backward}; 0 if none depends on it. */
    public void copyGradient(int input, float[] into, int samples) {
        int count = samples * network.inputShapes().get(input).size();
        float[] gradient = run.inputGradient(input);
        if (gradient == null) {
            Arrays.fill(into, 0, count, 0);
        } else {
            System.arraycopy(gradient, 0, into, 0, count);
        }
    }

    /**
     * Takes the {@link #gradient gradients} with respect to the outputs back to all weights, and those of {@link #addedLosses}.
     *
     * @param gradients those of all weights that the gradients reach are written
     */
    public void backward(float[] gradients) {
        flat.gradients().set(gradients);
        run.backward();
    }
}
