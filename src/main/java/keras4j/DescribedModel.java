package keras4j;

import java.util.List;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.core.LayerWeights;
import keras4j.core.Shape;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.GraphLayer;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.OpLayer;
import keras4j.ops.Symbol;

/** What a model computes, and its weights: on its own, or in another one that it is a layer of. */
abstract class DescribedModel extends GraphLayer<Model> {
    private static final String WITH_INPUTS =
            "a model with layers and a known input shape: give its first layer an inputDim, add an Input, or call build";

    /** Once it is known it is read without the monitor: by a thread that builds a model around this one, or runs it. */
    private volatile Graph graph;
    /** Whether the inputs' shapes are those of what came first, and nobody has said them. */
    private boolean isFound;

    private Network network;

    /** @param network null if it is to be described yet */
    DescribedModel(String name, Network network) {
        defaultName(name);
        this.network = network;
        if (network != null) {
            graph = network.graph();
            graph.calls().forEach(LayerHooks::remember);
            LayerHooks.onlyTrainable(this, network.isTrainable());
        }
    }

    /** What it is to be when it is built. */
    DescribedModel(String name, Graph graph) {
        defaultName(name);
        this.graph = graph;
        if (graph != null) {
            graph.calls().forEach(LayerHooks::remember);
        }
    }

    /** Keras's class for it in files. */
    abstract ModelKind kind();

    @Override
    protected final String className() {
        return kind().className();
    }

    /**
     * What it computes; null if that cannot be said.
     *
     * @param inputs the shapes of what it is given; null if that is not known
     */
    abstract Graph describe(List<Shape> inputs);

    /** Takes a description back that was made for the shapes of what it was given. */
    abstract void forget(Graph described);

    @Override
    protected final String pathOfLayers() {
        return kind() == ModelKind.SEQUENTIAL || getClass() != Model.class ? getName() + "/" : "";
    }

    /** Says that the layers are others. */
    final void changed() {
        graph = null;
    }

    /**
     * Lets no model that is not compiled rename the layers; those that a subclass has yet to describe are not known.
     *
     * @param given the names that nobody may change: the user has said something by them
     */
    final void keepNames(Set<?> given) {
        if (graph != null || named().isEmpty()) {
            parts().forEach(layer -> LayerHooks.keepName(layer, given.contains(layer.getName())));
        }
    }

    @Override
    protected final Graph graph() {
        Graph known = graph;
        return known == null ? describedOnce() : known;
    }

    private synchronized Graph describedOnce() {
        if (graph == null) {
            describeFor(null);
        }
        return graph;
    }

    private void describeFor(List<Shape> inputs) {
        graph = describe(inputs);
        isFound = inputs != null;
        if (graph != null) {
            graph.calls().forEach(LayerHooks::remember);
        }
    }

    private void forgetGraph() {
        graph.calls().forEach(LayerHooks::forget);
        forget(graph);
        graph = null;
    }

    /** Here also what a failed call has said of this model's inputs, unless it has been built. */
    @Override
    protected final synchronized void forgetFound() {
        super.forgetFound();
        if (isFound && graph != null && !isFrozen() && builtNetwork() == null) {
            forgetGraph();
        }
    }

    @Override
    public final List<Symbol> inputs() {
        return described("inputs").inputs();
    }

    @Override
    public final List<Symbol> outputs() {
        return described("outputs").outputs();
    }

    private Graph described(String verb) {
        Graph known = graph();
        if (known == null) {
            throw KerasException.expected(verb, WITH_INPUTS, this);
        }
        return known;
    }

    /** Shapes that nobody has said are not known where those differ that the model is called with, until something depends on them. */
    @Override
    protected final synchronized Graph graph(List<Shape> inputs) {
        if (graph() == null) {
            describeFor(inputs);
        } else if (isFound && !isFrozen() && network == null && areOtherLengths(inputs)) {
            List<Shape> common = LayerHooks.common(inputs, shapes(graph));
            forgetGraph();
            describeFor(common);
        }
        if (graph == null) {
            throw KerasException.expected("apply", "a model with layers", this);
        }
        return graph;
    }

    private boolean areOtherLengths(List<Shape> inputs) {
        List<Shape> known = shapes(graph);
        boolean areAlike = inputs.size() == known.size();
        for (int i = 0; areAlike && i < known.size(); i++) {
            areAlike = inputs.get(i).rank() == known.get(i).rank();
        }
        return areAlike && !Shape.allFit(inputs, known);
    }

    /**
     * The layers in Keras's order: an {@link keras4j.layers.Input} is one of them, but not in a {@link Sequential}, and ops are none.
     * None before a subclass is built.
     */
    public List<Layer<?>> getLayers() {
        graph(); // which their inputs and outputs are of
        return parts().stream().filter(layer -> !(layer instanceof OpLayer)).toList();
    }

    /**
     * Builds the model for inputs of this shape, that of one sample; without it, the first data say the shape.
     *
     * @throws KerasException if the layers cannot take it, or the model has another
     */
    public final void build(int... inputShape) {
        Shape shape = Shape.of(inputShape);
        Network built = network(List.of(shape));
        if (built == null) {
            throw KerasException.expected("build", "a model with layers", this);
        }
        if (!built.inputShape().equals(shape)) {
            throw KerasException.expected("build", "the input shape of the model, " + built.inputShape(), shape);
        }
    }

    /** The built model, or null if its input shape is not known yet or it has no layers. */
    final Network network() {
        return network(null);
    }

    /** The built model; its inputs have these shapes if they were not known. */
    final Network network(List<Shape> inputs) {
        Network built = builtOwn(inputs);
        if (built != null) {
            built.setTrainable(isTrainable());
        }
        return built;
    }

    /** What it was built as; null if it was not, or its layers have changed. */
    final synchronized Network builtNetwork() {
        return network == null || network.graph() != graph || !network.isCurrent() ? null : network;
    }

    /** Builds what can be built; layers that have been built keep their weights. */
    private synchronized Network builtOwn(List<Shape> inputs) {
        if (graph() == null && inputs != null) {
            describeFor(inputs);
        }
        if (graph != null && builtNetwork() == null) {
            try {
                network = new Network(graph);
                network.setPath(pathOfLayers());
            } catch (RuntimeException | Error e) {
                forgetFound();
                throw e;
            }
        }
        return builtNetwork();
    }

    /** The built model. */
    final Network built(String verb) {
        Network built = network();
        if (built == null) {
            throw KerasException.expected(verb, WITH_INPUTS, this);
        }
        return built;
    }

    @Override
    protected final LayerWeights weights(String verb) {
        return built(verb);
    }

    /** The number of the weights. */
    public final long countParams() {
        return built("countParams").countParams();
    }
}
