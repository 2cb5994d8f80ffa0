package keras4j.layers;

import static keras4j.ops.Ops.add;
import static keras4j.ops.Ops.concatenate;
import static keras4j.ops.Ops.dropout;
import static keras4j.ops.Ops.matmul;
import static keras4j.ops.Ops.multiply;
import static keras4j.ops.Ops.ones;
import static keras4j.ops.Ops.split;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Sigmoid;
import keras4j.activations.Tanh;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.ops.SeedGenerator;
import keras4j.ops.Symbol;

/** The weights of a recurrent layer or of its cell, and what they make of what is read and of the states, step by step. */
abstract class Gates {
    private final RecurrentKernels<?> layer;
    private final int gates;
    private final int states;
    private Symbol kernel;
    private Symbol recurrentKernel;
    private Symbol bias;

    /**
     * @param layer whose arguments count
     * @param gates how many numbers there are for each unit
     */
    Gates(RecurrentKernels<?> layer, int gates, int states) {
        this.layer = layer;
        this.gates = gates;
        this.states = states;
    }

    /** Names the arguments that are this one's. */
    abstract void config(Config config);

    /**
     * The states after a step, the first of which is what it gives.
     *
     * @param x what {@link #read} gives for the step
     */
    abstract List<Symbol> step(Symbol x, List<Symbol> states, boolean training);

    /**
     * What all steps make at once; null, which it is unless overridden, where they are to be made one after the other.
     *
     * @param states those before the first step; none for 0
     * @param mask which steps count, (batch, time); null for all
     */
    Sequences.Result all(Symbol x, List<Symbol> states, Symbol mask, Sequences sequences, boolean training) {
        return null;
    }

    /** Whether there is a kernel for these activations, and for this way of dropping out. */
    final boolean hasKernel(ActivationFunction recurrentActivation, boolean training) {
        boolean isUsual = layer.activation() instanceof Tanh && recurrentActivation instanceof Sigmoid;
        return isUsual && !(training && layer.hasRecurrentDropout());
    }

    /** Keras's bias for a kernel of this shape. */
    WeightSpec bias(Shape ofKernel) {
        return layer.bias(ofKernel, layer.biasInitializer());
    }

    /** What of the bias is added to what is read. */
    Symbol inputBias() {
        return bias;
    }

    /** @param width the numbers that are read at each step */
    final void build(Weights weights, int width) {
        Shape shape = Shape.of(width, Math.multiplyExact(gates, layer.units()));
        kernel = weights.add(layer.kernel(shape));
        recurrentKernel = weights.add(layer.recurrentKernel(gates));
        bias = layer.hasBias() ? weights.add(bias(shape)) : null;
    }

    /** The lengths of the states. */
    final List<Integer> stateSize() {
        return Collections.nCopies(states, layer.units());
    }

    /** What of each gate follows from what is read, at a step or at all: (batch, .., in) to (batch, .., gates units). */
    final Symbol read(Symbol x, boolean training) {
        int parts = layer.hasRecurrentDropout() ? gates : 1;
        Symbol sum = product(x, kernel, training ? layer.dropout() : 0, parts, layer.seeds(true));
        return bias == null ? sum : add(sum, inputBias());
    }

    /**
     * The same of a state, by so many columns of the recurrent kernel's.
     *
     * @param parts of how many gates they are
     */
    final Symbol remembered(Symbol h, Symbol columns, int parts, boolean training) {
        return product(h, columns, training ? layer.recurrentDropout() : 0, parts, layer.seeds(false));
    }

    /** x . matrix, with zeros among the numbers of x that are the same at all steps, but others for each part of the matrix. */
    private static Symbol product(Symbol x, Symbol matrix, double rate, int parts, SeedGenerator seeds) {
        if (rate == 0) {
            return matmul(x, matrix);
        }
        List<Symbol> products = new ArrayList<>();
        for (Symbol part : split(matrix, parts, -1)) {
            products.add(matmul(dropped(x, rate, seeds), part));
        }
        return concatenate(products, -1);
    }

    /** What is read, with zeros among its numbers in training that are the same at all steps. */
    final Symbol dropped(Symbol x, boolean training) {
        double rate = training ? layer.dropout() : 0;
        return rate == 0 ? x : dropped(x, rate, layer.seeds(true));
    }

    private static Symbol dropped(Symbol x, double rate, SeedGenerator seeds) {
        int[] dims = x.shape().dims();
        for (int i = 1; i < dims.length - 1; i++) {
            dims[i] = 1;
        }
        return multiply(x, dropout(ones(dims), rate, null, seeds));
    }

    final Symbol activated(Symbol sum) {
        return activated(layer.activation(), sum);
    }

    final Symbol activated(ActivationFunction function, Symbol sum) {
        Symbol y = function.apply(sum);
        if (!y.shape().equals(sum.shape())) {
            throw KerasException.expected(layer.className(), "an activation that keeps the width", function.name());
        }
        return y;
    }

    final RecurrentKernels<?> layer() {
        return layer;
    }

    final Symbol kernel() {
        return kernel;
    }

    final Symbol recurrentKernel() {
        return recurrentKernel;
    }

    final Symbol bias() {
        return bias;
    }
}
