package keras4j.layers;

import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.WeightSpec;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * A layer at each step of a sequence, with the same weights: (batch, time, ..) to (batch, time, ..), the layer making the one .. of
 * the other. Not for layers that carry something from step to step in training, as {@link BatchNormalization} does its means: those
 * only compute. Keras: {@code TimeDistributed}.
 */
public final class TimeDistributed extends Layer<TimeDistributed> {
    private Layer<?> layer;

    TimeDistributed() {}

    /** @param layer of one input and one output */
    public TimeDistributed(Layer<?> layer) {
        this.layer = part("layer", layer);
    }

    @Override
    protected void config(Config config) {
        Layer<?> given = Wrapped.config(config, "layer", layer);
        if (given != layer) {
            layer = part("layer", given);
        }
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        if (x.rank() < 3) {
            throw KerasException.expected("TimeDistributed", "inputs (batch, time, ..)", x.shape());
        }
        if (layer.isStateful()) {
            throw KerasException.expected("TimeDistributed", "a layer that is not stateful", layer);
        }
        Symbol steps = steps(x);
        boolean isMasked = call.mask() != null && layer.callArguments().contains(Masks.ARGUMENT);
        Symbol y = isMasked ? layer.applyMasked(steps, steps(call.mask())) : layer.apply(steps);
        if (call.training() && LayerHooks.allWeights(layer).stream().anyMatch(WeightSpec::isState)) {
            throw KerasException.expected(
                    "TimeDistributed, in training", "a layer that keeps nothing from step to step", layer);
        }
        return Ops.reshape(
                y, y.sampleShape().withFirst(x.dim(1)).withFirst(x.dim(0)).dims());
    }

    /** (batch, time, ..) as (batch * time, ..). */
    private static Symbol steps(Symbol x) {
        int[] dims = x.shape().withoutFirst().dims();
        dims[0] = x.dim(0) * x.dim(1);
        return Ops.reshape(x, dims);
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
