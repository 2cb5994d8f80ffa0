package keras4j.ops;

import keras4j.internal.kernels.View;

/** What BLAS computes from matrices in native memory, to which it copies those that stand elsewhere. */
interface BlasPrimitive extends Primitive {
    /** Whether the rows of matrices stand one after the other, maybe with something between them. */
    static boolean hasRows(View x) {
        return x.stride(-1) == 1 && x.stride(-2) >= x.shape().last();
    }

    @Override
    default boolean takesNative() {
        return true;
    }

    @Override
    default boolean isFasterNative() {
        return true;
    }
}
