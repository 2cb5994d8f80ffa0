package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.ops.Symbol;

/**
 * One call of {@link MultiHeadAttention}, {@link Attention} or {@link AdditiveAttention}, while its arguments are being said:
 * {@code attention.query(q).value(v).useCausalMask(true).apply()}. Masks have 0 for what is not seen, and anything else for what is.
 */
public final class AttentionCall {
    private final Layer<?> layer;
    private final Symbol query;
    private Symbol value;
    private Symbol key;
    private final Map<String, Symbol> masks = new LinkedHashMap<>();
    private final Map<String, Object> arguments = new LinkedHashMap<>();

    AttentionCall(Layer<?> layer, Symbol query) {
        this.layer = layer;
        this.query = query;
    }

    /** What is looked at: (batch, places, size); the query itself unless given. */
    public AttentionCall value(Symbol symbol) {
        value = symbol;
        return this;
    }

    /** By what it is found: (batch, places, size); the value unless given. */
    public AttentionCall key(Symbol symbol) {
        key = symbol;
        return this;
    }

    /**
     * Which places of the query count, (batch, time), in place of the mask that it has. As in Keras, {@link MultiHeadAttention} does not
     * look at it.
     */
    public AttentionCall queryMask(Symbol mask) {
        masks.put("query_mask", mask);
        return this;
    }

    /** Which places of the value count, (batch, places), in place of the mask that it has. */
    public AttentionCall valueMask(Symbol mask) {
        masks.put("value_mask", mask);
        return this;
    }

    /** Which places of the key count, (batch, places), in place of the mask that it has; of {@link MultiHeadAttention} only. */
    public AttentionCall keyMask(Symbol mask) {
        masks.put("key_mask", mask);
        return this;
    }

    /**
     * Which place of the query sees which of the value: (batch, time, places), or (batch, heads, time, places); of {@link
     * MultiHeadAttention} only.
     */
    public AttentionCall attentionMask(Symbol mask) {
        masks.put("attention_mask", mask);
        return this;
    }

    /** Whether no place of the query sees those of the value behind it; false unless given. */
    public AttentionCall useCausalMask(boolean isCausal) {
        arguments.put("use_causal_mask", isCausal);
        return this;
    }

    /**
     * What the layer gives: (batch, time, size).
     *
     * @throws KerasException if the layer cannot take such inputs, or has no such argument
     */
    public Symbol apply() {
        return called().get(0);
    }

    /** The same, and behind it how much of each place is seen: (batch, time, places), with heads (batch, heads, time, places). */
    public List<Symbol> applyWithScores() {
        arguments.put("return_attention_scores", true);
        return called();
    }

    private List<Symbol> called() {
        List<Symbol> inputs = new ArrayList<>(Arrays.asList(query, value == null ? query : value));
        if (key != null) {
            inputs.add(key);
        }
        Symbol.Argument ofQuery = argument("query_mask", inputs);
        if (layer.callArguments().contains(Masks.ARGUMENT) && (ofQuery != null || masks.containsKey("value_mask"))) {
            arguments.put(Masks.ARGUMENT, Arrays.asList(ofQuery, argument("value_mask", inputs)));
        } else if (ofQuery != null) {
            arguments.put("query_mask", ofQuery);
        }
        List.copyOf(masks.keySet()).forEach(name -> arguments.put(name, argument(name, inputs)));
        return layer.applyWith(arguments, inputs);
    }

    private Symbol.Argument argument(String name, List<Symbol> inputs) {
        Symbol mask = masks.remove(name);
        if (mask == null) {
            return null;
        }
        inputs.add(mask);
        return new Symbol.Argument(inputs.size() - 1);
    }
}
