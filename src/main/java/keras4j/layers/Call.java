package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** One call of a layer, while what it computes is traced. Keras: the arguments {@code training} and {@code mask} of call. */
public final class Call {
    private final LayerTrace trace;
    private final Layer<?> layer;
    private final List<Symbol> inputs;
    private final Map<String, Object> arguments;

    Call(LayerTrace trace, Layer<?> layer, List<Symbol> inputs, Map<String, Object> arguments) {
        this.layer = layer;
        this.arguments = arguments;
        this.trace = trace;
        this.inputs = inputs;
    }

    /** Whether it is one of training. */
    public boolean training() {
        return trace.isTraining();
    }

    /** Which positions of the first input count, 1 or 0: (batch, positions); null for all. */
    public Symbol mask() {
        return mask(0);
    }

    /** The same of an input with this number. */
    public Symbol mask(int input) {
        return Masks.ofInputs(inputs, arguments).get(input);
    }

    /** An input with the mask that the call was given for it, or else with its own. Not for users. */
    public Symbol masked(int number, Symbol input) {
        Symbol mask = mask(number);
        return mask == null ? input : trace.with(input, mask);
    }

    /** An argument that the call was given, such as "use_causal_mask"; a symbol if it is one of the inputs; null for none. */
    public Object argument(String name) {
        return resolved(arguments.get(name));
    }

    private Object resolved(Object value) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(resolved(item)));
            return all;
        }
        return value instanceof Symbol.Argument argument ? inputs.get(argument.input()) : value;
    }

    /**
     * An argument that is one of the inputs, such as "attention_mask"; null for none.
     *
     * @throws KerasException if it is something else
     */
    public Symbol symbol(String name) {
        Object value = argument(name);
        if (value != null && !(value instanceof Symbol)) {
            throw KerasException.expected(name, "a symbol", value);
        }
        return (Symbol) value;
    }

    /**
     * Whether the call was given this argument as true.
     *
     * @throws KerasException if it is neither true nor false
     */
    public boolean flag(String name) {
        Object value = arguments.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw KerasException.expected(name, "true or false", value);
        }
        return Boolean.TRUE.equals(value);
    }

    /**
     * Adds to the loss of the model, in training and in evaluation. Keras: {@code self.add_loss(loss)}.
     *
     * @param loss what is added: of several numbers the sum
     */
    public void addLoss(Symbol loss) {
        trace.addLoss(layer, loss.shape().size() == 1 ? Ops.reshape(loss) : Ops.sum(loss));
    }

    /** What a state of the layer has by now: what the last {@link #assign} has said, if there was one. */
    public Symbol value(Symbol state) {
        return trace.assigned().getOrDefault(state, state);
    }

    /** Says that a state of the layer is to have this value after the step. Keras: {@code state.assign(value)}. */
    public void assign(Symbol state, Symbol value) {
        trace.assign(state, value);
    }
}
