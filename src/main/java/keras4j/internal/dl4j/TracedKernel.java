package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.LayerTrace;
import keras4j.ops.Copy;
import keras4j.ops.Fusion;
import keras4j.ops.Gradients;
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
        private final Buffer[] x = new Buffer[inputs.size()];
        private final View[] y;
        private final View[] dy;
        private final View[] dx = new View[inputs.size()];
        private final Plan plan;
        private final float[] counts;
        /** What the states are to have, by their places. */
        private final Map<View, View> assigned = new HashMap<>();

        private final Plan states;

        Run(int samples, boolean training) {
            this.samples = samples;
            this.training = training;
            LayerTrace trace = new LayerTrace(training);
            Map<Symbol, View> places = new HashMap<>();
            List<Symbol> given = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                given.add(trace.input(inputs.get(i).withFirst(samples)));
                x[i] = Buffer.ofArray();
                places.put(given.get(i), View.of(x[i], given.get(i).shape()));
            }
            counts = new float[mask == null ? 0 : samples * mask.positions()];
            if (mask != null) {
                Symbol symbol = trace.input(Shape.of(samples, mask.positions()));
                places.put(symbol, View.of(Buffer.of(counts), symbol.shape()));
                trace.mask(given.get(0), mask, symbol);
            }
            List<Symbol> made = trace.apply(layer, given, arguments);
            List<Symbol> ends = Fusion.of(ofLogits ? List.of(trace.logits(made.get(0))) : made);
            List<Symbol> of = new ArrayList<>(given);
            List<View> ofWeights = new ArrayList<>();
            offsets.keySet().forEach(part -> placeWeights(trace, part, places, of, ofWeights));
            List<Symbol> dys = new ArrayList<>();
            dy = new View[ends.size()];
            for (int k = 0; k < dy.length; k++) {
                Buffer buffer = Buffer.ofArray();
                dys.add(trace.input(ends.get(k).shape()));
                dy[k] = View.of(buffer, ends.get(k).shape());
                buffer.reserve(dy[k].size());
                places.put(dys.get(k), dy[k]);
            }
            List<Symbol> gradients = training ? Gradients.of(ends, dys, of) : List.of();
            List<Symbol> later = new ArrayList<>();
            for (int i = 0; i < gradients.size(); i++) {
                Symbol gradient = gradients.get(i);
                if (gradient != null) {
                    Symbol end = gradient.isLeaf() || places.containsKey(gradient) || i < x.length
                            ? Copy.of(gradient)
                            : gradient;
                    later.add(end);
                    gradients.set(i, end);
                    if (i >= x.length) {
                        places.put(end, ofWeights.get(i - x.length));
                    }
                }
            }
            plan = new Plan(arena, places, ends, later, Plan.Mode.FUSED);
            y = ends.stream().map(plan::view).toArray(View[]::new);
            for (int i = 0; i < dx.length && training; i++) {
                dx[i] = gradients.get(i) == null ? null : plan.view(gradients.get(i));
            }
            List<Symbol> values = List.copyOf(trace.assigned().values());
            states = values.isEmpty() ? null : new Plan(new Arena(), places, values, List.of(), Plan.Mode.FUSED);
            trace.assigned().forEach((state, value) -> assigned.put(places.get(state), states.view(value)));
        }

        void findMask() {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = mask.counts(i / mask.positions(), i % mask.positions()) ? 1 : 0;
            }
        }

        private void placeWeights(
                LayerTrace trace, Layer<?> part, Map<Symbol, View> places, List<Symbol> of, List<View> ofWeights) {
            int at = offsets.get(part);
            for (Symbol weight : trace.weights(part)) {
                places.put(weight, View.of(allWeights, at, weight.shape()));
                ofWeights.add(View.of(allGradients, at, weight.shape()));
                of.add(weight);
                at += weight.shape().size();
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
        run.plan.random().forEach(random -> random.seed(seeds.nextLong(), draws++));
        run.plan.runFirst();
        for (int k = 0, from = 0; k < outputs.size(); from += outputs.get(k++).size()) {
            copy(run.y[k].array(), y, from, outputs.get(k).size(), false);
        }
    }

    void backward(float[] dy, float[][] dx, float[] gradients) {
        allGradients.set(gradients);
        for (int k = 0, from = 0; k < outputs.size(); from += outputs.get(k++).size()) {
            copy(run.dy[k].array(), dy, from, outputs.get(k).size(), true);
        }
        run.plan.runThen();
        for (int i = 0; i < dx.length; i++) {
            if (run.dx[i] != null) {
                System.arraycopy(run.dx[i].array(), 0, dx[i], 0, run.dx[i].size());
            }
        }
    }

    /** From the states as they are with these changes. */
    void updateState(float[] weights, float[] changes) {
        if (run.states == null) {
            return;
        }
        float[] changed = weights.clone();
        for (int i = 0; i < changed.length; i++) {
            changed[i] += changes[i];
        }
        allWeights.set(changed);
        run.states.runFirst();
        run.assigned.forEach((state, value) -> {
            for (int i = 0; i < state.size(); i++) {
                int at = state.offset() + i;
                changes[at] = value.array()[value.offset() + i] - weights[at];
            }
        });
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
