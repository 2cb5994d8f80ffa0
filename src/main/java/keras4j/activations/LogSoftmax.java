package keras4j.activations;

import keras4j.core.ActivationFunction;
import keras4j.core.Rows;
import keras4j.internal.onnx.OnnxGraph;

/** y_i = x_i - log(sum_j exp(x_j)) over the last axis. Keras: {@code log_softmax}. */
public final class LogSoftmax extends ActivationFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "log_softmax";
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        for (int at = from * width; at < to * width; at += width) {
            double largest = Rows.max(x, at, width);
            double log = Rows.logSumExp(x, at, width, largest);
            for (int i = at; i < at + width; i++) {
                y[i] = (float) (x[i] - largest - log);
            }
        }
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("LogSoftmax", x);
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        for (int at = from * width; at < to * width; at += width) {
            double sum = 0;
            for (int i = at; i < at + width; i++) {
                sum += dy[i];
            }
            for (int i = at; i < at + width; i++) {
                dx[i] = (float) (dy[i] - Math.exp(y[i]) * sum);
            }
        }
    }
}
