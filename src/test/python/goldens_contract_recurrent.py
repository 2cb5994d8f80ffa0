"""Layers over time: recurrent ones, their cells, Bidirectional, TimeDistributed."""

import keras
from goldens_contract import Case, calls, family, floats, ids, padded, parts, stack
from keras import layers as L

TIME = {"inputs": [floats(4, 3)], "unknown": [floats(6, 3)]}
PADDED = {"inputs": [padded(4, 3)], "unknown": [padded(6, 3)]}
SEQUENCES = {"return_sequences": True}


def cases():
    for name, states in [("SimpleRNN", 1), ("GRU", 1), ("LSTM", 2)]:
        yield from recurrent(name, states)
    yield from own()
    yield from cells()
    yield from both_ways()
    yield from of_each_step()


def recurrent(name, states):
    """What all three take."""
    new = lambda **given: getattr(L, name)(2, **given)
    two = {"units": 2}
    weights = parts("kernel", "recurrent", "bias")
    yield from family(name, cases={
        "defaults": two, "sequences": {**two, **SEQUENCES}, "backwards": {**two, "go_backwards": True},
        "sequences_backwards": {**two, **SEQUENCES, "go_backwards": True}, "without_bias": {**two, "use_bias": False},
        "activation": {**two, "activation": "softsign"}, "unroll": {**two, "unroll": True}, "activity": {**two, "activity_regularizer": "l2"},
        **{case: {**two, **given} for case, given in weights.items()},
    }, unknown=None, inputs=TIME["inputs"])
    yield from family(name, cases={"unknown": two, "unknown_sequences_backwards": {**two, **SEQUENCES, "go_backwards": True}}, **TIME)
    yield from family(name, cases={
        "masked": two, "masked_sequences": {**two, **SEQUENCES}, "masked_backwards": {**two, "go_backwards": True},
        "masked_sequences_backwards": {**two, **SEQUENCES, "go_backwards": True}, "zero_output_for_mask": {**two, **SEQUENCES, "zero_output_for_mask": True},
        "masked_unroll": {**two, "unroll": True, "zero_output_for_mask": True, **SEQUENCES},
    }, **PADDED | {"unknown": None}, before=[L.Masking])
    yield from family(name, cases={"unknown_masked": {**two, **SEQUENCES}}, **PADDED, before=[L.Masking])
    yield from family(name, [ids(4, below=6)], {"of_words": two}, [ids(5, below=6)], before=[lambda: L.Embedding(6, 3, mask_zero=True)])
    yield from calls(name, cases={
        "state": lambda x: new(return_state=True)(x), "sequences_and_state": lambda x: new(return_state=True, **SEQUENCES)(x),
        "masked_state": lambda x: new(return_state=True, **SEQUENCES)(L.Masking()(x)),
    }, **PADDED)
    first = [floats(2)] * states
    given = lambda s: list(s) if states > 1 else s[0]
    yield from calls(name, [floats(4, 3), *first], {
        "initial_state": lambda x, *s: new(return_state=True, **SEQUENCES)(x, initial_state=given(s)),
        "initial_state_backwards": lambda x, *s: new(go_backwards=True)(x, initial_state=given(s)),
    }, [floats(6, 3), *first])
    yield from family(name, cases={"dropout": {**two, "dropout": 0.4, "seed": 3}, "recurrent_dropout": {**two, "recurrent_dropout": 0.4}}, **TIME, random=True)
    yield Case(name, "stateful", stack(lambda: new(stateful=True)), TIME["inputs"], batch_size=2)


def own():
    two = {"units": 2}
    for name in ["GRU", "LSTM"]:
        yield from family(name, [floats(4, 3)], {
            "recurrent_activation": {**two, "recurrent_activation": "hard_sigmoid"}, "use_cudnn": {**two, "use_cudnn": False},
        })
    yield from family("LSTM", [floats(4, 3)], {"unit_forget_bias": {**two, "unit_forget_bias": False}})
    before = {**two, "reset_after": False}
    yield from family("GRU", [floats(4, 3)], {
        "reset_before": before, "reset_before_sequences": {**before, **SEQUENCES}, "reset_before_without_bias": {**before, "use_bias": False},
        "reset_before_backwards": {**before, "go_backwards": True, "recurrent_activation": "hard_sigmoid"},
    })
    yield from family("GRU", **PADDED, cases={"reset_before_masked": {**before, **SEQUENCES}}, before=[L.Masking])


