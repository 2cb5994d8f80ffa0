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
import keras4j.ops.Symbol;

/** A model whose layers run one after the other. Keras: {@code Sequential}. */
public final class Sequential extends Model {
    private final List<Layer<?>> layers = new ArrayList<>();
    private final UniqueNames names = new UniqueNames();
    private Input input;

    /** A model of these layers; more can be added. */
    public Sequential(Layer<?>... layers) {
        super(ModelKind.SEQUENTIAL, null);
        try {
            for (Layer<?> layer : KerasException.notNull("Sequential", "layers", layers)) {
                add(layer);
            }
        } catch (RuntimeException | Error e) {
            while (!this.layers.isEmpty()) {
                pop();
            }
            forget();
            throw e;
        }
    }

    /**
     * A model of what was read: its layers have their names already.
     *
     * @param input null if its shape is not known
     * @param network null if it is not built
     */
    Sequential(Input input, List<Layer<?>> layers, Network network) {
        super(ModelKind.SEQUENTIAL, network);
        this.input = input;
        if (input != null) {
            LayerHooks.attach(input, names);
        }
        layers.forEach(layer -> LayerHooks.attach(layer, names));
        this.layers.addAll(layers);
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
     * Adds a layer at the end, which may be a model, and may be in other models, too, with the same weights. The first may say
     * the shape of the input, or be an {@link Input}; if none does, it is that of the first data. Layers without a name are
     * numbered by class: dense, dense_1.
     *
     * @throws KerasException if the layer is in this model already, its name is taken, an Input is not the first, or this model is
     *     a layer of another one
     */
    public synchronized Sequential add(Layer<?> layer) {
        KerasException.notNull("add", "a layer", layer);
        checkOwn("add");
        boolean isFirst = input == null && layers.isEmpty();
        if (layer instanceof Input && !isFirst) {
            throw KerasException.expected("add", "an Input before all layers and only once", "another one");
        }
        if (layers.contains(layer)) {
            throw KerasException.expected("add", "a layer that is not in this model already", layer);
        }
        // First, since it can fail.
        Shape given = layer instanceof Model model && model.graph() != null
                ? shapes(model.graph()).get(0)
                : LayerHooks.inputShape(layer);
        LayerHooks.attach(layer, names);
        if (layer instanceof Input first) {
            input = first;
            return this;
        }
        if (given != null && isFirst) {
            input = inputOf(given);
        }
        layers.add(layer);
        changed();
        return this;
    }

    @Override
    Sequential on(List<Symbol> inputs) {
        if (inputs.size() != 1 || !(Layer.of(inputs.get(0)) instanceof Input other)) {
            throw KerasException.expected("cloneModel", "one that input(..) makes", inputs);
        }
        Sequential same = new Sequential(other).name(getName());
        layers.forEach(same::add);
        return same;
    }

    private void checkOwn(String verb) {
        if (isFrozen()) {
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
        LayerHooks.detach(last, names);
        changed();
        return this;
    }

    @Override
    protected List<Layer<?>> parts() {
        return List.copyOf(layers);
    }

    @Override
    ModelKind kind() {
        return ModelKind.SEQUENTIAL;
    }

    @Override
    Graph describe(List<Shape> inputs) {
        if (layers.isEmpty()) {
            return null;
        }
        try {
            Graph described = describeChain(inputs);
            if (described != null) {
                layers.stream().filter(Model.class::isInstance).forEach(LayerHooks::freeze);
            }
            return described;
        } catch (RuntimeException | Error e) {
            layers.forEach(LayerHooks::forgetFound);
            throw e;
        }
    }

    private Graph describeChain(List<Shape> inputs) {
        if (input == null) {
            Shape shape = inputs != null && inputs.size() == 1 ? inputs.get(0) : LayerHooks.inputShape(this);
            if (shape == null) {
                return null;
            }
            // First, so that nothing stays of a shape that the layers cannot take.
            Network.countParams(Graph.chain(new Input(shape.dims()), layers));
            input = inputOf(shape);
        }
        return Graph.chain(input, layers);
    }

    @Override
    void forget(Graph described) {
        forget();
    }

    private void forget() {
        if (input != null) {
            LayerHooks.detach(input, names);
            input = null;
        }
    }
}
