package keras4j.internal.graph;

import java.util.List;
import java.util.function.Supplier;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.layers.ModelLayer;
import keras4j.layers.Symbol;

/**
 * A model that is a layer of another one. Its layers' weights are then among those of the outer model, and the inner one works
 * on them there: both see what either has learned. Keras: a {@code Functional} or {@code Sequential} that is called.
 */
public final class Nested extends ModelLayer {
    private final String className;
    private final Graph graph;
    private final Supplier<Network> before;
    private volatile Network network;

    /**
     * @param className Keras's
     * @param before the inner model as it was built on its own; null from it if it was not
     */
    public Nested(String className, Graph graph, Supplier<Network> before) {
        this.className = className;
        this.graph = graph;
        this.before = before;
    }

    /** What it computes. */
    public Graph graph() {
        return graph;
    }

    /** The inner model in its place in the outer one; null before that is built. */
    public Network network() {
        return network;
    }

    /** The inner model as it is built: in its place, or on its own; null if it is not. */
    Network built() {
        return network == null ? before.get() : network;
    }

    void setNetwork(Network value) {
        network = value;
    }

    @Override
    protected String className() {
        return className;
    }

    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        List<Shape> expected = graph.inputs().stream().map(Symbol::shape).toList();
        if (!inputs.equals(expected)) {
            throw KerasException.expected(className, "inputs of shapes " + batched(expected), batched(inputs));
        }
        return graph.outputs().stream().map(Symbol::shape).toList();
    }

    private static List<String> batched(List<Shape> shapes) {
        return shapes.stream().map(Shape::batched).toList();
    }
}
