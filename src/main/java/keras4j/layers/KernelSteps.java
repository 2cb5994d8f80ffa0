package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Linear;
import keras4j.activations.Relu;
import keras4j.core.Mask;
import keras4j.core.MergeKernel;
import keras4j.core.RowFunction;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ActivationKernel;
import keras4j.internal.engine.ArrayRelu;

/** The kernels that layers bring themselves, for one engine: made when a layer's call is first traced. Not for users. */
public final class KernelSteps {
    /** A call of a layer that brings kernels. */
    record Made(List<KernelStep> steps, KernelStep activation, Mask mask) {}

    private record Place(Layer<?> layer, int call) {}

    private final ToIntFunction<Layer<?>> offsets;
    private final Map<Place, Made> made = new HashMap<>();
    private final Map<Place, Mask> masks = new HashMap<>();
    private final List<KernelStep> all = new ArrayList<>();
    private SplittableRandom seeds;

    /** @param offsets says where a layer's weights begin among those of all */
    public KernelSteps(ToIntFunction<Layer<?>> offsets) {
        this.offsets = offsets;
    }

    /**
     * The kernels of a call.
     *
     * @param call which of the layer's calls it is
     * @param inputs the shapes of one sample of each
     * @param masks those of the inputs; null for none
     */
    Made of(Layer<?> layer, int call, List<Shape> inputs, List<Mask> masks) {
        Place place = new Place(layer, call);
        Made known = made.get(place);
        if (known == null) {
            known = make(layer, inputs, masks);
            made.put(place, known);
            known.steps.forEach(this::add);
            if (known.activation != null) {
                add(known.activation);
            }
        }
        return known;
    }

    /** The mask that a call finds: the same in all traces, as kernels that read it know it from the first. */
    Mask mask(Layer<?> layer, int call, Mask first) {
        return masks.computeIfAbsent(new Place(layer, call), place -> first);
    }

    private void add(KernelStep step) {
        all.add(step);
        if (seeds != null) {
            step.seed(seeds.nextLong());
        }
    }

    private Made make(Layer<?> layer, List<Shape> inputs, List<Mask> masks) {
        Mask mask = layer.outputMask(inputs, masks);
        int offset = offsets.applyAsInt(layer);
        MergeKernel merge = layer.mergeKernel(inputs, offset);
        if (merge != null) {
            return new Made(List.of(new KernelStep(layer, merge, inputs.size())), null, mask);
        }
        List<KernelStep> steps = new ArrayList<>();
        List<SampleKernel> kernels = layer.kernels(inputs.get(0), offset, masks.get(0), mask);
        ActivationFunction activation = layer.outputActivation(inputs.get(0));
        kernels.forEach(kernel -> steps.add(new KernelStep(layer, kernel)));
        if (activation == null || activation instanceof Linear) {
            return new Made(steps, null, mask);
        }
        int size = kernels.isEmpty()
                ? inputs.get(0).size()
                : kernels.get(kernels.size() - 1).outputSize();
        int rows = layer.outputShape(inputs.get(0)).positions();
        return new Made(steps, new KernelStep(layer, new ActivationKernel(rows(activation), size / rows, rows)), mask);
    }

    private static RowFunction rows(ActivationFunction function) {
        return function instanceof Relu && !function.hasArguments() ? new ArrayRelu() : function.rows();
    }

    /** Makes what is random follow from this seed. */
    public void seed(long seed) {
        seeds = new SplittableRandom(seed);
        for (KernelStep step : all) {
            step.seed(seeds.nextLong());
        }
    }

    /** Says that the weights are others. */
    public void weightsChanged(float[] weights) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).weightsChanged(weights);
        }
    }

    /** Adds what the last training step changes the state of layers by. */
    public void updateState(float[] weights, float[] changes) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).updateState(weights, changes);
        }
    }
}
