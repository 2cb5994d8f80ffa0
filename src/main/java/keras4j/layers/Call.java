package keras4j.layers;

import java.util.List;
import keras4j.ops.Symbol;

/** One call of a layer, while what it computes is traced. Keras: the arguments {@code training} and {@code mask} of call. */
public final class Call {
    private final LayerTrace trace;
    private final List<Symbol> inputs;

    Call(LayerTrace trace, List<Symbol> inputs) {
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
        return trace.maskSymbol(inputs.get(input));
    }

    /** Says that a state of the layer is to have this value after the step. Keras: {@code state.assign(value)}. */
    public void assign(Symbol state, Symbol value) {
        trace.assign(state, value);
    }
}
