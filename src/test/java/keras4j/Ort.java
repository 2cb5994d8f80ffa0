package keras4j;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.NdArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A file in ONNX Runtime. */
public final class Ort implements AutoCloseable {
    private final OrtSession session;

    public Ort(Path file) throws OrtException {
        session = OrtEnvironment.getEnvironment().createSession(file.toString());
    }

    /** What it computes, each of its outputs. */
    public List<float[]> run(List<INDArray> x) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        List<String> names = new ArrayList<>(session.getInputNames());
        for (int k = 0; k < x.size(); k++) {
            FloatBuffer values = FloatBuffer.wrap(NdArrays.floats(x.get(k)));
            long[] shape = x.get(k).shape();
            inputs.put(names.get(k), OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape));
        }
        List<float[]> outputs = new ArrayList<>();
        try (OrtSession.Result result = session.run(inputs)) {
            for (Map.Entry<String, ?> output : result) {
                outputs.add(((OnnxTensor) output.getValue()).getFloatBuffer().array());
            }
        }
        inputs.values().forEach(OnnxTensor::close);
        return outputs;
    }

    /** What the inputs from one on are before the first run: states, which are 0. */
    List<INDArray> zeros(int from, long samples) throws OrtException {
        List<INDArray> zeros = new ArrayList<>();
        for (NodeInfo input : List.copyOf(session.getInputInfo().values())
                .subList(from, session.getInputNames().size())) {
            long[] shape = ((TensorInfo) input.getInfo()).getShape();
            shape[0] = samples;
            zeros.add(NdArrays.of(new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)], shape));
        }
        return zeros;
    }

    /** The inputs' names and shapes; -1 for as many as there are. */
    List<String> inputs() throws OrtException {
        return described(session.getInputInfo().values());
    }

    /** The outputs' names and shapes. */
    List<String> outputs() throws OrtException {
        return described(session.getOutputInfo().values());
    }

    private static List<String> described(Collection<NodeInfo> values) {
        return values.stream()
                .map(value -> value.getName() + Arrays.toString(((TensorInfo) value.getInfo()).getShape()))
                .toList();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
