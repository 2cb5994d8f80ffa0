package keras4j.data;

import java.util.Arrays;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One input or one output of all samples of a {@link Dataset}, sample after sample, and the shape of one. */
record Numbers(float[] values, Shape shape) {
    /** What stands for labels or weights that an output has none of. */
    static final Numbers MISSING = new Numbers(new float[0], Shape.EMPTY);

    /** Whether there are none. */
    boolean isMissing() {
        return shape.equals(Shape.EMPTY);
    }

    /** How many samples there are. */
    int samples() {
        return values.length / shape.size();
    }

    /** These as the only feature of as many samples, as Keras has it. */
    Numbers asColumn() {
        return new Numbers(values, Shape.of(1));
    }

    /** These as the features of one sample. */
    Numbers asRow() {
        return new Numbers(values, Shape.of(values.length));
    }

    /** One number a sample, if an axis of one had it. */
    Numbers withoutLastOfOne() {
        return shape.equals(Shape.of(1)) ? new Numbers(values, Shape.of()) : this;
    }

    /** The samples from..to. */
    Numbers slice(int from, int to) {
        return new Numbers(Arrays.copyOfRange(values, from * shape.size(), to * shape.size()), shape);
    }

    /** The samples with these numbers. */
    Numbers select(int[] samples) {
        return new Numbers(select(values, shape.size(), samples), shape);
    }

    /** The samples with these numbers, of samples of one size in a row. */
    static float[] select(float[] values, int size, int[] samples) {
        float[] selected = new float[Math.multiplyExact(samples.length, size)];
        for (int i = 0; i < samples.length; i++) {
            System.arraycopy(values, samples[i] * size, selected, i * size, size);
        }
        return selected;
    }

    /** The numbers of one sample, a copy. */
    float[] of(int sample) {
        return Arrays.copyOfRange(values, sample * shape.size(), (sample + 1) * shape.size());
    }

    /** All of them, one row a sample, a copy. */
    float[][] rows() {
        float[][] rows = new float[samples()][];
        Arrays.setAll(rows, this::of);
        return rows;
    }

    /** All of them, (samples, ..), a copy. */
    INDArray array(int samples) {
        return NdArrays.of(values, shape.batchOf(samples));
    }
}
