package keras4j;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.UniqueNames;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/** A model whose layers run one after the other. Keras: {@code Sequential}. */
public final class Sequential extends Model {
    private final List<Layer<?>> layers = new ArrayList<>();
    private final UniqueNames names = new UniqueNames();
    private Input input;
    private Network network;
    private boolean isChanged;

    /** A model of these layers; more can be added. */
    public Sequential(Layer<?>... layers) {
        super("sequential", null);
        for (Layer<?> layer : KerasException.notNull("Sequential", "layers", layers)) {
            add(layer);
        }
    }

    /** A model of what was read: its layers have their names already; the input is null if its shape is not known. */
    Sequential(String name, Input input, List<Layer<?>> layers) {
        super(name, null);
        this.input = input;
        if (input != null) {
            names.take(input.getName(), null);
        }
        for (Layer<?> layer : layers) {
            names.take(layer.getName(), null);
            this.layers.add(layer);
        }
    }

    /** A model around what was read from a file. */
    Sequential(String name, Network network) {
        this(
                name,
                network.input(),
                network.graph().layers().subList(1, network.graph().layers().size()));
        this.network = network;
    }

    @Override
    public Sequential name(String value) {
        super.name(value);
        return this;
    }

    @Override
    public Sequential trainable(boolean value) {
        super.trainable(value);
        return this;
    }

    /**
     * Adds a layer at the end. The first may say the shape of the input, or be an {@link Input}; if none does, it is that of
     * the first data. Layers without a name are numbered by class: dense, dense_1.
     *
     * @throws KerasException if the layer is in a model already, its name is taken, an Input is not the first, or this model is
     *     a layer of another one
     */
    public synchronized Sequential add(Layer<?> layer) {
        KerasException.notNull("add", "a layer", layer);
        checkOwn("add");
        if (layer instanceof Input given) {
            if (input != null || !layers.isEmpty()) {
                throw KerasException.expected("add", "an Input before all layers and only once", "another one");
            }
            LayerHooks.attach(given, names);
            input = given;
            return this;
        }
        LayerHooks.attach(layer, names);
        Shape given = LayerHooks.inputShape(layer);
        if (given != null && layers.isEmpty() && input == null) {
            input = inputOf(given);
        }
        layers.add(layer);
        isChanged = true;
        return this;
    }

    private void checkOwn(String verb) {
        if (isNested()) {
            throw KerasException.expected(verb, "a model that is no layer of another one", this);
        }
    }

    private Input inputOf(Shape shape) {
        Input made = new Input(shape.dims());
        LayerHooks.attach(made, names);
        return made;
    }

    /**
     * Takes away the last layer; it may be added again, here or elsewhere.
     *
     * @throws KerasException if there is none, or this model is a layer of another one
     */
    public synchronized Sequential pop() {
        checkOwn("pop");
        if (layers.isEmpty()) {
            throw KerasException.expected("pop", "a model with layers", "an empty one");
        }
        Layer<?> last = layers.remove(layers.size() - 1);
        LayerHooks.detach(last);
        names.free(last.getName());
        isChanged = true;
        return this;
    }

    @Override
    public List<Layer<?>> getLayers() {
        return List.copyOf(layers);
    }

    @Override
    ModelKind kind() {
        return ModelKind.SEQUENTIAL;
    }

    @Override
    synchronized Network ownNetwork() {
        return isChanged ? null : network;
    }

    /** Builds what can be built; after a change of the layers, those that stay keep their weights. */
    @Override
    synchronized Network buildOwn() {
        Network built = ownNetwork();
        if (built == null && input != null && !layers.isEmpty()) {
            built = new Network(Graph.chain(input, layers), network);
            network = built;
            isChanged = false;
        }
        return built;
    }

    @Override
    synchronized Network buildOwn(List<Shape> inputs) {
        if (input == null && !layers.isEmpty() && inputs.size() == 1) {
            takeShape(inputs.get(0));
        }
        return buildOwn();
    }

    @Override
    synchronized Graph graph(List<Shape> inputs) {
        if (layers.isEmpty()) {
            throw KerasException.expected("apply", "a model with layers", this);
        }
        if (input == null) {
            takeShape(inputs.get(0));
        }
        return Graph.chain(input, layers);
    }

    private void takeShape(Shape shape) {
        // First, so that nothing stays of a shape that the layers cannot take.
        Network.countParams(Graph.chain(new Input(shape.dims()), layers));
        input = inputOf(shape);
    }
}
