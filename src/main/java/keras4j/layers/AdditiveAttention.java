package keras4j.layers;

import java.util.List;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * Attention whose scores are sums of tanh(query + key), each number of which is weighted: see {@link AttentionLayer}. Bahdanau, Cho and
 * Bengio, "Neural Machine Translation by Jointly Learning to Align and Translate", 2015. Keras: {@code AdditiveAttention}.
 */
public final class AdditiveAttention extends AttentionLayer<AdditiveAttention> {
    private Symbol scale;

    public AdditiveAttention() {
        super(true);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        scale = hasScale() ? weights.add("scale", Shape.of(inputs.get(0).last()), "glorot_uniform") : null;
    }

    @Override
    Symbol scores(Symbol query, Symbol key) {
        Symbol sums = Ops.tanh(Ops.expandDims(query, -2).plus(Ops.expandDims(key, -3)));
        return Ops.sum(scale == null ? sums : sums.times(scale), -1);
    }
}
