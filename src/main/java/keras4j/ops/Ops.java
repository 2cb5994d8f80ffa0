package keras4j.ops;

import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;

/** stub until the other is merged */
public final class Ops {
    private Ops() {}

    public static Symbol reshape(Symbol x, int... to) {
        return Primitives.reshape(x, Shape.of(to));
    }

    public static Symbol slice(Symbol x, int[] from, int[] lengths) {
        Symbol y = x;
        for (int i = 0; i < from.length; i++) {
            y = Primitives.slice(y, i, from[i], 1, lengths[i]);
        }
        return y;
    }

    public static Symbol notEqual(Symbol x, double y) {
        return Primitives.map(Binary.NOT_EQUAL, x, Primitives.constant(y));
    }

    public static Symbol any(Symbol x, int axis) {
        return Primitives.reshape(
                Primitives.reduceLast(Reduction.MAX, x), x.shape().withoutLast());
    }
}
