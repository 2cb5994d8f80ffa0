package keras4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One input or one output of all samples of a {@link Dataset}, sample after sample, and the shape of one. */
record Numbers(float[] values, Shape shape) {
    /** Rows of one length, a sample each. */
    static Numbers ofRows(String name, float[][] rows) {
        return new Numbers(Samples.flatten(name, rows), Shape.of(Samples.width(name, rows)));
    }

    /** One number for each sample. */
    static Numbers of(float[] values) {
        return new Numbers(values.clone(), Shape.of());
    }

    /** One number for each sample. */
    static Numbers of(int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return new Numbers(floats, Shape.of());
    }

    /** The numbers of a file (samples, ..). */
    static Numbers of(Npy file) {
        return new Numbers(file.values().clone(), file.shape().withoutFirst());
    }

    /** The numbers of an array (samples, ..). */
    static Numbers of(INDArray array) {
        return new Numbers(NdArrays.floats(array), NdArrays.shape(array, 1));
    }

    /** Copies of the first samples of other numbers, with the shapes of these. */
    static List<Numbers> like(List<Numbers> shapes, float[][] values, int samples) {
        List<Numbers> all = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            all.add(new Numbers(values[i], shapes.get(i).shape()).slice(0, samples));
        }
        return all;
    }

    /** All numbers, not copies. */
    static float[][] arrays(List<Numbers> all) {
        return all.stream().map(Numbers::values).toArray(float[][]::new);
    }

    /** @throws keras4j.core.KerasException naming array, sample and place of the first NaN or infinite number */
    static void checkFinite(String name, List<Numbers> all) {
        for (int i = 0; i < all.size(); i++) {
            String array = all.size() == 1 ? name : name + ", array " + i;
            Samples.checkFinite(array, all.get(i).values(), all.get(i).shape().size());
        }
    }

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
