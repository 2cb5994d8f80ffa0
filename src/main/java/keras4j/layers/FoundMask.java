package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;

/** A value whose mask is found in another one before anybody reads it: of that other one and the value. */
record FoundMask(Mask mask) implements Primitive {
    static Symbol of(Mask mask, Symbol source, Symbol value) {
        return Primitive.call(new FoundMask(mask), List.of(source, value)).get(0);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(1);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return Arrays.asList(null, dy.get(0));
    }

    @Override
    public boolean takes(int input, View x) {
        return x.isWholeArray();
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        int samples = x[0].shape().dim(0);
        return () -> {
            mask.find(x[0].array(), samples);
            System.arraycopy(x[1].array(), 0, y[0].array(), y[0].offset(), y[0].size());
        };
    }
}
