package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.internal.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An LSTM's weights as DL4J and ONNX have them. */
final class LstmForms {
    /** ONNX's gates, i, o, f, c~, by their numbers in Keras. */
    private static final int[] ONNX_GATES = {0, 3, 1, 2};

    /** Keras's gates by their numbers in DL4J, which has c~, f, o, i. */
    private static final int[] DL4J_GATES = {3, 1, 0, 2};

    private LstmForms() {}

    /** The gates of a parameter of DL4J's, in Keras's order. */
    static List<INDArray> gates(INDArray param) {
        INDArrayIndex[] index = new INDArrayIndex[param.rank()];
        Arrays.fill(index, NDArrayIndex.all());
        long units = param.size(-1) / DL4J_GATES.length;
        List<INDArray> gates = new ArrayList<>();
        for (int gate : DL4J_GATES) {
            index[index.length - 1] = NDArrayIndex.interval(gate * units, (gate + 1) * units);
            gates.add(param.get(index));
        }
        return gates;
    }

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
