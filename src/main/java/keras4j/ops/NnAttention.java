package keras4j.ops;

/** Keras's attention, from {@code keras.ops.nn}. */
abstract class NnAttention extends NnConvolutions {
    /**
     * The values, weighted by softmax(query key' scale + bias).
     *
     * @param query (batch, time, heads, size)
     * @param key (batch, places, heads or a divisor, size)
     * @param value like key
     * @param bias added to the logits (batch, heads, time, places), or null
     * @param mask 0 for what is not seen, broadcast to the logits, or null
     * @param scale of the logits; null for 1 / sqrt(size)
     * @param isCausal whether no place sees those behind it
     * @return like query
     */
    public static Symbol dotProductAttention(
            Symbol query, Symbol key, Symbol value, Symbol bias, Symbol mask, Double scale, boolean isCausal) {
        return Op.call(
                "DotProductAttention",
                "query",
                query,
                "key",
                key,
                "value",
                value,
                "bias",
                bias,
                "mask",
                mask,
                "scale",
                scale,
                "is_causal",
                isCausal,
                "flash_attention",
                null,
                "attn_logits_soft_cap",
                null);
    }

    /** The same without bias, mask and scale. */
    public static Symbol dotProductAttention(Symbol query, Symbol key, Symbol value) {
        return dotProductAttention(query, key, value, null, null, null, false);
    }
}
