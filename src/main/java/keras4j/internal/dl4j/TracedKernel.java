package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Pass;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.LayerTrace;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/**
 * What a layer computes, as a kernel for an engine that knows only these: traced and planned for each
 * number of samples. The outputs of a layer of several stand behind each other, sample after sample.
 */
final class TracedKernel {
    private final Layer<?> layer;
    private final List<Shape> inputs;
    private final Map<String, Object> arguments;
    private final boolean ofLogits;
    private final int[] masks;
    private final int[] found;
    private final List<Shape> outputs = new ArrayList<>();
    /** How many of the outputs are the layer's, and no masks. */
    private final int own;

    private final Buffer allWeights = Buffer.ofArray();
    private final Buffer allGradients = Buffer.ofArray();
    private final Arena arena = new Arena();
    private final Map<Layer<?>, Integer> offsets = new HashMap<>();
    private SplittableRandom seeds = new SplittableRandom();
    private long draws;
    /** From which the numbers follow that other kernels draw, too. */
    private long common;

    private long runs;
    private Run run;

    /**
     * @param inputs the shapes of one sample of the inputs, and of the masks behind them
     * @param masks for each input which of these is its mask; -1 for none
     * @param found the outputs whose masks stand behind the outputs
     * @param ofLogits whether it ends before the sigmoid or softmax that makes the output
     */
    TracedKernel(
            Layer<?> layer,
            List<Shape> inputs,
            Map<String, Object> arguments,
            int[] masks,
            int[] found,
            boolean ofLogits) {
        this.ofLogits = ofLogits;
        this.layer = layer;
        this.inputs = inputs;
        this.arguments = arguments;
        this.masks = masks;
        this.found = found;
        outputs.addAll(LayerHooks.outputShapes(layer, inputs.subList(0, masks.length), arguments));
        own = outputs.size();
        if (found.length > 0) {
            LayerTrace trace = new LayerTrace(false);
            ends(trace, given(trace, 1)).stream().skip(own).forEach(mask -> outputs.add(mask.sampleShape()));
        }
        place(layer, 0);
    }

    /** The inputs and masks in a trace. */
    private List<Symbol> given(LayerTrace trace, int samples) {
        return inputs.stream()
                .map(shape -> trace.input(shape.withFirst(samples)))
                .toList();
    }

    /** The layer's outputs and the masks that it finds. */
    private List<Symbol> ends(LayerTrace trace, List<Symbol> given) {
        for (int i = 0; i < masks.length; i++) {
            given.get(i).setMask(masks[i] < 0 ? null : given.get(masks[i]));
        }
        List<Symbol> made = trace.apply(layer, given.subList(0, masks.length), arguments);
        List<Symbol> ends = new ArrayList<>(ofLogits ? List.of(trace.logits(made.get(0))) : made);
        for (int output : found) {
            ends.add(made.get(output).mask());
        }
        return ends;
    }

    /** Says where the weights of a layer and its parts begin; gives where they end. */
    private int place(Layer<?> placed, int from) {
        offsets.put(placed, from);
        int at = from;
        for (var spec : LayerHooks.builtWeights(placed)) {
            at += spec.shape().size();
        }
        for (Layer<?> part : LayerHooks.parts(placed)) {
            at = place(part, at);
        }
        return at;
    }

    /** The trace for so many samples, in training or in inference. */
    private final class Run {
        private final int samples;
        private final boolean training;
        private final Pass pass;
        private final Buffer[] x = new Buffer[inputs.size()];
        private final View[] y;
        private final View[] dx = new View[inputs.size()];
        private final View[] losses;
        /** Says why losses are not known, which matters to nobody who predicts. */
        private KerasException unknown;

        private final Map<Primitive, String> drawnOnce;

