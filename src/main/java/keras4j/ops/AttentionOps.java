package keras4j.ops;

import static keras4j.ops.Primitives.add;
import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.multiply;
import static keras4j.ops.Primitives.where;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;

/** Keras's attention. */
final class AttentionOps {
    /** What masked logits become: Keras's number, which is finite so that rows that are all masked are means. */
    private static final double MASKED = -0.7 * 3.38953e38;

    private AttentionOps() {}

    static void define() {
        OpDefinition.define("nn", "DotProductAttention", "query key value bias= mask= scale=", AttentionOps::attention);
    }

    private static Symbol attention(Arguments a) {
        Symbol query = heads(a.symbol("query"));
        Symbol key = repeated(heads(a.symbol("key")), query.dim(1));
        Symbol value = repeated(heads(a.symbol("value")), query.dim(1));
        double scale = a.number("scale", 1 / Math.sqrt(key.shape().last()));
        Symbol mask = a.optional("mask");
        if (a.flag("is_causal")) {
            Symbol causal = causal(query.dim(2), key.dim(2));
            mask = mask == null ? causal : map(Binary.AND, mask, causal);
        }
        if (mask == null && !a.has("bias")) {
            return heads(Attend.of(query, key, value, (float) scale));
        }
        Symbol logits = multiply(Primitives.matmul(query, Primitives.swapLast(key)), constant(scale));
        logits = a.has("bias") ? add(logits, a.symbol("bias")) : logits;
        Symbol seen = mask == null ? logits : where(mask, logits, constant(MASKED));
        return heads(Primitives.matmul(NormalizationOps.softmaxOfRows(seen), value));
    }

    /** (batch, time, heads, size) as (batch, heads, time, size), and back. */
    private static Symbol heads(Symbol x) {
        if (x.rank() != 4) {
            throw KerasException.expected(
                    "dot_product_attention", "inputs of shape (batch, time, heads, size)", x.shape());
        }
        return Primitives.transpose(x, List.of(0, 2, 1, 3));
    }

    /** Each head for a group of the query's. */
    private static Symbol repeated(Symbol x, int queryHeads) {
        int heads = x.dim(1);
        if (heads == 1 || heads == queryHeads) {
            return x;
        }
        if (queryHeads % heads != 0) {
            throw KerasException.expected("dot_product_attention", "a divisor of " + queryHeads + " heads", heads);
        }
        int groups = queryHeads / heads;
        Symbol each = Primitives.reshape(x, Shape.of(x.dim(0), heads, 1, x.dim(2), x.dim(3)));
        Symbol all = Primitives.broadcast(each, Shape.of(x.dim(0), heads, groups, x.dim(2), x.dim(3)));
        return Primitives.reshape(all, Shape.of(x.dim(0), queryHeads, x.dim(2), x.dim(3)));
    }

    /** 1 where a place of the key is not behind that of the query, else 0. */
    static Symbol causal(int queries, int keys) {
        float[] numbers = new float[queries * keys];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % keys <= i / keys ? 1 : 0;
        }
        return constant(numbers, Shape.of(queries, keys));
    }
}
