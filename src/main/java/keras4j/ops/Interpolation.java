package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** How images get another size, as {@code tf.image.resize} does: what the numbers of a line weigh in each of the new ones. */
enum Interpolation {
    NEAREST(0),
    BILINEAR(1),
    BICUBIC(2),
    LANCZOS3(3),
    LANCZOS5(5);

    /** TensorFlow's bicubic weights come from a table of so many places between two numbers. */
    private static final int TABLE = 1024;

    /** Numbers at this distance weigh nothing. */
    private final int radius;

    Interpolation(int radius) {
        this.radius = radius;
    }

    static Interpolation of(String name) {
        for (Interpolation each : values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
                return each;
            }
        }
        throw KerasException.expected("resize.interpolation", "nearest, bilinear, bicubic, lanczos3 or lanczos5", name);
    }

    private double weight(double distance) {
        double x = Math.abs(distance);
        if (x >= radius) {
            return 0;
        }
        return switch (this) {
            case NEAREST -> 1;
            case BILINEAR -> 1 - x;
            case BICUBIC -> x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
            case LANCZOS3, LANCZOS5 ->
                x < 1e-3
                        ? 1
                        : radius * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
        };
    }

    /** (to, from): a row for each new number; the weights of each are 1 together. */
    float[] weights(int from, int to, boolean antialias) {
        float[] weights = new float[to * from];
        float scale = (float) from / to;
        for (int i = 0; i < to; i++) {
            float centre = (i + 0.5f) * scale;
            if (this == NEAREST) {
                weights[i * from + Math.min(from - 1, (int) centre)] = 1;
                continue;
            }
            double wide = antialias ? Math.max(scale, 1) : 1;
            double place = this == BICUBIC && !antialias ? rounded(centre - 0.5) : centre - 0.5;
            double[] row = new double[from];
            boolean isClamped = this == BILINEAR && !antialias;
            int first = (int) Math.ceil(place - radius * wide);
            int last = (int) Math.floor(place + radius * wide);
            for (int k = first; k <= last; k++) {
                if (isClamped || k >= 0 && k < from) {
                    row[Math.max(0, Math.min(from - 1, k))] += weight((k - place) / wide);
                }
            }
            double sum = Arrays.stream(row).sum();
            for (int k = 0; k < from; k++) {
                weights[i * from + k] = (float) (row[k] / sum);
            }
        }
        return weights;
    }

    /** The same for the middle of three axes by ops of its length, which an export for any lengths can compute. */
    Symbol exported(Symbol x, int to, boolean antialias) {
        int from = x.dim(1);
        Symbol scale = Ops.divide(Primitives.length(x, List.of(1)), Primitives.constant(to));
        Symbol centre = Ops.multiply(Ops.expandDims(Ops.add(range(to), 0.5), 1), scale);
        Symbol last = Primitives.constant(from - 1);
        if (this == NEAREST) {
            return Ops.cast(Ops.equal(range(from), Ops.minimum(Ops.floor(centre), last)), "float32");
        }
        Symbol place = Ops.subtract(centre, 0.5);
        if (this == BICUBIC && !antialias) {
            Symbol below = Ops.floor(place);
            Symbol above = Ops.multiply(Ops.subtract(place, below), TABLE);
            place = Ops.add(below, Ops.divide(Ops.round(above), TABLE));
        } else if (this == BILINEAR && !antialias) {
            place = Ops.minimum(Ops.maximum(place, 0), last);
        }
        Symbol distance = Ops.abs(Ops.subtract(range(from), place));
        Symbol near = weight(antialias ? Ops.divide(distance, Ops.maximum(scale, 1)) : distance);
        return Ops.divide(near, Ops.sum(near, -1, true));
    }

    private Symbol weight(Symbol x) {
        Symbol square = Ops.square(x);
        Symbol near = switch (this) {
            case NEAREST -> Ops.onesLike(x);
            case BILINEAR -> Ops.subtract(1, x);
            case BICUBIC -> {
                Symbol inner = x.times(1.5).minus(2.5).times(square).plus(1);
                Symbol outer =
                        x.times(-0.5).plus(2.5).times(x).minus(4).times(x).plus(2);
                yield Ops.where(Ops.less(x, 1), inner, outer);
            }
            case LANCZOS3, LANCZOS5 -> {
                Symbol waves = Ops.multiply(Ops.sin(x.times(Math.PI)), Ops.sin(x.times(Math.PI / radius)));
                Symbol falling = Ops.divide(waves.times(radius / (Math.PI * Math.PI)), Ops.maximum(square, 1e-6));
                yield Ops.where(Ops.less(x, 1e-3), Ops.onesLike(x), falling);
            }
        };
        return Ops.where(Ops.less(x, radius), near, Ops.zerosLike(x));
    }

    private static Symbol range(int count) {
        float[] places = new float[count];
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        return Primitives.constant(places, Shape.of(count));
    }

    private static double rounded(double place) {
        double below = Math.floor(place);
        return below + Math.rint((place - below) * TABLE) / TABLE;
    }
}
