package keras4j.internal.graph;

import java.util.function.Supplier;
import keras4j.core.Config;

/**
 * A model that is a layer of another one. Its layers' weights are then among those of the outer model, and the inner one works
 * on them there: both see what either has learned. Keras: a {@code Functional} or {@code Sequential} that is called.
 */
public final class Nested extends Inner<Nested> {
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

    @Override
    public Graph graph() {
        return graph;
    }

    /** The inner model in its place in the outer one; null before that is built. */
    public Network network() {
        return network;
    }

    /** In its place, or on its own; null if it is not built. */
    @Override
    Network built() {
        return network == null ? before.get() : network;
    }

    @Override
    void setNetwork(Network value) {
        network = value;
    }

    @Override
    protected String className() {
        return className;
    }

    @Override
    protected void config(Config config) {
        throw new UnsupportedOperationException("a model is no layer in files");
    }
}
