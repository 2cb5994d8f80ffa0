package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
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
    protected Symbol merged(List<Symbol> inputs, Call call) {
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

    /** Where anything counts along the last axis, of which an input without a mask is 1 everywhere. */
    @Override
    protected List<Symbol> computeMask(List<Symbol> inputs, List<Symbol> masks) {
        if (masks.stream().allMatch(Objects::isNull)) {
            return Arrays.asList((Symbol) null);
        }
        List<Symbol> wide = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Symbol x = inputs.get(i);
            Symbol mask = masks.get(i);
            wide.add(
                    mask == null
                            ? Ops.onesLike(x, "bool")
                            : mask.rank() < x.rank()
                                    ? Ops.logicalOr(Ops.expandDims(mask, -1), Ops.zerosLike(x, "bool"))
                                    : mask);
        }
        return List.of(Ops.any(Ops.concatenate(wide, axis), -1));
    }
}
