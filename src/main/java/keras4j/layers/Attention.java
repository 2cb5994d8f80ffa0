package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Names;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * Attention whose scores are products of query and key: see {@link AttentionLayer}. Luong, Pham and Manning, "Effective Approaches to
 * Attention-based Neural Machine Translation", 2015. Keras: {@code Attention}.
 */
public final class Attention extends AttentionLayer<Attention> {
    private String scoreMode = "dot";
    private Symbol scale;
    private Symbol concatScoreWeight;

    public Attention() {
        super(false);
    }

    /**
     * How scores are found: "dot", which they are unless given, for query . key, or "concat" for a weight times the sum of tanh(query
     * + key).
     */
    public Attention scoreMode(String value) {
        return set(() -> scoreMode = mode(value));
    }

    @Override
    protected void config(Config config) {
        super.config(config);
        scoreMode = mode(config.text("score_mode", scoreMode));
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        scale = hasScale() ? weights.add("scale", Shape.of(), "ones") : null;
        concatScoreWeight = scoreMode.equals("concat") ? weights.add("concat_score_weight", Shape.of(), "ones") : null;
    }

    @Override
    Symbol scores(Symbol query, Symbol key) {
        if (concatScoreWeight == null) {
            Symbol scores = Ops.matmul(query, Ops.swapaxes(key, -2, -1));
            return scale == null ? scores : scores.times(scale);
        }
        Symbol sums = Ops.expandDims(query, -2).plus(Ops.expandDims(key, -3));
        return Ops.sum(Ops.tanh(scale == null ? sums : sums.times(scale)), -1).times(concatScoreWeight);
    }

    private static String mode(String value) {
        List<String> known = List.of("dot", "concat");
        if (!known.contains(value)) {
            throw Names.unknown("Attention.scoreMode", value, known);
        }
        return value;
    }
}
