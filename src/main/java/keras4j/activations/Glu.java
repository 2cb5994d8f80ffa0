package keras4j.activations;

import java.util.List;
import java.util.Map;
import keras4j.core.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.internal.onnx.OnnxGraph;

/**
 * y = a sigmoid(b), a and b being the two halves of the last axis, which becomes half as long. Dauphin et al., 2016. Keras:
 * {@code glu}.
 */
public final class Glu extends ActivationFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "glu";
    }

    @Override
    public int outputWidth(int width) {
        if (width % 2 != 0) {
            throw KerasException.expected("glu", "an even length of the last axis", width);
        }
        return width / 2;
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        int half = width / 2;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < half; i++) {
                y[row * half + i] = (float) (x[row * width + i] * Sigmoid.of(x[row * width + half + i]));
            }
        }
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        List<String> halves = graph.nodes("Split", 2, Map.of("axis", -1), x);
        return graph.node("Mul", halves.get(0), graph.node("Sigmoid", halves.get(1)));
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        int half = width / 2;
        for (int row = from; row < to; row++) {
            for (int i = 0; i < half; i++) {
                int a = row * width + i;
                double gate = Sigmoid.of(x[a + half]);
                float gradient = dy[row * half + i];
                dx[a] = (float) (gradient * gate);
                dx[a + half] = (float) (gradient * x[a] * gate * (1 - gate));
            }
        }
    }
}
