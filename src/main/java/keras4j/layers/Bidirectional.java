package keras4j.layers;

import static keras4j.ops.Ops.add;
import static keras4j.ops.Ops.concatenate;
import static keras4j.ops.Ops.flip;
import static keras4j.ops.Ops.multiply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.ops.Symbol;

/**
 * A recurrent layer and the same kind of layer that reads backwards, side by side: with "concat" (batch, 2 units), or (batch, time, 2
 * units) if the layer has returnSequences. Both are copies of the layer that is given. Keras: {@code Bidirectional}.
 */
public final class Bidirectional extends Layer<Bidirectional> {
    private static final List<String> MODES = Arrays.asList("concat", "sum", "mul", "ave", null);

    private Layer<?> forward;
    private Layer<?> backward;
    private String mergeMode = "concat";

    Bidirectional() {}

    /** @param layer an LSTM, GRU, SimpleRNN or RNN */
    public Bidirectional(Layer<?> layer) {
        this(layer, null);
    }

    /**
     * @param layer an LSTM, GRU, SimpleRNN or RNN
     * @param backwardLayer one that reads the other way round; null for a copy of the layer that does
     * @throws KerasException if they do not belong together
     */
    public Bidirectional(Layer<?> layer, Layer<?> backwardLayer) {
        set(layer, backwardLayer);
    }

    /** What becomes of the two outputs: "concat" unless given, "sum", "mul", "ave", or null for one behind the other. */
    public Bidirectional mergeMode(String value) {
        return set(() -> mergeMode = mode(value));
    }

    @Override
    protected void config(Config config) {
        mergeMode = mode(config.text("merge_mode", mergeMode));
        Layer<?> first = Wrapped.config(config, "layer", forward);
        Layer<?> second = Wrapped.config(config, "backward_layer", backward);
        if (first != forward) {
            set(first, second);
        }
    }

    private void set(Layer<?> layer, Layer<?> backwardLayer) {
        Sequences given = sequences(layer);
        forward = part("forward_layer", Wrapped.copy(layer, named(layer, "forward_"), given.goBackwards));
        backward = part(
                "backward_layer",
                backwardLayer == null
                        ? Wrapped.copy(layer, named(layer, "backward_"), !given.goBackwards)
                        : Wrapped.copy(backwardLayer, backwardLayer.getName(), sequences(backwardLayer).goBackwards));
        Sequences back = backward.sequences();
        boolean isAlike = given.goBackwards != back.goBackwards
                && given.returnSequences == back.returnSequences
                && given.returnState == back.returnState
                && given.stateful == back.stateful;
        if (!isAlike) {
            throw KerasException.expected(
                    "Bidirectional",
                    "layers of which one has goBackwards, with the same returnSequences, returnState and stateful",
                    layer + " and " + backward);
        }
        forward.sequences().zeroOutputForMask = given.returnSequences;
        back.zeroOutputForMask = given.returnSequences;
    }

    private static Sequences sequences(Layer<?> layer) {
        if (layer == null || layer.sequences() == null) {
            throw KerasException.expected("Bidirectional.layer", "an LSTM, GRU, SimpleRNN or RNN", layer);
        }
        return layer.sequences();
    }

    private static String named(Layer<?> layer, String prefix) {
        String name = layer.getName() == null ? Names.snakeCase(layer.className()) : layer.getName();
        return name.startsWith(prefix) ? name : prefix + name;
    }

    private static String mode(String value) {
        if (!MODES.contains(value)) {
            throw KerasException.expected("Bidirectional.mergeMode", "one of " + MODES, value);
        }
        return value;
    }

    /** See {@link Recurrent#resetStates}. */
    public void resetStates() {
        forward.sequences().resetStates();
        backward.sequences().resetStates();
    }

    @Override
    protected void described(List<Symbol> inputs) {
        forward.described(inputs);
        backward.described(inputs);
    }

    @Override
    protected boolean isStateful() {
        return forward.isStateful();
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        boolean returnSequences = forward.sequences().returnSequences;
        int half = (inputs.size() - 1) / 2;
        List<Symbol> there = new ArrayList<>(inputs.subList(0, 1 + half));
        List<Symbol> back = new ArrayList<>(inputs.subList(1 + half, inputs.size()));
        back.add(0, inputs.get(0));
        Symbol mask = Sequences.mask(inputs, call);
        there = mask == null ? forward.applyAll(there) : forward.applyMasked(mask, there);
        back = mask == null ? backward.applyAll(back) : backward.applyMasked(mask, back);
        Symbol last = back.get(0);
        List<Symbol> outputs = new ArrayList<>(merged(there.get(0), returnSequences ? flip(last, 1) : last));
        outputs.addAll(there.subList(1, there.size()));
        outputs.addAll(back.subList(1, back.size()));
        return outputs;
    }

    private List<Symbol> merged(Symbol y, Symbol back) {
        if (mergeMode == null) {
            return List.of(y, back);
        }
        return List.of(
                switch (mergeMode) {
                    case "concat" -> concatenate(List.of(y, back), -1);
                    case "mul" -> multiply(y, back);
                    case "ave" -> add(y, back).dividedBy(2);
                    default -> add(y, back);
                });
    }

    @Override
    protected Set<String> callArguments() {
        return Set.of(Masks.ARGUMENT);
    }

    @Override
    protected List<Symbol> computeMask(List<Symbol> inputs, List<Symbol> masks) {
        Symbol mask = forward.sequences().returnSequences ? masks.get(0) : null;
        return mergeMode == null ? Arrays.asList(mask, mask) : Arrays.asList(mask);
    }
}
