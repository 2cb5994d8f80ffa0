import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime, with two arrays outside the heap, made once: one is filled, the other read. Argument: the work. */
final class OrtBench {
    private final OrtSession session;
    private final FloatBuffer input;
    private final FloatBuffer output;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    private OrtBench(String file, int rows, int inputWidth, int outputWidth) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(Bench.THREADS);
        session = environment.createSession(file, options);
        input = direct(rows * inputWidth);
        output = direct(rows * outputWidth);
        inputs = Map.of("x", OnnxTensor.createTensor(environment, input, new long[] {rows, inputWidth}));
        outputs = Map.of("y", OnnxTensor.createTensor(environment, output, new long[] {rows, outputWidth}));
    }

    public static void main(String[] args) throws IOException, OrtException {
        String work = args[0];
        switch (work) {
            case "row" -> new OrtBench("lesson.onnx", 1, 11, 1).measure(work, Bench.rows("lesson_x.bin", 11));
            case "batch" -> new OrtBench("mlp.onnx", 128, 784, 10)
                    .measure(work, Bench.rows("mlp_x.bin", 128 * 784));
            case "start" -> Bench.print(
                    "prediction", new OrtBench("lesson.onnx", 1, 11, 1).predict(Bench.read("row.bin"))[0]);
            default -> throw new IllegalArgumentException(work);
        }
    }

    private static FloatBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private void measure(String work, float[][] x) {
        Bench.measure(work, 1, times -> {
            for (int i = 0; i < times; i++) {
                predict(x[i % x.length]);
            }
        });
    }

    private float[] predict(float[] x) {
        input.put(0, x);
        try {
            session.run(inputs, outputs).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
        float[] y = new float[output.capacity()];
        output.get(0, y);
        return y;
    }
}
