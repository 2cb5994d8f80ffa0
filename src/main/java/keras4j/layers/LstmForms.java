package keras4j.layers;

import java.util.Arrays;
import keras4j.internal.tensor.Tensor;

/** An LSTM's weights as ONNX has them. */
final class LstmForms {
    /** ONNX's gates, i, o, f, c~, by their numbers in Keras. */
    private static final int[] ONNX_GATES = {0, 3, 1, 2};

    private LstmForms() {}

    /** (rows, 4 units) as (1, 4 units, rows). */
    static Tensor onnxMatrix(Tensor matrix) {
        return matrix.transpose(1, 0).reorder(0, ONNX_GATES).unsqueeze();
    }

    /** The bias, and behind it the second one that ONNX has. */
    static Tensor onnxBias(Tensor bias) {
        float[] first = onnxMatrix(bias.reshape(1, bias.size())).values();
        return Tensor.of(Arrays.copyOf(first, 2 * first.length), 1, 2 * first.length);
    }
}
