package keras4j.internal.engine;

import java.util.Arrays;
import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;

/** Takes the numbers of several inputs together place by place; see {@link Broadcast}. A subclass says how. */
public abstract class ElementwiseMergeKernel implements MergeKernel {
    private final int size;
    /** For each input where its numbers are; null where they are in their places. */
    private final int[][] places;

    private final int[] sizes;
    private final float[][] spread;
    private final float[][] all;
    private float[] gradient = {};

    /**
     * @param inputs the inputs' shapes
     * @param output that of all of them together
     */
    protected ElementwiseMergeKernel(List<Shape> inputs, Shape output) {
        size = output.size();
        places = inputs.stream()
                .map(shape -> shape.equals(output) ? null : Broadcast.places(shape, output))
                .toArray(int[][]::new);
        sizes = inputs.stream().mapToInt(Shape::size).toArray();
        spread = new float[places.length][0];
        all = new float[places.length][];
    }

    /** Writes the first {@code count} numbers of y; each input has as many. */
    protected abstract void forward(float[][] x, float[] y, int count);

    /** Writes the gradient with respect to the numbers of one input, as if no other input had the same. */
    protected abstract void backward(float[][] x, float[] y, float[] dy, int input, float[] dx, int count);

    @Override
    public final int outputSize() {
        return size;
    }

    @Override
    public final void forward(float[] weights, float[][] x, float[] y, int samples, boolean training) {
        for (int k = 0; k < places.length; k++) {
            all[k] = places[k] == null ? x[k] : spread(k, x[k], samples);
        }
        forward(all, y, samples * size);
    }

    private float[] spread(int input, float[] x, int samples) {
        if (spread[input].length < samples * size) {
            spread[input] = new float[samples * size];
        }
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 0; i < size; i++) {
                spread[input][sample * size + i] = x[sample * sizes[input] + places[input][i]];
            }
        }
        return spread[input];
    }

    @Override
    public final void backward(
            float[] weights, float[][] x, float[] y, float[] dy, float[][] dx, float[] gradients, int samples) {
        for (int k = 0; k < places.length; k++) {
            if (dx[k] != null && places[k] == null) {
                backward(all, y, dy, k, dx[k], samples * size);
            } else if (dx[k] != null) {
                if (gradient.length < samples * size) {
                    gradient = new float[samples * size];
                }
                backward(all, y, dy, k, gradient, samples * size);
                gather(k, dx[k], samples);
            }
        }
    }

    /** Adds up the gradients of all places that an input's number stands for. */
    private void gather(int input, float[] dx, int samples) {
        Arrays.fill(dx, 0, samples * sizes[input], 0);
        for (int sample = 0; sample < samples; sample++) {
            for (int i = 0; i < size; i++) {
                dx[sample * sizes[input] + places[input][i]] += gradient[sample * size + i];
            }
        }
    }
}
