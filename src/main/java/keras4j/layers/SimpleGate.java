package keras4j.layers;

import static keras4j.ops.Ops.add;

import java.util.List;
import keras4j.core.Config;
import keras4j.ops.Symbol;

/** What a {@link SimpleRNN} does: h = activation(x . kernel + h . recurrent_kernel + bias). */
final class SimpleGate extends Gates {
    SimpleGate(RecurrentKernels<?> layer) {
        super(layer, 1, 1);
    }

    @Override
    void config(Config config) {}

    @Override
    List<Symbol> step(Symbol x, List<Symbol> states, boolean training) {
        return List.of(activated(add(x, remembered(states.get(0), recurrentKernel(), 1, training))));
    }
}
