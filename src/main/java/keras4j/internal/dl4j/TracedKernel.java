package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Pass;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.LayerTrace;
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
    private final Mask mask;
    private final List<Shape> outputs;
    private final Buffer allWeights = Buffer.ofArray();
    private final Buffer allGradients = Buffer.ofArray();
    private final Arena arena = new Arena();
    private final Map<Layer<?>, Integer> offsets = new HashMap<>();
    private SplittableRandom seeds = new SplittableRandom();
    private long draws;
    private Run run;

    /**
     * @param mask that of the first input; null for none
     * @param ofLogits whether it ends before the sigmoid or softmax that makes the output
     */
    TracedKernel(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments, Mask mask, boolean ofLogits) {
        this.ofLogits = ofLogits;
        this.layer = layer;
        this.inputs = inputs;
        this.arguments = arguments;
        this.mask = mask;
        outputs = LayerHooks.outputShapes(layer, inputs, arguments);
        place(layer, 0);
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
        private final float[] counts;

        Run(int samples, boolean training) {
            this.samples = samples;
            this.training = training;
            LayerTrace trace = new LayerTrace(training);
            pass = new Pass(trace);
            List<Symbol> given = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                given.add(trace.input(inputs.get(i).withFirst(samples)));
                x[i] = pass.input(given.get(i));
                pass.differentiate(given.get(i), null);
            }
            counts = new float[mask == null ? 0 : samples * mask.positions()];
            if (mask != null) {
                Symbol symbol = trace.input(Shape.of(samples, mask.positions()));
                pass.input(symbol).set(counts);
                trace.mask(given.get(0), mask, symbol);
            }
            List<Symbol> made = trace.apply(layer, given, arguments);
            if (training && !trace.losses().isEmpty()) {
                throw KerasException.expected(
                        "DL4J's engine", "layers that add no losses, which the default engine takes", layer);
            }
            offsets.forEach((part, from) -> place(trace.weights(part), from));
            List<Symbol> ends = ofLogits ? List.of(trace.logits(made.get(0))) : made;
            pass.plan(arena, ends, training ? ends : List.of(), trace.assigned());
            y = ends.stream().map(pass::view).toArray(View[]::new);
            Arrays.setAll(dx, i -> pass.gradient(given.get(i)));
        }

        private void place(List<Symbol> weights, int from) {
            int at = from;
            for (Symbol weight : weights) {
                pass.place(weight, View.of(allWeights, at, weight.shape()));
                pass.differentiate(weight, View.of(allGradients, at, weight.shape()));
                at += weight.shape().size();
            }
        }

        void findMask() {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = mask.counts(i / mask.positions(), i % mask.positions()) ? 1 : 0;
            }
        }
    }

    int outputSize() {
        return outputs.stream().mapToInt(Shape::size).sum();
    }

    void seed(long seed) {
        seeds = new SplittableRandom(seed);
    }

    void forward(float[] weights, float[][] x, float[] y, int samples, boolean training) {
        allWeights.set(weights);
        if (run == null || run.samples != samples || run.training != training) {
            run = new Run(samples, training);
        }
        for (int i = 0; i < x.length; i++) {
            run.x[i].set(x[i]);
        }
        run.findMask();
        run.pass.random().forEach(random -> random.seed(seeds.nextLong(), draws++));
        run.pass.forward();
        for (int k = 0, from = 0; k < outputs.size(); from += outputs.get(k++).size()) {
            copy(run.y[k].array(), y, from, outputs.get(k).size(), false);
        }
    }

    void backward(float[] dy, float[][] dx, float[] gradients) {
        allGradients.set(gradients);
        for (int k = 0, from = 0; k < outputs.size(); from += outputs.get(k++).size()) {
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
