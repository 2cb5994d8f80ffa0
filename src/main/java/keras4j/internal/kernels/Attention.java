package keras4j.internal.kernels;

import java.util.List;

/**
 * softmax(query key' scale) value for each head. The weights of places stand with the places of the query side by side, so that maxima and
 * sums are loops over rows, which C2 vectorises.
 */
public final class Attention extends HeadKernel {
    private final float scale;

    /**
     * @param query (.., time, size)
     * @param key (.., places, size)
     * @param value (.., places, any)
     * @param scale greater than 0
     * @param y (.., time, any); its last axis contiguous, as those of all
     * @param weights (.., places, time), contiguous; null if they are not wanted
     */
    public Attention(Tiles tiles, View query, View key, View value, float scale, View y, View weights) {
        super(tiles, key.shape().withLast(query.shape().dim(-2)), List.of(query, key, value), y, weights);
        this.scale = scale;
        tiles.scratch(0, size); // says the size before threads ask for their own at once
    }

    @Override
    void head(int part, int head, Operand tile) {
        Operand weights = orElse(written(1), tile);
        multiply(part, head, read(1), false, read(0), true, weights);
        float[] w = array(part, 0);
        get(weights, head, w);
        softmax(part, w);
        put(w, weights, head);
        multiply(part, head, weights, true, read(2), false, written(0));
    }

    private void softmax(int part, float[] w) {
        float[] row = array(part, 1);
        float[] rest = array(part, 2);
        Scratch scratch = tiles.scratch(part, size);
        ColumnFolds.fold(Arithmetic::maximum, w, places, time, row, rest);
        ColumnFolds.spread(row, places, time);
        subtractAndScale(w, row, scale, size);
        Exponentials.exp(w, w, size, scratch);
        ColumnFolds.fold(Arithmetic::add, w, places, time, row, rest);
        ColumnFolds.spread(row, places, time);
        Arithmetic.divide(w, row, w, size, scratch);
    }

    private static void subtractAndScale(float[] a, float[] b, float factor, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = (a[i] - b[i]) * factor;
        }
    }
}
