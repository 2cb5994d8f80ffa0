package keras4j.activations;

import java.util.Map;
import keras4j.core.KerasException;
import keras4j.internal.onnx.OnnxGraph;

/**
 * y = 1 above 0, else 0: the perceptron's activation, for inference. It has no slope to train through, so that a fit which
 * comes to it is an error; {@code keras4j.Perceptron} trains such neurons. Rosenblatt, 1958. Keras does not have it, so that
 * a model with it cannot be saved.
 */
public final class Step extends Elementwise {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "step";
    }

    @Override
    protected double value(double x) {
        return Double.isNaN(x) ? x : x > 0 ? 1 : 0;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        return graph.node("Cast", Map.of("to", 1), graph.node("Greater", x, graph.number(0)));
    }

    /** @throws KerasException always: it is 0 wherever there is one, and nothing would be learned */
    @Override
    protected double slope(double x, double y) {
        throw KerasException.expected(
                "training",
                "activations with a useful gradient",
                "step, which has none; use keras4j.Perceptron, whose rule needs none");
    }
}
