package keras4j.ops;

import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** The sums or products of all numbers up to each place along an axis, from the front or from the end. */
record Cumulative(int axis, boolean isProduct, boolean isReverse) implements Primitive {
    private static final int LEAST = 1 << 15;

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Primitive back = new Cumulative(axis, false, !isReverse);
        if (!isProduct) {
            return List.of(Primitives.call(back, dy.get(0)));
        }
        // As in TensorFlow, there is none where x is 0.
        Symbol x = y.inputs().get(0);
        Symbol zero = Primitives.constant(0);
        Symbol sum = Primitives.call(back, Primitives.multiply(y, dy.get(0)));
        return List.of(Primitives.where(Primitives.map(Binary.EQUAL, x, zero), zero, Primitives.divide(sum, x)));
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        Shape shape = x[0].shape();
        int count = shape.dim(axis);
        int behind = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            behind *= shape.dim(i);
        }
        int inner = behind;
        Parallel.Loop loop = (part, from, to) -> {
            for (int i = from; i < to; i++) {
                int at = isReverse ? (count - 1) * inner : 0;
                run(
                        x[0].array(),
                        x[0].offset() + i * count * inner + at,
                        y[0].array(),
                        y[0].offset() + i * count * inner + at,
                        count,
                        inner);
            }
        };
        Parallel parallel = new Parallel(loop, Math.max(1, LEAST / (count * inner)));
        return () -> parallel.run(0, shape.size() / (count * inner));
    }

    private void run(float[] x, int from, float[] y, int to, int count, int inner) {
        System.arraycopy(x, from, y, to, inner);
        int step = isReverse ? -inner : inner;
        for (int k = 1; k < count; k++) {
            int before = to + (k - 1) * step;
            for (int j = 0; j < inner; j++) {
                float value = x[from + k * step + j];
                y[before + step + j] = isProduct ? y[before + j] * value : y[before + j] + value;
            }
        }
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        if (isProduct) {
            throw KerasException.expected("ONNX", "an op that has an ONNX form", "cumprod");
        }
        return graph.node("CumSum", Map.of("reverse", isReverse ? 1 : 0), x.get(0), graph.integers(axis));
    }
}
