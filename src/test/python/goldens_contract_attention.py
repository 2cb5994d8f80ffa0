"""EinsumDense and attention."""

import keras
from goldens_contract import calls, family, flags, floats, ids, padded, parts, unmasked
from keras import layers as L


def cases():
    yield from einsum()
    yield from attention()
    yield from many_heads()


def einsum():
    over_time = {"inputs": [floats(4, 3)], "unknown": [floats(6, 3)]}
    heads = {"equation": "abc,cde->abde", "output_shape": (None, 2, 3)}
    yield from family("EinsumDense", [floats(3)], {
        "defaults": {"equation": "ab,bc->ac", "output_shape": 4}, "lora": {"equation": "ab,bc->ac", "output_shape": 4, "lora_rank": 2, "lora_alpha": 3},
    })
    yield from family("EinsumDense", cases={
        "bias": {"equation": "abc,cd->abd", "output_shape": (None, 4), "bias_axes": "d"},
        "ellipsis": {"equation": "...x,xy->...y", "output_shape": 4, "bias_axes": "y"},
        "activation": {"equation": "abc,cd->abd", "output_shape": (None, 4), "activation": "tanh"},
        "heads": heads, "heads_bias": {**heads, "bias_axes": "de"}, "bias_of_heads": {**heads, "bias_axes": "d"}, "bias_of_last": {**heads, "bias_axes": "e"},
        "activity": {**heads, "activity_regularizer": "l2"},
        "norm_constraints": {**heads, "bias_axes": "de", "kernel_constraint": keras.constraints.MinMaxNorm(0.5, 0.9, axis=[0, 2]),
                             "bias_constraint": keras.constraints.MaxNorm(0.1, axis=[-1, 0])},
        **{name: {**heads, "bias_axes": "de", **given} for name, given in parts("kernel", "bias").items()},
    }, **over_time)
    yield from family("EinsumDense", [floats(4, 3)], {
        "over_first_axis": {"equation": "abc,bd->adc", "output_shape": (5, 3), "bias_axes": "dc"}, "both_axes": {"equation": "abc,bcd->ad", "output_shape": 2},
    })
    yield from family("EinsumDense", [floats(4, 2, 3)], {"joined_heads": {"equation": "abcd,cde->abe", "output_shape": (None, 4), "bias_axes": "e"}}, [floats(5, 2, 3)])
    yield from family("EinsumDense", [floats(4, 3)], {"per_channel": {"equation": "abc,cd->abcd", "output_shape": (None, 3, 2), "bias_axes": "cd"}}, [floats(5, 3)])


def attention():
    pair = [floats(3, 4), floats(5, 4)]
    yield from both_kinds("Attention", L.Attention)
    yield from both_kinds("AdditiveAttention", L.AdditiveAttention)
    yield from calls("Attention", [floats(3, 4), floats(5, 4), floats(5, 4)], {
        "concat": lambda q, v, k: L.Attention(score_mode="concat")([q, v, k]),
        "concat_scaled": lambda q, v, k: L.Attention(score_mode="concat", use_scale=True)([q, v, k]),
    }, [floats(2, 4), floats(6, 4), floats(6, 4)])
    yield from calls("Attention", pair, {"seed": lambda q, v: L.Attention(dropout=0.4, seed=3)([q, v])}, random=True)
    yield from calls("Attention", [floats(3, 4), floats(5, 2), floats(5, 4)], {"narrow_value": lambda q, v, k: L.Attention()([q, v, k])})
    yield from calls("Attention", [floats(33, 4), floats(32, 4)], {"large": lambda q, v: L.Attention(use_scale=True)([q, v])})
    yield from calls("AdditiveAttention", pair, {"without_scale": lambda q, v: L.AdditiveAttention(use_scale=False)([q, v])})


def both_kinds(name, new):
    pair, longer = [floats(3, 4), floats(5, 4)], [floats(6, 4), floats(2, 4)]
    yield from calls(name, pair, {
        "defaults": lambda q, v: new()([q, v]), "use_scale": lambda q, v: new(use_scale=name == "Attention")([q, v]),
        "scores": lambda q, v: new()([q, v], return_attention_scores=True), "causal": lambda q, v: new()([q, v], use_causal_mask=True),
    }, longer)
    yield from calls(name, [*pair, floats(5, 4)], {"key": lambda q, v, k: new()([q, v, k])}, [*longer, floats(2, 4)])
    masks = lambda q, v: new()([L.Masking()(q), L.Masking()(v)])
    both = [padded(3, 4), padded(5, 4)]
    yield from calls(name, both, {"masked": masks}, [padded(6, 4), padded(4, 4)])
    yield from calls(name, both, {"value_masked": lambda q, v: new()([q, L.Masking()(v)], return_attention_scores=True)})
    yield from calls(name, both, {"masked_causal": lambda q, v: new()([L.Masking()(q), L.Masking()(v)], use_causal_mask=True)})
    given = lambda q, v, a, b: new()([q, v], mask=[a, b])
    yield from calls(name, [*pair, flags(3), flags(5)], {"masks_given": given}, [*longer, flags(6), flags(2)])
    yield from calls(name, pair, {"dropout": lambda q, v: new(dropout=0.4)([q, v])}, longer, random=True)


