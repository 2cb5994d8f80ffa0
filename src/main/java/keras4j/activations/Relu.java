package keras4j.activations;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.internal.onnx.OnnxGraph;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * y = max(x, 0); with arguments: x above the threshold, but at most maxValue, and negativeSlope (x - threshold) below. Keras:
 * {@code relu}.
 */
public final class Relu extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double negativeSlope = 0;
    private double maxValue = Double.POSITIVE_INFINITY;
    private double threshold = 0;

    /** The slope below the threshold. */
    public Relu negativeSlope(double value) {
        negativeSlope = value;
        return this;
    }

    /** The largest output. */
    public Relu maxValue(double value) {
        maxValue = value;
        return this;
    }

    /** Where the function begins. */
    public Relu threshold(double value) {
        threshold = value;
        return this;
    }

    /** The arguments of Keras's layer {@code ReLU}. */
    public void config(Config config) {
        Double most = config.optionalNumber("max_value", maxValue == Double.POSITIVE_INFINITY ? null : maxValue);
        if (most != null && !(most >= 0)) {
            throw KerasException.expected("ReLU.max_value", "a number of at least 0, or none", most);
        }
        maxValue = most == null ? Double.POSITIVE_INFINITY : most;
        negativeSlope = config.atLeastZero("negative_slope", negativeSlope);
        threshold = config.atLeastZero("threshold", threshold);
    }

    @Override
    public String name() {
        return "relu";
    }

    @Override
    protected double value(double x) {
        if (x <= threshold) {
            return threshold == 0 && negativeSlope == 0 ? 0 : negativeSlope * (x - threshold);
        }
        return isCut(x) ? Math.min(Math.max(x, 0), maxValue) : x;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        if (!hasArguments()) {
            return graph.node("Relu", x);
        }
        String from = graph.number(threshold);
        String below = graph.node("Mul", graph.node("Sub", x, from), graph.number(negativeSlope));
        String above = maxValue == Double.POSITIVE_INFINITY
                ? x
                : graph.node("Min", graph.node("Relu", x), graph.number(maxValue));
        return graph.node("Where", graph.node("Greater", x, from), above, below);
    }

    @Override
    protected double slope(double x, double y) {
        if (x > threshold) {
            return isCut(x) ? 0 : 1;
        }
        return x < threshold || isLeaky() ? negativeSlope : 0;
    }

    /** Whether it is a leaky relu, to whose threshold Keras gives the slope below. */
    private boolean isLeaky() {
        return threshold == 0 && maxValue == Double.POSITIVE_INFINITY;
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        if (hasArguments()) {
            super.forward(x, y, from, to, width);
            return;
        }
        for (int i = from * width; i < to * width; i++) {
            y[i] = Math.max(x[i], 0);
        }
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        if (hasArguments()) {
            super.backward(x, y, dy, dx, from, to, width);
            return;
        }
        // The factor is 1 where y is positive, be it denormal, else 0: a comparison would be mispredicted, and not
        // vectorised.
        for (int i = from * width; i < to * width; i++) {
            dx[i] = dy[i] * Math.min(y[i] * Float.MAX_VALUE * Float.MAX_VALUE, 1);
        }
    }

    /** With a maxValue Keras also keeps the numbers above the threshold from being negative. */
    private boolean isCut(double x) {
        return maxValue != Double.POSITIVE_INFINITY && (x < 0 || x > maxValue);
    }

    @Override
    public IActivation nd4j() {
        return hasArguments() ? this : new ActivationReLU();
    }

    @Override
    public boolean hasArguments() {
        return negativeSlope != 0 || maxValue != Double.POSITIVE_INFINITY || threshold != 0;
    }
}
