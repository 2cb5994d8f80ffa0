package keras4j.layers;

import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The inputs one behind the other along an axis; they agree in all others. Keras: {@code Concatenate}. DL4J: {@code
 * MergeVertex} along the last axis.
 */
public final class Concatenate extends Merge<Concatenate> {
    private int axis = -1;

    /** The axis, 0 being the batch's, negative from the end; the last unless given. */
    public Concatenate axis(int value) {
        return set(() -> axis = value);
    }

    @Override
    protected void config(Config config) {
        axis = config.integer("axis", axis);
    }

    @Override
    protected Symbol merged(List<Symbol> inputs) {
        Shape first = inputs.get(0).sampleShape();
        int along = MergeAxis.of("Concatenate.axis", axis, first);
        for (Symbol input : inputs) {
            Shape other = input.sampleShape();
            boolean fits = other.rank() == first.rank()
                    && IntStream.range(0, first.rank()).allMatch(i -> i == along || other.dim(i) == first.dim(i));
            if (!fits) {
                throw KerasException.expected(
                        "Concatenate",
                        "inputs that differ in axis " + (along + 1) + " only",
                        first.batched() + " and " + other.batched());
            }
        }
        return Ops.concatenate(inputs, along + 1);
    }

    @Override
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        return isLastAxis(inputs) ? super.outputMask(inputs, masks) : withoutMasks(masks);
    }

    private boolean isLastAxis(List<Shape> inputs) {
        return MergeAxis.of("Concatenate.axis", axis, inputs.get(0))
                == inputs.get(0).rank() - 1;
    }
}
