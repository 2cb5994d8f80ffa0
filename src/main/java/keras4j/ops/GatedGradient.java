package keras4j.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.GatedBack;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/**
 * The way back through a {@link Gated}: of its weights, what the way forward has kept, the mask if it has one, and the gradients by those
 * outputs that have some. It gives the gradients by x, the weights, and the states before the first step.
 *
 * @param isGiven for each of the outputs before what is kept whether it has a gradient
 */
record GatedGradient(Gated gated, List<Boolean> isGiven) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        return shapes(inputs).get(0);
    }

    @Override
    public List<Shape> shapes(List<Shape> inputs) {
        Shape kept = inputs.get(weights());
        Shape state = Shape.of(kept.dim(1), inputs.get(1).dim(0));
        List<Shape> shapes = new ArrayList<>();
        shapes.add(Shape.of(kept.dim(1), kept.dim(0), inputs.get(0).dim(0)));
        shapes.addAll(inputs.subList(0, weights()));
        shapes.addAll(Collections.nCopies(gated.cell().states(), state));
        return shapes;
    }

    private int weights() {
        return gated.hasBias() ? 3 : 2;
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        throw KerasException.expected("gradients of gradients", "layers whose gradients have gradients", gated.cell());
    }

    @Override
    public boolean takesNative() {
        return true;
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        int weights = weights();
        Iterator<View> more = List.of(x).subList(weights + 1, x.length).iterator();
        View mask = gated.hasMask() ? more.next() : null;
        View[] given = new View[isGiven.size()];
        for (int i = 0; i < given.length; i++) {
            given[i] = isGiven.get(i) ? more.next() : null;
        }
        GatedBack.Reads reads = new GatedBack.Reads(
                Arrays.copyOf(x, weights),
                x[weights],
                mask,
                given[0],
                given[1],
                Arrays.copyOfRange(given, 2, given.length));
        GatedBack.Writes writes = new GatedBack.Writes(
                y[0], Arrays.copyOfRange(y, 1, 1 + weights), Arrays.copyOfRange(y, 1 + weights, y.length));
        return new GatedBack(gated.cell(), reads, writes, gated.isReverse(), gated.zeroesOutput());
    }

    @Override
    public String toString() {
        return "gradient of " + gated;
    }
}
