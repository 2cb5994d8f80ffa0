package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Slot;
import keras4j.internal.tensor.Tensor;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.SerializedLayers;

/**
 * The forms that a layer's weights have in files of Keras 1 and 2, and what they are in Keras 3: an LSTM's gates one by one, or
 * as cuDNN has them, and kernels of convolutions that are turned, or have channels first. Keras 2: {@code
 * preprocess_weights_for_loading}.
 *
 * @param hdf the group of the layer
 * @param names of the layer's weights in it
 * @param slots the layer's weights here, in the same order
 */
record LegacyForms(KerasVersion version, Hdf5Reader hdf, Layer<?> layer, List<String> names, List<Slot> slots) {
    /** Whose kernels Theano turns; those of a depthwise one it does not. */
    private static final Set<String> CONVOLUTIONS = Set.of("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose");

    private static final int GATES = 4;
    /** Keras 1 has the gates i, c, f, o, Keras 2 i, f, c, o. */
    private static final int[] ORDER = {0, 2, 1, 3};

    /** How many weights a file of Keras 1 has for some of Keras 3's: of an LSTM, those of each gate. */
    static int countOfKeras1(Layer<?> layer, int count) {
        return isLstm(layer) ? GATES * count : count;
    }

    private static boolean isLstm(Layer<?> layer) {
        return LayerHooks.className(layer).equals("LSTM");
    }

    /** The numbers of one of the slots. */
    float[] read(int number) {
        WeightSpec spec = slots.get(number).spec();
        String name = names.get(Math.min(number, names.size() - 1));
        if (names.size() != slots.size()) {
            return gates(number, spec.shape());
        }
        if (isLstm(layer) && isOfCudnn()) {
            return ofCudnn(number, name, spec.shape());
        }
        boolean isKernel = number == 0 && CONVOLUTIONS.contains(LayerHooks.className(layer));
        return isKernel ? kernel(name, spec.shape()) : hdf.weight(name, spec);
    }

    private float[] gates(int number, Shape shape) {
        Shape gate = shape.withLast(shape.last() / GATES);
        float[][] parts = new float[GATES][];
        for (int i = 0; i < GATES; i++) {
            parts[i] = hdf.numbers(names.get(number + ORDER[i] * slots.size()), gate);
        }
        return sideBySide(parts, gate.last());
    }

    /** Matrices of so many columns beside each other. */
    private static float[] sideBySide(float[][] parts, int columns) {
        float[] all = new float[parts.length * parts[0].length];
        for (int row = 0, to = 0; row < parts[0].length / columns; row++) {
            for (float[] part : parts) {
                System.arraycopy(part, row * columns, all, to, columns);
                to += columns;
            }
        }
        return all;
    }

    /** CuDNN's LSTM has two biases that are added. */
    private boolean isOfCudnn() {
        Shape bias = slots.get(slots.size() - 1).spec().shape();
        return slots.size() == 3 && Arrays.equals(hdf.dims(names.get(2)), new long[] {2L * bias.size()});
    }

    private float[] ofCudnn(int number, String name, Shape shape) {
        if (number == 2) {
            float[] both = hdf.numbers(name, Shape.of(2 * shape.size()));
            float[] sum = new float[shape.size()];
            for (int i = 0; i < sum.length; i++) {
                sum[i] = both[i] + both[i + sum.length];
            }
            return sum;
        }
        // Of each gate the kernel is in the other order, and the recurrent kernel transposed, too.
        int rows = shape.dim(0);
        int units = shape.last() / GATES;
        float[] found = hdf.numbers(name, shape);
        float[][] gates = new float[GATES][rows * units];
        for (int gate = 0; gate < GATES; gate++) {
            for (int i = 0; i < rows * units; i++) {
                float value = found[i / units * shape.last() + gate * units + i % units];
                gates[gate][i % rows * units + i / rows] = value;
            }
        }
        return sideBySide(gates, units);
    }

    private float[] kernel(String name, Shape shape) {
        Tensor kernel = version.isBefore(2, 0)
                ? kernelOfKeras1(name, shape)
                : Tensor.of(hdf.numbers(name, shape), shape.dims());
        if (!"theano".equals(version.backend())) {
            return kernel.values();
        }
        int pixel = shape.dim(shape.rank() - 2) * shape.last();
        float[] values = kernel.values();
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i += pixel) {
            System.arraycopy(values, values.length - pixel - i, turned, i, pixel);
        }
        return turned;
    }

    /** With filters and channels first where images have channels first; of sequences, it has an axis of length 1 more. */
    private Tensor kernelOfKeras1(String name, Shape shape) {
        List<Integer> last = new ArrayList<>(Arrays.stream(shape.dims()).boxed().toList());
        boolean isSequence = last.size() == 3;
        if (isSequence) {
            last.add(1, 1);
        }
        List<Integer> first = new ArrayList<>(last);
        Collections.rotate(first, 2);
        Collections.swap(first, 0, 1);
        boolean isFirst = isSequence
                ? !Arrays.equals(
                        hdf.dims(name),
                        last.stream().mapToLong(Integer::longValue).toArray())
                : "channels_first".equals(argument("data_format"));
        if (!isFirst) {
            return Tensor.of(hdf.numbers(name, shape(last)), shape.dims());
        }
        int[] axes = IntStream.range(0, first.size())
                .map(axis -> (axis + 2) % first.size())
                .toArray();
        axes[axes.length - 2] = 1;
        axes[axes.length - 1] = 0;
        return Tensor.of(hdf.numbers(name, shape(first)), shape(first).dims())
                .transpose(axes)
                .reshape(shape.dims());
    }

    private static Shape shape(List<Integer> dims) {
        return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    private Object argument(String name) {
        return Config.map("layer", SerializedLayers.serialize(layer).get("config"))
                .get(name);
    }
}
