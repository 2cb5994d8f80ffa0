package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/**
 * A cell of Keras's: what a recurrent layer does in each step, for {@link RNN}.
 *
 * @param <L> the cell's own class
 */
public abstract class RecurrentCell<L extends RecurrentCell<L>> extends RecurrentKernels<L> implements Cell {
    /** @param activation Keras's default */
    RecurrentCell(ActivationFunction activation) {
        super(activation);
    }

    abstract Gates gates();

    @Override
    protected final void config(Config config) {
        configKernels(config);
        gates().config(config);
    }

    @Override
    public final List<Integer> stateSize() {
        return gates().stateSize();
    }

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        gates().build(weights, inputs.get(0).last());
    }

    @Override
    protected final List<Symbol> call(List<Symbol> inputs, Call call) {
        Symbol x = gates().read(inputs.get(0), call.training());
        List<Symbol> states = gates().step(x, inputs.subList(1, inputs.size()), call.training());
        List<Symbol> outputs = new ArrayList<>(states.subList(0, 1));
        outputs.addAll(states);
        return outputs;
    }
}
