package keras4j.data;

import java.util.Arrays;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One input or one output of all samples of a {@link Dataset}, sample after sample, and the shape of one. */
record Numbers(float[] values, Shape shape) {
    /** The samples from..to. */
    Numbers slice(int from, int to) {
        return new Numbers(Arrays.copyOfRange(values, from * shape.size(), to * shape.size()), shape);
    }

    /** The numbers of one sample, a copy. */
    float[] of(int sample) {
        return Arrays.copyOfRange(values, sample * shape.size(), (sample + 1) * shape.size());
    }

    /** All of them, (samples, ..), a copy. */
    INDArray array(int samples) {
        return NdArrays.of(values, shape.batchOf(samples));
    }
}
