package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/** 1 at the first of the largest numbers of each window and channel, to which TensorFlow gives the gradient; 0 elsewhere. */
record FirstMaximum(int axes) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return List.of();
    }

    @Override
    public boolean takes(int input, View x) {
        return true;
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        WindowPlaces places = WindowPlaces.of(x[0], axes);
        int channels = x[0].shape().last();
        int size = places.inside().length * channels;
        Parallel.Loop loop = (part, begin, end) -> {
            Arrays.fill(y[0].array(), y[0].offset() + begin * size, y[0].offset() + end * size, 0);
            for (int p = begin; p < end; p++) {
                for (int c = 0; c < channels; c++) {
                    int best = first(x[0], places.windows()[p] + c * x[0].stride(-1), places.inside());
                    y[0].array()[y[0].offset() + p * size + best * channels + c] = 1;
                }
            }
        };
        Parallel parallel = new Parallel(loop, Math.max(1, (1 << 15) / size));
        return () -> parallel.run(0, places.windows().length);
    }

    private static int first(View x, int from, int[] inside) {
        int best = 0;
        for (int q = 1; q < inside.length; q++) {
            float value = x.array()[x.offset() + from + inside[q]];
            if (value > x.array()[x.offset() + from + inside[best]]) {
                best = q;
            }
        }
        return best;
    }
}
