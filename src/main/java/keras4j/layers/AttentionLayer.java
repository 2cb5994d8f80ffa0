package keras4j.layers;

import java.util.List;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * softmax(scores) . value: of query (batch, time, size), value (batch, places, out) and key (batch, places, size), which is the value
 * unless given, to (batch, time, out). A mask of the value leaves places out, one of the query makes its places 0.
 *
 * @param <L> the layer's own class
 */
public abstract class AttentionLayer<L extends AttentionLayer<L>> extends Layer<L> {
    /** What the scores of places that are left out become less. */
    private static final double MASKED = 1e9;

    private boolean useScale;
    private double dropout;
    private final LayerSeed seed = new LayerSeed();

    /** @param useScale Keras's default */
    AttentionLayer(boolean useScale) {
        this.useScale = useScale;
    }

    /** Whether there is a weight by which the scores are scaled. */
    public final L useScale(boolean value) {
        return set(() -> useScale = value);
    }

    /** In training, the part of the weights of places that become 0; 0 unless given. */
    public final L dropout(double rate) {
        return set(() -> dropout = Numbers.rate(className() + ".dropout", rate));
    }

    /** The seed of this layer's own dropout; none unless given. */
    public final L seed(long value) {
        return set(() -> seed.set(value));
    }

    /** What the layer gives for these. */
    public final Symbol apply(Symbol query, Symbol value) {
        return query(query).value(value).apply();
    }

    /** The same with a key. */
    public final Symbol apply(Symbol query, Symbol value, Symbol key) {
        return query(query).value(value).key(key).apply();
    }

    /** Begins a call with more arguments. */
    public final AttentionCall query(Symbol query) {
        return new AttentionCall(this, query);
    }

    @Override
    protected final Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT, "return_attention_scores", "use_causal_mask");
    }

    @Override
    protected void config(Config config) {
        useScale = config.flag("use_scale", useScale);
        dropout = Numbers.rate(className() + ".dropout", config.number("dropout", dropout));
        seed.config(config);
    }

    /** (batch, time, places). */
    abstract Symbol scores(Symbol query, Symbol key);

    @Override
    protected final List<Symbol> call(List<Symbol> inputs, Call call) {
        if (inputs.size() < 2 || inputs.size() > 3) {
            throw KerasException.expected(className(), "a query, a value, and maybe a key", inputs.size() + " inputs");
        }
        Symbol value = inputs.get(1);
        Symbol scores = scores(inputs.get(0), inputs.get(inputs.size() - 1));
        Symbol ofValue = call.mask(1);
        Symbol seen = ofValue == null ? null : Ops.expandDims(ofValue, 1);
        if (call.flag("use_causal_mask")) {
            Symbol causal = Ops.tri(scores.dim(1), scores.dim(2), 0);
            seen = seen == null ? causal : Ops.logicalAnd(seen, causal);
        }
        Symbol weights = Ops.softmax(seen == null ? scores : Ops.where(seen, scores, scores.minus(MASKED)));
        if (call.training() && dropout > 0) {
            weights = Ops.dropout(weights, dropout, null, seed.generator());
        }
        Symbol y = Ops.matmul(weights, value);
        Symbol ofQuery = call.mask(0);
        y = ofQuery == null ? y : Ops.where(Ops.expandDims(ofQuery, -1), y, 0);
        return call.flag("return_attention_scores") ? List.of(y, weights) : List.of(y);
    }

    @Override
    protected final Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }

    final boolean hasScale() {
        return useScale;
    }
}
