package keras4j.layers;

import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.ops.Scan;
import keras4j.ops.Symbol;

/**
 * A recurrent layer that is described by ops.
 *
 * @param <L> the layer's own class
 */
public abstract class GatedRecurrent<L extends GatedRecurrent<L>> extends Recurrent<L> {
    /** @param activation Keras's default */
    GatedRecurrent(ActivationFunction activation) {
        super(activation);
    }

    abstract Gates gates();

    @Override
    protected final void config(Config config) {
        sequences().config(config);
        configKernels(config);
        gates().config(config);
    }

    @Override
    final int states() {
        return gates().stateSize().size();
    }

    @Override
    protected final Shape outputShape(Shape input) {
        sequences().checkStateless(className());
        return super.outputShape(input);
    }

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        gates().build(weights, inputs.get(0).last());
    }

    @Override
    protected final List<Symbol> call(List<Symbol> inputs, Call call) {
        List<Symbol> first = Sequences.first(inputs, gates().stateSize());
        Scan.Cell cell = (xs, states) -> {
            List<Symbol> next = gates().step(xs.get(0), states, call.training());
            return new Scan.Step(next.subList(0, 1), next);
        };
        Symbol x = gates().read(inputs.get(0), call.training());
        return sequences().outputs(cell, x, first, inputs.size() == 1 ? call.mask() : null, units());
    }
}