def rnn(cell, **given):
    return lambda: {"cell": cell(), **given}


def cells():
    """Cells are layers of their own, and have no call without states: here they are in RNN."""
    yield from family("RNN", **TIME, cases={
        "defaults": rnn(lambda: L.SimpleRNNCell(2)), "sequences": rnn(lambda: L.GRUCell(2), **SEQUENCES), "backwards": rnn(lambda: L.LSTMCell(2), go_backwards=True),
    })
    yield from family("RNN", [floats(4, 3)], {"unroll": rnn(lambda: L.LSTMCell(2), unroll=True)})
    yield from family("RNN", **PADDED, cases={
        "masked": rnn(lambda: L.GRUCell(2), **SEQUENCES), "zero_output_for_mask": rnn(lambda: L.LSTMCell(2), zero_output_for_mask=True, **SEQUENCES),
    }, before=[L.Masking])
    yield from calls("RNN", **TIME, cases={"state": lambda x: L.RNN(L.LSTMCell(2), return_state=True)(x)})
    first = [floats(2), floats(2)]
    initial = lambda x, h, c: L.RNN(L.LSTMCell(2))(x, initial_state=[h, c])
    yield from calls("RNN", [floats(4, 3), *first], {"initial_state": initial}, [floats(6, 3), *first])
    yield Case("RNN", "stateful", stack(lambda: L.RNN(L.GRUCell(2), stateful=True)), TIME["inputs"], batch_size=2)
    weights = parts("kernel", "recurrent", "bias")
    for name in ["SimpleRNNCell", "GRUCell", "LSTMCell"]:
        given = {"defaults": {}, "activation": {"activation": "softsign"}, "without_bias": {"use_bias": False}, **weights}
        if name != "SimpleRNNCell":
            given |= {"recurrent_activation": {"recurrent_activation": "hard_sigmoid"}}
        given |= {"GRUCell": {"reset_before": {"reset_after": False}}, "LSTMCell": {"unit_forget_bias": {"unit_forget_bias": False}}}.get(name, {})
        in_rnn = lambda arguments, name=name: stack(lambda: L.RNN(getattr(L, name)(2, **arguments), return_sequences=True))
        for case, arguments in given.items():
            yield Case(name, case, in_rnn(arguments), **(TIME if case == "defaults" else {"inputs": TIME["inputs"]}))
        for case, arguments in {"dropout": {"dropout": 0.4, "seed": 3}, "recurrent_dropout": {"recurrent_dropout": 0.4}}.items():
            yield Case(name, case, in_rnn(arguments), TIME["inputs"], random=True)
    stacked = lambda: L.StackedRNNCells([L.LSTMCell(2), L.GRUCell(3), L.SimpleRNNCell(2)])
    for case, arguments in {"defaults": {}, "sequences": SEQUENCES, "backwards": {"go_backwards": True}}.items():
        yield Case("StackedRNNCells", case, stack(lambda arguments=arguments: L.RNN(stacked(), **arguments)), **TIME)
    yield Case("StackedRNNCells", "masked", stack(L.Masking, lambda: L.RNN(stacked(), **SEQUENCES)), **PADDED)
    yield Case("StackedRNNCells", "of_a_list", stack(lambda: L.RNN([L.SimpleRNNCell(2), L.LSTMCell(2)])), TIME["inputs"])
    yield from calls("StackedRNNCells", **TIME, cases={"state": lambda x: L.RNN(stacked(), return_state=True, **SEQUENCES)(x)})


