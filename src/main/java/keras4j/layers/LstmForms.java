package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.internal.tensor.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** An LSTM's weights as DL4J and PyTorch have them. */
final class LstmForms {
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

    /** The gates are in Keras's order; there is a second bias. */
    static Map<String, Tensor> toTorch(List<Tensor> weights) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put("weight_ih_l0", weights.get(0).transpose(1, 0));
        parameters.put("weight_hh_l0", weights.get(1).transpose(1, 0));
        if (weights.size() > 2) {
            Tensor bias = weights.get(2);
            parameters.put("bias_ih_l0", bias);
            parameters.put("bias_hh_l0", Tensor.of(new float[bias.size()], bias.size()));
        }
        return parameters;
    }

    /** Both biases are added up. */
    static List<Tensor> fromTorch(Map<String, Tensor> parameters) {
        List<Tensor> weights = new ArrayList<>();
        weights.add(parameters.get("weight_ih_l0").transpose(1, 0));
        weights.add(parameters.get("weight_hh_l0").transpose(1, 0));
        if (parameters.containsKey("bias_ih_l0")) {
            float[] bias = parameters.get("bias_ih_l0").values();
            float[] second = parameters.get("bias_hh_l0").values();
            for (int i = 0; i < bias.length; i++) {
                bias[i] += second[i];
            }
            weights.add(Tensor.of(bias, bias.length));
        }
        return weights;
    }
}
