package keras4j.internal.engine;

import java.util.Arrays;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;

/** Products of two inputs, summed along an axis of each, which may be brought to length 1 before. */
public final class DotKernel implements MergeKernel {
    /** Keras's epsilon: the length that a shorter vector is taken to have. */
    public static final float SHORTEST = 1e-7f;

    /** One input as vectors along its axis: where they begin in a sample, and the numbers of one, a stride apart. */
    private static final class Vectors {
        private final int length;
        private final int stride;
        private final int count;
        private final boolean normalize;
        private float[] unit = {};
        private float[] scale = {};

        Vectors(Shape shape, int axis, boolean normalize) {
            length = shape.dim(axis);
            count = shape.size() / length;
            int behind = 1;
            for (int i = axis + 1; i < shape.rank(); i++) {
                behind *= shape.dim(i);
            }
            stride = behind;
            this.normalize = normalize;
        }

        /** Where the vector with this number begins; those of all samples are numbered in a row. */
        int begin(int vector) {
            return vector / stride * stride * length + vector % stride;
        }

        /** The numbers to multiply. */
        float[] units(float[] x, int samples) {
            if (!normalize) {
                return x;
            }
            int vectors = samples * count;
            if (scale.length < vectors) {
                scale = new float[vectors];
                unit = new float[vectors * length];
            }
            for (int v = 0; v < vectors; v++) {
                float squares = 0;
                for (int i = 0, at = begin(v); i < length; i++, at += stride) {
                    squares += x[at] * x[at];
                }
                scale[v] = Math.min((float) (1 / Math.sqrt(squares)), 1 / SHORTEST);
                for (int i = 0, at = begin(v); i < length; i++, at += stride) {
                    unit[at] = x[at] * scale[v];
                }
            }
            return unit;
        }

        /** Makes the gradient by the numbers multiplied one by the input. */
        void ofInput(float[] dx, int samples) {
            for (int v = 0; v < samples * count && normalize; v++) {
                float along = 0;
                for (int i = 0, at = begin(v); i < length && scale[v] < 1 / SHORTEST; i++, at += stride) {
                    along += dx[at] * unit[at];
                }
                for (int i = 0, at = begin(v); i < length; i++, at += stride) {
                    dx[at] = (dx[at] - along * unit[at]) * scale[v];
                }
            }
        }
    }

    private final Vectors first;
    private final Vectors second;

    /**
     * @param firstAxis of one sample
     * @param secondAxis of one sample
     */
    public DotKernel(Shape first, int firstAxis, Shape second, int secondAxis, boolean normalize) {
        this.first = new Vectors(first, firstAxis, normalize);
        this.second = new Vectors(second, secondAxis, normalize);
    }

    @Override
    public int outputSize() {
        return first.count * second.count;
    }

    @Override
    public void forward(float[] weights, float[][] x, float[] y, int samples, boolean training) {
        float[] a = first.units(x[0], samples);
        float[] b = second.units(x[1], samples);
        for (int i = 0; i < samples * outputSize(); i++) {
            int from = first.begin(i / second.count);
            int to = second.begin(other(i));
            float sum = 0;
            for (int n = 0; n < first.length; n++) {
                sum += a[from + n * first.stride] * b[to + n * second.stride];
            }
            y[i] = sum;
        }
    }

    /** The second input's vector of which the output with this number is made. */
    private int other(int output) {
        return output / outputSize() * second.count + output % second.count;
    }

    @Override
    public void backward(
            float[] weights, float[][] x, float[] y, float[] dy, float[][] dx, float[] gradients, int samples) {
        float[] a = first.normalize ? first.unit : x[0];
        float[] b = second.normalize ? second.unit : x[1];
        gradient(dx[0], first, b, second, dy, samples, true);
        gradient(dx[1], second, a, first, dy, samples, false);
    }

    private void gradient(
            float[] dx, Vectors own, float[] others, Vectors other, float[] dy, int samples, boolean isFirst) {
        if (dx == null) {
            return;
        }
        Arrays.fill(dx, 0, samples * own.count * own.length, 0);
        for (int i = 0; i < samples * outputSize(); i++) {
            int ownVector = isFirst ? i / second.count : other(i);
            int otherVector = isFirst ? other(i) : i / second.count;
            for (int n = 0; n < own.length; n++) {
                dx[own.begin(ownVector) + n * own.stride] +=
                        dy[i] * others[other.begin(otherVector) + n * other.stride];
            }
        }
        own.ofInput(dx, samples);
    }
}