def both_ways():
    two = lambda layer, **given: lambda: {"layer": getattr(L, layer)(2, **given)}
    merged = lambda mode, **given: lambda: {"layer": L.GRU(2, **given), "merge_mode": mode}
    modes = {mode: merged(mode) for mode in ["concat", "sum", "mul", "ave"]}
    modes |= {f"{mode}_sequences": merged(mode, **SEQUENCES) for mode in ["sum", "mul", "ave"]}
    yield from family("Bidirectional", [floats(4, 3)], {
        **modes, "of_rnn": lambda: {"layer": L.RNN(L.GRUCell(2))}, "backwards": lambda: {"layer": L.LSTM(2, go_backwards=True, **SEQUENCES), "backward_layer": L.LSTM(2, **SEQUENCES)},
        "backward_layer": lambda: {"layer": L.LSTM(2), "backward_layer": L.GRU(3, go_backwards=True, activation="softsign")},
    })
    for layer in ["LSTM", "GRU", "SimpleRNN"]:
        of = layer.lower()
        yield from family("Bidirectional", **TIME, cases={of: two(layer), f"{of}_sequences": two(layer, **SEQUENCES)})
        yield from family("Bidirectional", **PADDED, cases={f"{of}_masked": two(layer), f"{of}_masked_sequences": two(layer, **SEQUENCES)}, before=[L.Masking])
        states = 4 if layer == "LSTM" else 2
        first = [floats(2)] * states
        with_state = lambda x, *s, layer=layer: L.Bidirectional(getattr(L, layer)(2, **SEQUENCES))(x, initial_state=list(s))
        yield from calls("Bidirectional", [floats(4, 3), *first], {f"{of}_initial_state": with_state}, [floats(6, 3), *first])
        state = lambda x, layer=layer: L.Bidirectional(getattr(L, layer)(2, return_state=True, **SEQUENCES))(x)
        yield from calls("Bidirectional", **TIME, cases={f"{of}_state": state})
    none = lambda **given: lambda x: L.Bidirectional(L.GRU(2, **given), merge_mode=None)(x)
    yield from calls("Bidirectional", **TIME, cases={"none": none(), "none_sequences": none(**SEQUENCES), "none_state": none(return_state=True)})
    yield from family("Bidirectional", **PADDED, cases={"zero_output_for_mask": two("LSTM", zero_output_for_mask=True, **SEQUENCES)}, before=[L.Masking])
    yield from family("Bidirectional", **TIME, cases={"dropout": two("LSTM", dropout=0.4)}, random=True)
    yield Case("Bidirectional", "stateful", stack(lambda: L.Bidirectional(L.GRU(2, stateful=True))), TIME["inputs"], batch_size=2)


def of_each_step():
    nested = lambda: keras.Sequential([L.Input((3,)), L.Dense(4, "tanh"), L.Dense(2)])
    yield from family("TimeDistributed", **TIME, cases={
        "defaults": lambda: {"layer": L.Dense(2)}, "nested": lambda: {"layer": nested()}, "activation": lambda: {"layer": L.Activation("softmax")},
        "batch_normalization": lambda: {"layer": L.BatchNormalization(momentum=0.7)}, "layer_normalization": lambda: {"layer": L.LayerNormalization()},
    })
    yield from family("TimeDistributed", **PADDED, cases={"masked": lambda: {"layer": L.Dense(2)}}, before=[L.Masking])
    yield from family("TimeDistributed", [floats(3, 4, 4, 1)], {
        "convolution": lambda: {"layer": L.Conv2D(2, 2)}, "pooling": lambda: {"layer": L.MaxPooling2D()}, "flatten": lambda: {"layer": L.Flatten()},
    }, [floats(5, 4, 4, 1)])
    yield from family("TimeDistributed", [floats(3, 4, 2)], {"recurrent": lambda: {"layer": L.GRU(2)}}, [floats(5, 4, 2)])
    twice = lambda: {"layer": L.TimeDistributed(L.Dense(2))}
    yield from family("TimeDistributed", [floats(3, 2, 3)], {"nested_twice": twice}, [floats(5, 2, 3)])
    yield from family("TimeDistributed", [floats(4, 3)], {"dropout": lambda: {"layer": L.Dropout(0.4)}}, [floats(6, 3)], random=True)
