package keras4j.ops;

import java.util.function.Consumer;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.View;

/** What writes an array from its first number on, wherever in an array the numbers are to stand. */
final class FromFirst {
    private FromFirst() {}

    /** Whether an input is read so, too. */
    static boolean takes(View x) {
        return x.isContiguous() && x.offset() == 0;
    }

    /** @param y row-major */
    static Kernel of(View y, Consumer<float[]> writes) {
        if (y.offset() == 0) {
            return () -> writes.accept(y.array());
        }
        float[] own = new float[y.size()];
        return () -> {
            writes.accept(own);
            System.arraycopy(own, 0, y.array(), y.offset(), own.length);
        };
    }
}
