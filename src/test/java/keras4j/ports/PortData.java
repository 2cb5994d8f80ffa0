package keras4j.ports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Npy;
import keras4j.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers made by a formula, the same as those of ports/data.py: pictures, noise, first weights. */
final class PortData {
    private PortData() {}

    /** From 0 to 1. */
    static Npy uniform(int seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Shape.of(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        return new Npy(values, Shape.of(shape));
    }

    /** Of mean 0 and variance 1. */
    static Npy noise(int seed, int... shape) {
        Npy array = uniform(seed, shape);
        for (int i = 0; i < array.values().length; i++) {
            array.values()[i] = (array.values()[i] - 0.5f) * (float) Math.sqrt(12);
        }
        return array;
    }

    /** 0, 1, 2, 0, .. */
    static Npy kinds(int samples) {
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            values[i] = i % 3;
        }
        return new Npy(values, Shape.of(samples, 1));
    }

    /** Of 8 x 8 points from 0 to 1: lines across, down and aslant, each kind in turn, dimmed by chance. */
    static Npy pictures(int samples) {
        Npy light = uniform(1, samples, 8, 8, 1);
        for (int k = 0; k < light.values().length; k++) {
            int i = k / 64;
            int row = k / 8 % 8;
            int column = k % 8;
            int where = new int[] {row, column, row + column}[i % 3];
            light.values()[k] *= (where + i / 3) % 4 < 2 ? 1 : 0.1;
        }
        return light;
    }

    /** The same value in each row. */
    static Npy filled(double value, int rows) {
        float[] values = new float[rows];
        Arrays.fill(values, (float) value);
        return new Npy(values, Shape.of(rows, 1));
    }

    /** Some of the rows: Python's array[from:to]. */
    static Npy rows(Npy array, int from, int to) {
        Shape row = array.shape().withoutFirst();
        float[] values = Arrays.copyOfRange(array.values(), from * row.size(), to * row.size());
        return new Npy(values, row.withFirst(to - from));
    }

    /** Of kernels and tables; what else there is begins with Keras's own numbers. */
    static void setFirstWeights(Layer<?> model) {
        List<INDArray> weights = new ArrayList<>(model.getWeights());
        for (int i = 0; i < weights.size(); i++) {
            long[] shape = weights.get(i).shape();
            if (shape.length > 1) {
                Npy drawn = uniform(
                        100 + i, Arrays.stream(shape).mapToInt(n -> (int) n).toArray());
                float width = (float) Math.sqrt(3.0 * shape[shape.length - 1] / drawn.values().length);
                for (int k = 0; k < drawn.values().length; k++) {
                    drawn.values()[k] = (2 * drawn.values()[k] - 1) * width;
                }
                weights.set(i, NdArrays.of(drawn.values(), shape));
            }
        }
        model.setWeights(weights);
    }
}
