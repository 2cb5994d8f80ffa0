package keras4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.kernels.GatedCell;
import keras4j.internal.kernels.GatedSteps;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/**
 * The steps of a {@link GatedCell} over sequences in one kernel: of x (batch, steps, in), kernel (in, 4 units), recurrent kernel (units, 4
 * units) and, if they are there, bias (4 units), mask (batch, steps) and the states before the first step, (batch, units) each. Its
 * outputs are all outputs, (batch, steps, units), the last one, the states behind the last step, (batch, units) each, and what the way
 * back needs. Of a GRU the kernel is 0 where sums are of the state alone, and the recurrent kernel where they are of x alone; gradients by
 * these numbers mean nothing. Keras: {@code LSTM} and {@code GRU} where cuDNN runs them.
 *
 * @param isReverse whether the last step is read first; outputs are in the order in which steps are read
 * @param zeroesOutput whether the output of a step that the mask leaves out is 0, not that of the step before
 * @param keeps whether there may be a way back: what it needs has too many numbers for exports, which are of large batches
 */
public record Gated(
        GatedCell cell,
        boolean hasBias,
        boolean hasMask,
        boolean hasStates,
        boolean isReverse,
        boolean zeroesOutput,
        boolean keeps)
        implements Primitive {
    /**
     * What the steps give.
     *
     * @param sequence all outputs
     * @param last the last of them, which is 0 where a mask says so
     * @param states those behind the last step
     */
    public record Result(Symbol sequence, Symbol last, List<Symbol> states) {}

    /**
     * Runs the steps over sequences.
     *
     * @param bias null for none
     * @param mask null where all steps count
     * @param states those before the first step; none for 0
     */
    public static Result of(
            GatedCell cell,
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
        Gated gated = new Gated(
                cell, bias != null, mask != null, !states.isEmpty(), isReverse, zeroesOutput, !Trace.isExport(x));
        List<Symbol> y = Primitives.calls(gated, inputs);
        return new Result(y.get(0), y.get(1), y.subList(2, gated.outputs()));
    }

    /** How many outputs there are before what is kept for the way back. */
    int outputs() {
        return 2 + cell.states();
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
        return inputs.subList(inputs.size() - (hasStates ? cell.states() : 0), inputs.size());
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
        List<Shape> shapes = new ArrayList<>(List.of(sequence, state));
        shapes.addAll(Collections.nCopies(cell.states(), state));
        if (keeps) {
            shapes.add(
                    Shape.of(steps, batch, GatedSteps.kept(cell, inputs.get(0).last(), units, hasBias)));
        }
        return shapes;
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        List<Symbol> inputs = y.inputs();
        List<Boolean> isGiven = dy.subList(0, outputs()).stream()
                .map(gradient -> gradient != null)
                .toList();
        List<Symbol> reads = new ArrayList<>(weights(inputs));
        reads.add(y.outputs().get(outputs()));
        if (hasMask) {
            reads.add(mask(inputs));
        }
        dy.stream().filter(gradient -> gradient != null).forEach(reads::add);
        List<Symbol> made = Primitives.calls(new GatedGradient(this, isGiven), reads);
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
        GatedSteps.Reads reads = new GatedSteps.Reads(
                x[0], weights(inputs).toArray(View[]::new), mask(inputs), states.toArray(View[]::new));
        View[] behind = Arrays.copyOfRange(y, 2, outputs());
        GatedSteps.Writes writes = new GatedSteps.Writes(y[0], y[1], behind, y[outputs()]);
        return new GatedSteps(cell, reads, writes, isReverse, zeroesOutput);
    }

    @Override
    public List<String> onnxAll(OnnxGraph graph, Symbol call, List<String> x) {
        return new GatedOnnx(graph, this, call).outputs(x);
    }

    @Override
    public String toString() {
        return "Gated " + cell;
    }
}