def many_heads():
    new = lambda **given: L.MultiHeadAttention(**{"num_heads": 2, "key_dim": 2, **given})
    own = lambda **given: lambda x: new(**given)(x, x)
    masked_scores = lambda *x, **more: [unmasked(y) for y in new()(*x, return_attention_scores=True, **more)]
    yield from calls("MultiHeadAttention", [floats(4, 3)], {
        "defaults": own(), "value_dim": own(value_dim=3), "output_shape": own(output_shape=5), "without_bias": own(use_bias=False),
        "sliding_window": own(sliding_window=2), "gated": own(use_gate=True), "causal": lambda x: new()(x, x, use_causal_mask=True),
        "one_head": own(num_heads=1, key_dim=3), "without_flash": own(flash_attention=False), "activity": own(activity_regularizer="l2"),
        "scores": lambda x: new()(x, x, return_attention_scores=True),
        **{name: own(**given) for name, given in parts("kernel", "bias").items()},
    }, [floats(6, 3)])
    different = [floats(3, 3), floats(5, 4)]
    yield from calls("MultiHeadAttention", different, {
        "value": lambda q, v: new()(q, v), "value_scores": lambda q, v: new(value_dim=1, output_shape=(2,))(q, v, return_attention_scores=True),
        "value_causal": lambda q, v: new()(q, v, use_causal_mask=True),
    }, [floats(4, 3), floats(2, 4)])
    yield from calls("MultiHeadAttention", [*different, floats(5, 2)], {
        "key": lambda q, v, k: new(value_dim=3)(q, v, k), "key_named": lambda q, v, k: new()(query=q, value=v, key=k),
    }, [floats(4, 3), floats(2, 4), floats(2, 2)])
    yield from calls("MultiHeadAttention", [*different, flags(3, 5)], {
        "attention_mask": lambda q, v, m: new()(q, v, attention_mask=m),
        "attention_mask_causal_scores": lambda q, v, m: masked_scores(q, v, attention_mask=m, use_causal_mask=True),
    }, [floats(4, 3), floats(2, 4), flags(4, 2)])
    yield from calls("MultiHeadAttention", [*different, flags(2, 3, 5)], {"mask_of_each_head": lambda q, v, m: new()(q, v, attention_mask=m)})
    yield from calls("MultiHeadAttention", [*different, flags(3), flags(5), flags(5)], {
        "masks_given": lambda q, v, a, b, c: new()(q, v, query_mask=a, value_mask=b, key_mask=c)})
    own_masked = lambda x, **more: new()(x, x, **more)
    yield from calls("MultiHeadAttention", [padded(4, 3)], {
        "masked": lambda x: own_masked(L.Masking()(x)), "masked_causal": lambda x: own_masked(L.Masking()(x), use_causal_mask=True),
    }, [padded(6, 3)])
    yield from calls("MultiHeadAttention", [padded(3, 3), padded(5, 4)], {
        "value_masked": lambda q, v: new()(q, L.Masking()(v)), "query_masked": lambda q, v: new()(L.Masking()(q), v),
        "both_masked": lambda q, v: masked_scores(L.Masking()(q), L.Masking()(v)),
    }, [padded(4, 3), padded(6, 4)])
    yield from calls("MultiHeadAttention", [ids(5, below=6)], {"of_words": lambda x: own_masked(L.Embedding(6, 3, mask_zero=True)(x))}, [ids(7, below=6)])
    image = [floats(2, 3, 3)]
    yield from calls("MultiHeadAttention", image, {"attention_axis": own(attention_axes=(2,)), "first_axis": own(attention_axes=1)}, [floats(4, 2, 3)])
    yield from calls("MultiHeadAttention", image, {"attention_axes": own(attention_axes=[1, 2]), "two_axes": own()}, [floats(4, 2, 3)])
    yield from calls("MultiHeadAttention", image, {"output_of_two_axes": own(output_shape=(2, 2))})
    yield from calls("MultiHeadAttention", [floats(4, 3)], {"dropout": own(dropout=0.4), "seed": own(dropout=0.4, seed=3)}, [floats(6, 3)], random=True)
    yield from calls("MultiHeadAttention", [floats(33, 3)], {"large": own(key_dim=4)})
