package keras4j.layers;

import static keras4j.ops.Ops.add;
import static keras4j.ops.Ops.concatenate;
import static keras4j.ops.Ops.multiply;
import static keras4j.ops.Ops.split;
import static keras4j.ops.Ops.subtract;
import static keras4j.ops.Ops.zeros;

import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Sigmoid;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.kernels.GatedCell;
import keras4j.ops.Symbol;

/** What a {@link GRU} does, with its weights: see there. */
final class GruGates extends Gates {
    ActivationFunction recurrentActivation = new Sigmoid();
    boolean resetAfter = true;

    GruGates(RecurrentKernels<?> layer) {
        super(layer, 3, 1);
    }

    @Override
    void config(Config config) {
        recurrentActivation =
                config.function("recurrent_activation", recurrentActivation, FunctionLayer::read, FunctionLayer::write);
        resetAfter = config.flag("reset_after", resetAfter);
    }

    @Override
    WeightSpec bias(Shape ofKernel) {
        return resetAfter
                ? layer().biasArguments()
                        .weight("bias", Shape.of(2, ofKernel.last()), layer().biasInitializer(), ofKernel.dim(0))
                : super.bias(ofKernel);
    }

    @Override
    Symbol inputBias() {
        return resetAfter ? bias().get(0) : bias();
    }

    @Override
    List<Symbol> step(Symbol x, List<Symbol> states, boolean training) {
        Symbol h = states.get(0);
        List<Symbol> xs = split(x, 3, -1);
        int bothGates = 2 * layer().units();
        List<Symbol> columns = split(recurrentKernel(), new int[] {bothGates}, -1);
        Symbol sum = remembered(h, resetAfter ? recurrentKernel() : columns.get(0), resetAfter ? 3 : 2, training);
        List<Symbol> hs = split(resetAfter && bias() != null ? add(sum, bias().get(1)) : sum, resetAfter ? 3 : 2, -1);
        Symbol z = activated(recurrentActivation, add(xs.get(0), hs.get(0)));
        Symbol r = activated(recurrentActivation, add(xs.get(1), hs.get(1)));
        Symbol reset = resetAfter ? multiply(r, hs.get(2)) : remembered(multiply(r, h), columns.get(1), 1, training);
        Symbol candidate = activated(add(xs.get(2), reset));
        return List.of(add(multiply(z, h), multiply(subtract(1, z), candidate)));
    }

    /**
     * By the kernel that there is for these activations if the reset gate is behind the product. Of its candidate, it takes what is
     * read and what is remembered apart, each having no part in the other.
     */
    @Override
    Sequences.Result all(Symbol x, List<Symbol> states, Symbol mask, Sequences sequences, boolean training) {
        if (!resetAfter || !hasKernel(recurrentActivation, training)) {
            return null;
        }
        int units = layer().units();
        List<Symbol> recurrent = split(recurrentKernel(), new int[] {2 * units}, -1);
        Symbol kernel = concatenate(List.of(kernel(), zeros(kernel().dim(0), units)), -1);
        Symbol remembered = concatenate(List.of(recurrent.get(0), zeros(units, units), recurrent.get(1)), -1);
        return sequences.steps(GatedCell.GRU, dropped(x, training), kernel, remembered, gateBias(), mask, states);
    }

    /** One bias for each gate, and both of the candidate's. */
    private Symbol gateBias() {
        if (bias() == null) {
            return null;
        }
        int[] ofGates = {2 * layer().units()};
        List<Symbol> read = split(bias().get(0), ofGates, -1);
        List<Symbol> remembered = split(bias().get(1), ofGates, -1);
        return concatenate(List.of(add(read.get(0), remembered.get(0)), read.get(1), remembered.get(1)), -1);
    }
}
