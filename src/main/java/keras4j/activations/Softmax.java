package keras4j.activations;

import keras4j.core.ActivationFunction;
import keras4j.core.Rows;
import keras4j.internal.onnx.OnnxGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** y_i = exp(x_i) / sum_j exp(x_j) over the last axis. Keras: {@code softmax}. */
public final class Softmax extends ActivationFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "softmax";
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        for (int at = from * width; at < to * width; at += width) {
            double largest = Rows.max(x, at, width);
            double log = Rows.logSumExp(x, at, width, largest);
            for (int i = at; i < at + width; i++) {
                y[i] = (float) Math.exp(x[i] - largest - log);
            }
        }
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Softmax", x);
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        for (int at = from * width; at < to * width; at += width) {
            double dot = 0;
            double sum = 0; // 1, but for rounding
            for (int i = at; i < at + width; i++) {
                dot += dy[i] * y[i];
                sum += y[i];
            }
            double mean = dot / sum;
            for (int i = at; i < at + width; i++) {
                dx[i] = (float) (y[i] * (dy[i] - mean));
            }
        }
    }

    @Override
    public IActivation nd4j() {
        return new ActivationSoftmax();
    }

    @Override
    public boolean keepsLogits() {
        return true;
    }
}
