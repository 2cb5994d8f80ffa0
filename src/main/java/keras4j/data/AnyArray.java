package keras4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import keras4j.core.JavaArray;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.core.Structure;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What users have numbers in: Java arrays, {@link INDArray}, {@link Npy}, and a {@link Dataset} without labels. To ask whether
 * something is an INDArray loads that interface; ND4J is not started.
 */
final class AnyArray {
    private AnyArray() {}

    /**
     * The numbers of one array, or of each array in lists and maps: for as many inputs or outputs.
     *
     * @throws KerasException naming the place of what is no array (samples, ..) of numbers
     */
    static Several all(String name, Object data) {
        return several(name, data, false);
    }

    /** The same, with null in lists and maps for outputs that have none. */
    static Several some(String name, Object data) {
        return several(name, data, true);
    }

    private static Several several(String name, Object data, boolean mayMiss) {
        List<Object> given = new ArrayList<>();
        Structure structure = Structure.of(name, data, given);
        boolean areSome = mayMiss && given.stream().anyMatch(Objects::nonNull);
        if (given.isEmpty()) {
            throw KerasException.expected(name, "at least one array", "none");
        }
        List<Numbers> all = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            all.add(
                    areSome && given.get(i) == null
                            ? Numbers.MISSING
                            : of(Several.name(name, structure, i), given.get(i)));
        }
        return new Several(all, structure);
    }

    /** The numbers of one array. */
    static Numbers of(String name, Object array) {
        if (array instanceof Dataset data) {
            return data.onlyInputs(name);
        }
        Npy numbers = npy(name, array);
        if (numbers.shape().rank() == 0) {
            throw KerasException.expected(name, "an array (samples, ..)", "a single number");
        }
        return new Numbers(numbers.values(), numbers.shape().withoutFirst());
    }

    /** The numbers of one array that is no Dataset, a copy. */
    static Npy npy(String name, Object array) {
        if (array instanceof INDArray nd) {
            return read(name, nd);
        }
        if (array instanceof Npy file) {
            return new Npy(file.values().clone(), file.shape());
        }
        Npy numbers = array == null ? null : JavaArray.of(name, array, Npy::new);
        if (numbers == null) {
            throw KerasException.expected(
                    name,
                    "an array of numbers such as float[][], double[][] or int[], an INDArray, an Npy or a Dataset",
                    array == null ? null : array.getClass().getTypeName());
        }
        return numbers;
    }

    private static Npy read(String name, INDArray array) {
        DataType type = array.dataType();
        if (!type.isNumerical() && type != DataType.BOOL) {
            throw KerasException.expected(name, "numbers or booleans", "an array of type " + type);
        }
        if (array.isEmpty()) {
            throw KerasException.expected(
                    name, "at least one sample", "an array of shape " + Arrays.toString(array.shape()));
        }
        Shape shape = NdArrays.shape(array, 0);
        if (type.isIntType()) {
            return new Npy(JavaArray.of(name, array.dup('c').data().asLong(), shape), shape);
        }
        return new Npy(NdArrays.floats(array), shape);
    }
}
