package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.LstmSteps;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/**
 * Long short-term memory over sequences in one kernel, with gates of sigmoid and tanh: of x (batch, steps, in), kernel (in, 4 units), recurrent
 * kernel (units, 4 units) and, if they are there, bias (4 units), mask (batch, steps) and the states h and c before the first step, (batch,
 * units) each. Its outputs are all outputs, (batch, steps, units), the last one, h and c behind the last step, (batch, units) each, and
 * what the way back needs. Keras: {@code LSTM} where cuDNN runs it.
 *
 * @param isReverse whether the last step is read first; outputs are in the order in which steps are read
 * @param zeroesOutput whether the output of a step that the mask leaves out is 0, not that of the step before
 */
public record Lstm(boolean hasBias, boolean hasMask, boolean hasStates, boolean isReverse, boolean zeroesOutput)
        implements Primitive {
    private static final int KEPT = 4;

    /**
     * What a memory gives.
     *
     * @param sequence all outputs
     * @param last the last of them, which is 0 where a mask says so
     * @param h the state behind the last step
     * @param c the same
     */
    public record Result(Symbol sequence, Symbol last, Symbol h, Symbol c) {}

    /**
     * Runs a memory over sequences.
     *
     * @param bias null for none
     * @param mask null where all steps count
     * @param states h and c before the first step; none for 0
     */
    public static Result of(
            Symbol x,
            Symbol kernel,
            Symbol recurrent,
            Symbol bias,
            Symbol mask,
            List<Symbol> states,
            boolean isReverse,
            boolean zeroesOutput) {
        List<Symbol> inputs = new ArrayList<>(List.of(x, kernel, recurrent));
        if (bias != null) {
            inputs.add(bias);
        }
        if (mask != null) {
            inputs.add(mask);
        }
        inputs.addAll(states);
        Lstm lstm = new Lstm(bias != null, mask != null, !states.isEmpty(), isReverse, zeroesOutput);
        List<Symbol> y = Primitives.calls(lstm, inputs);
        return new Result(y.get(0), y.get(1), y.get(2), y.get(3));
    }

    /** Of what each call has, the kernels, and the bias if there is one. */
    <T> List<T> weights(List<T> inputs) {
        return inputs.subList(1, hasBias ? 4 : 3);
    }

    /** The same of the bias alone, or null. */
    <T> T bias(List<T> inputs) {
        return hasBias ? inputs.get(3) : null;
    }

    /** The same of the mask. */
    <T> T mask(List<T> inputs) {
        return hasMask ? inputs.get(hasBias ? 4 : 3) : null;
    }

    /** The same of the states, which may be none. */
    <T> List<T> states(List<T> inputs) {
        return inputs.subList(inputs.size() - (hasStates ? 2 : 0), inputs.size());
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return shapes(inputs).get(0);
    }

    @Override
    public List<Shape> shapes(List<Shape> inputs) {
        int batch = inputs.get(0).dim(0);
        int steps = inputs.get(0).dim(1);
        int units = inputs.get(2).dim(0);
        Shape sequence = Shape.of(batch, steps, units);
        Shape state = Shape.of(batch, units);
        int kept = LstmSteps.kept(inputs.get(0).last(), units, hasBias);
        return List.of(sequence, state, state, state, Shape.of(steps, batch, kept));
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        List<Symbol> inputs = y.inputs();
        List<Boolean> isGiven =
                dy.subList(0, KEPT).stream().map(gradient -> gradient != null).toList();
        List<Symbol> reads = new ArrayList<>(weights(inputs));
        reads.add(y.outputs().get(KEPT));
        if (hasMask) {
            reads.add(mask(inputs));
        }
        dy.stream().filter(gradient -> gradient != null).forEach(reads::add);
        List<Symbol> made = Primitives.calls(new LstmGradient(this, isGiven), reads);
        int ofWeights = weights(inputs).size();
        List<Symbol> dx = new ArrayList<>(made.subList(0, 1 + ofWeights));
        if (hasMask) {
            dx.add(null);
        }
        dx.addAll(hasStates ? made.subList(1 + ofWeights, made.size()) : List.of());
        return dx;
    }

    @Override
    public boolean takes(int input, View x) {
        return input == 0 ? x.stride(-1) == 1 : x.isContiguous();
    }

    @Override
    public boolean takesNative() {
        return true;
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        List<View> inputs = List.of(x);
        List<View> states = states(inputs);
        LstmSteps.Reads reads = new LstmSteps.Reads(
                x[0],
                weights(inputs).toArray(View[]::new),
                mask(inputs),
                hasStates ? states.get(0) : null,
                hasStates ? states.get(1) : null);
        LstmSteps.Writes writes = new LstmSteps.Writes(y[0], y[1], y[2], y[3], y[KEPT]);
        return new LstmSteps(reads, writes, isReverse, zeroesOutput);
    }

    @Override
    public List<String> onnxAll(OnnxGraph graph, Symbol call, List<String> x) {
        return new LstmOnnx(graph, this, call).outputs(x);
    }

    @Override
    public String toString() {
        return "Lstm";
    }
}
