package keras4j.activations;

import keras4j.internal.onnx.OnnxGraph;

/** y = (x + sqrt(x^2 + b)) / 2. Barron, 2021. Keras: {@code squareplus}. */
public final class Squareplus extends Elementwise {
    private static final long serialVersionUID = 1L;

    private double b = 4;

    /** How smooth it is. */
    public Squareplus b(double value) {
        b = value;
        return this;
    }

    @Override
    public String name() {
        return "squareplus";
    }

    @Override
    protected double value(double x) {
        return (x + Math.sqrt(x * x + b)) / 2;
    }

    @Override
    public String onnx(OnnxGraph graph, String x) {
        String square = graph.node("Add", graph.node("Mul", x, x), graph.number(b));
        return graph.node("Mul", graph.node("Add", x, graph.node("Sqrt", square)), graph.number(0.5));
    }

    @Override
    protected double slope(double x, double y) {
        return (1 + x / Math.sqrt(x * x + b)) / 2;
    }

    @Override
    public boolean hasArguments() {
        return b != 4;
    }
}
