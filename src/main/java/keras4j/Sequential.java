package keras4j;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Network;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;

/** A model whose layers run one after the other. Keras: {@code Sequential}. */
public final class Sequential extends Model {
    private final List<Layer<?>> layers = new ArrayList<>();
    private String name = "sequential";
    private Shape inputShape;
    private Network network;

    /** A model of these layers; more can be added. */
    public Sequential(Layer<?>... layers) {
        for (Layer<?> layer : layers) {
            add(layer);
        }
    }

    /** A model around what was read from a file. */
    Sequential(String name, Network network) {
        this.name = name;
        this.network = network;
        inputShape = network.inputShape();
        network.nodes().forEach(node -> layers.add(node.layer()));
    }

    /** Sets the model's name; "sequential" unless given. */
    public Sequential name(String value) {
        name = value;
        return this;
    }

    /**
     * Adds a layer at the end. The first may say the shape of the input, or be an {@link Input}; if none does, it is that of
     * the first data. Layers without a name are numbered by class: dense, dense_1.
     *
     * @throws KerasException if the layer is in a model already, its name is taken, or an Input is not the first
     */
    public Sequential add(Layer<?> layer) {
        if (layer == null) {
            throw KerasException.expected("add", "a layer", null);
        }
        Shape given = LayerHooks.inputShape(layer);
        if (layer instanceof Input && (inputShape != null || !layers.isEmpty())) {
            throw KerasException.expected("add", "an Input before all layers and only once", "another one");
        }
        if (given != null && layers.isEmpty() && inputShape == null) {
            inputShape = given;
        }
        if (!(layer instanceof Input)) {
            LayerHooks.attach(layer, layers.stream().map(Layer::getName).toList());
            layers.add(layer);
        }
        return this;
    }

    /**
     * Takes away the last layer.
     *
     * @throws KerasException if there is none
     */
    public Sequential pop() {
        if (layers.isEmpty()) {
            throw KerasException.expected("pop", "a model with layers", "an empty one");
        }
        layers.remove(layers.size() - 1);
        return this;
    }

    @Override
    public List<Layer<?>> getLayers() {
        return List.copyOf(layers);
    }

    @Override
    public String getName() {
        return name;
    }

    /** Builds what can be built; after a change of the layers, those that stay keep their weights. */
    @Override
    synchronized Network network() {
        boolean current = network != null
                && network.nodes().stream().map(Network.Node::layer).toList().equals(layers);
        if (inputShape != null && !current) {
            if (layers.isEmpty()) {
                throw KerasException.expected("Sequential " + name, "at least one layer", "none");
            }
            Network rebuilt = new Network(layers, inputShape);
            if (network != null) {
                rebuilt.copyFrom(network);
            }
            network = rebuilt;
        }
        return network;
    }

    @Override
    synchronized Network network(Shape input) {
        if (inputShape == null) {
            inputShape = input;
        }
        return network();
    }
}
