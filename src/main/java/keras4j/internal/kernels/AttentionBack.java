package keras4j.internal.kernels;

import java.util.List;

/** The way back through an {@link Attention}. */
public final class AttentionBack extends HeadKernel {
    private final float scale;

    /**
     * See {@link Attention#Attention}.
     *
     * @param dy the gradient by what it makes
     * @param dquery the gradients that are written; each null if it is not wanted
     */
    public AttentionBack(
            Tiles tiles,
            View query,
            View key,
            View value,
            View weights,
            View dy,
            float scale,
            View dquery,
            View dkey,
            View dvalue) {
        super(tiles, weights.shape(), List.of(query, key, value, weights, dy), dquery, dkey, dvalue);
        this.scale = scale;
    }

    @Override
    void head(int part, int head, Operand tile) {
        Operand weights = read(3);
        Operand dy = read(4);
        if (written(2) != null) {
            multiply(part, head, weights, false, dy, false, written(2));
        }
        if (written(0) == null && written(1) == null) {
            return;
        }
        multiply(part, head, read(2), false, dy, true, tile);
        float[] dw = array(part, 0);
        get(tile, head, dw);
        takeBackSoftmax(part, head, dw);
        put(dw, tile, head);
        if (written(0) != null) {
            multiply(part, head, tile, true, read(1), false, written(0));
        }
        if (written(1) != null) {
            multiply(part, head, tile, false, read(0), false, written(1));
        }
    }

    /** dw becomes (dw - sum(dw w)) w scale; the sum is divided by that of w, which is 1 but for rounding. */
    private void takeBackSoftmax(int part, int head, float[] dw) {
        float[] w = array(part, 1);
        float[] row = array(part, 2);
        float[] sums = array(part, 3);
        float[] rest = array(part, 4);
        get(read(3), head, w);
        Arithmetic.multiply(dw, w, row, size, null);
        ColumnFolds.fold(Arithmetic::add, row, places, time, row, rest);
        ColumnFolds.fold(Arithmetic::add, w, places, time, sums, rest);
        Arithmetic.divide(row, sums, row, time, null);
        ColumnFolds.spread(row, places, time);
        combine(dw, w, row, scale, size);
    }

    private static void combine(float[] dw, float[] w, float[] mean, float factor, int n) {
        for (int i = 0; i < n; i++) {
            dw[i] = (dw[i] - mean[i]) * w[i] * factor;
        }
    }
}
