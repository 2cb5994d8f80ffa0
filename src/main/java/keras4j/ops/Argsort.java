package keras4j.ops;

import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** Which place of the last axis comes when, from the least number on or from the largest; of equal ones the first comes first. */
record Argsort(boolean isDescending) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return List.of();
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        int width = x[0].shape().last();
        int rows = x[0].size() / width;
        long[] keys = new long[width];
        long[] other = new long[width];
        return () -> {
            for (int row = 0; row < rows; row++) {
                float[] from = x[0].array();
                int at = x[0].offset() + row * width;
                for (int i = 0; i < width; i++) {
                    keys[i] = (long) rank(from[at + i]) << 32 | i;
                }
                long[] sorted = sort(keys, other);
                for (int i = 0; i < width; i++) {
                    y[0].array()[y[0].offset() + row * width + i] = (int) sorted[i];
                }
            }
        };
    }

    /** A whole number that is larger for a number that comes later. */
    private int rank(float value) {
        int bits = Float.floatToIntBits(value + 0f);
        int rank = bits ^ bits >> 31 & Integer.MAX_VALUE;
        return isDescending ? ~rank : rank;
    }

    /** Merges longer and longer runs from one array to the other; returns that of the two with all. */
    private static long[] sort(long[] keys, long[] other) {
        long[] from = keys;
        long[] to = other;
        for (int run = 1; run < from.length; run *= 2) {
            for (int begin = 0; begin < from.length; begin += 2 * run) {
                int middle = Math.min(begin + run, from.length);
                int end = Math.min(middle + run, from.length);
                int i = begin;
                int j = middle;
                for (int k = begin; k < end; k++) {
                    to[k] = j == end || i < middle && from[i] <= from[j] ? from[i++] : from[j++];
                }
            }
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        Map<String, Object> attributes = Map.of("largest", isDescending ? 1 : 0);
        String count = graph.integers(y.shape().last());
        String places = graph.nodes("TopK", 2, attributes, x.get(0), count).get(1);
        return graph.node("Cast", Map.of("to", 1), places);
    }
}
