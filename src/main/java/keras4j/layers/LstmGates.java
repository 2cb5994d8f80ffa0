package keras4j.layers;

import static keras4j.ops.Ops.add;
import static keras4j.ops.Ops.multiply;
import static keras4j.ops.Ops.split;

import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Sigmoid;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.kernels.GatedCell;
import keras4j.ops.Symbol;

/** What an {@link LSTMCell} does, with its weights: see {@link LSTM}. */
final class LstmGates extends Gates {
    ActivationFunction recurrentActivation = new Sigmoid();
    boolean unitForgetBias = true;

    LstmGates(RecurrentKernels<?> layer) {
        super(layer, 4, 2);
    }

    @Override
    void config(Config config) {
        recurrentActivation =
                config.function("recurrent_activation", recurrentActivation, FunctionLayer::read, FunctionLayer::write);
        unitForgetBias = config.flag("unit_forget_bias", unitForgetBias);
    }

    @Override
    WeightSpec bias(Shape ofKernel) {
        return unitForgetBias
                ? layer().bias(ofKernel, new ForgetBias(layer().biasInitializer()))
                : super.bias(ofKernel);
    }

    @Override
    List<Symbol> step(Symbol x, List<Symbol> states, boolean training) {
        List<Symbol> sums = split(add(x, remembered(states.get(0), recurrentKernel(), 4, training)), 4, -1);
        Symbol i = activated(recurrentActivation, sums.get(0));
        Symbol f = activated(recurrentActivation, sums.get(1));
        Symbol o = activated(recurrentActivation, sums.get(3));
        Symbol c = add(multiply(f, states.get(1)), multiply(i, activated(sums.get(2))));
        return List.of(multiply(o, activated(c)), c);
    }

    /** By the kernel that there is for these activations. */
    @Override
    Sequences.Result all(Symbol x, List<Symbol> states, Symbol mask, Sequences sequences, boolean training) {
        if (!hasKernel(recurrentActivation, training)) {
            return null;
        }
        Symbol read = dropped(x, training);
        return sequences.steps(GatedCell.LSTM, read, kernel(), recurrentKernel(), bias(), mask, states);
    }
}