        Run(int samples, boolean training) {
            this.samples = samples;
            this.training = training;
            LayerTrace trace = new LayerTrace(training);
            pass = new Pass(trace);
            List<Symbol> given = given(trace, samples);
            for (int i = 0; i < x.length; i++) {
                x[i] = pass.input(given.get(i));
                if (i < masks.length) {
                    pass.differentiate(given.get(i), null);
                }
            }
            List<Symbol> ends = ends(trace, given);
            offsets.forEach((part, from) -> place(trace.weights(part), from));
            List<Symbol> sources = new ArrayList<>(ends.subList(0, own));
            List<Symbol> added = added(trace);
            sources.addAll(added);
            List<Symbol> all = new ArrayList<>(ends);
            all.addAll(added);
            pass.plan(arena, all, training ? sources : List.of(), trace.assigned());
            drawnOnce = trace.drawnOnce();
            losses = added.stream().map(pass::view).toArray(View[]::new);
            for (int i = 0; training && i < losses.length; i++) {
                pass.dy(own + i).array()[0] = 1;
            }
            y = ends.stream().map(pass::view).toArray(View[]::new);
            Arrays.setAll(dx, i -> i < masks.length ? pass.gradient(given.get(i)) : null);
        }

        private List<Symbol> added(LayerTrace trace) {
            try {
                return trace.losses();
            } catch (KerasException e) {
                if (training) {
                    throw e;
                }
                unknown = e;
                return List.of();
            }
        }

        private void place(List<Symbol> weights, int from) {
            int at = from;
            for (Symbol weight : weights) {
                pass.place(weight, View.of(allWeights, at, weight.shape()));
                pass.differentiate(weight, View.of(allGradients, at, weight.shape()));
                at += weight.shape().size();
            }
        }
    }

    int outputSize() {
        return outputs.stream().mapToInt(Shape::size).sum();
    }

    /** @param common the same for all kernels of a network, which run as often as each other */
    void seed(long seed, long common) {
        seeds = new SplittableRandom(seed);
        this.common = common;
        runs = 0;
    }

    private void draw(Primitive random) {
        String once = run.drawnOnce.get(random);
        if (once == null) {
            random.seed(seeds.nextLong(), draws++);
        } else {
            random.seed(new SplittableRandom(common + once.hashCode() + (runs << Integer.SIZE)).nextLong(), runs);
        }
    }

    void forward(float[] weights, float[][] x, float[] y, int samples, boolean training) {
        allWeights.set(weights);
        if (run == null || run.samples != samples || run.training != training) {
            run = new Run(samples, training);
        }
        for (int i = 0; i < x.length; i++) {
            run.x[i].set(x[i]);
        }
        run.pass.random().forEach(this::draw);
        runs++;
        run.pass.forward();
        for (int k = 0, from = 0; k < outputs.size(); from += outputs.get(k++).size()) {
            copy(run.y[k].array(), y, from, outputs.get(k).size(), false);
        }
    }

    /** What the last forward has added to the loss. */
    double addedLosses() {
        double sum = 0;
        if (run.unknown != null) {
            throw run.unknown;
        }
        for (View loss : run.losses) {
            sum += loss.array()[loss.offset()];
        }
        return sum;
    }

    void backward(float[] dy, float[][] dx, float[] gradients) {
        allGradients.set(gradients);
        for (int k = 0, from = 0; k < own; from += outputs.get(k++).size()) {
            copy(run.pass.dy(k).array(), dy, from, outputs.get(k).size(), true);
        }
        run.pass.backward();
        for (int i = 0; i < dx.length; i++) {
            if (run.dx[i] != null) {
                System.arraycopy(run.dx[i].array(), run.dx[i].offset(), dx[i], 0, run.dx[i].size());
            }
        }
    }

    /** Adds what the states are to be changed by, after {@link #backward}. */
    void addStateChanges(float[] changes) {
        run.pass.addStateChanges(changes);
    }

    /** The same for a layer that is called again: from the states as they are with these changes, for which all is computed once more. */
    void addStateChanges(float[] weights, float[] changes) {
        float[] changed = weights.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] += changes[i];
        }
        allWeights.set(changed);
        allGradients.set(new float[weights.length]);
        run.pass.forward();
        run.pass.backward();
        addStateChanges(changes);
    }

    /** Copies one of the outputs to its place among all, or back. */
    private void copy(float[] own, float[] all, int from, int size, boolean isBack) {
        int width = outputSize();
        for (int i = 0; i < run.samples; i++) {
            if (isBack) {
                System.arraycopy(all, i * width + from, own, i * size, size);
            } else {
                System.arraycopy(own, i * size, all, i * width + from, size);
            }
        }
    }
}
