package keras4j.layers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import keras4j.core.KerasException;
import keras4j.core.LayerWeights;
import keras4j.core.Names;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.ops.Symbol;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of a layer, and of the layers that it is made of: where they are, and whether they are trained. */
public abstract class WeightedLayer<L extends Layer<L>> extends ConfiguredLayer<L> {
    /** How often layers that had been built have got further weights. */
    private static final AtomicLong EXTENDED = new AtomicLong();

    private Weights own;
    private List<Shape> builtInputs;
    private final Map<String, Layer<?>> registered = new LinkedHashMap<>();
    private boolean trainable = true;
    /** Ends the way where layers are parts of each other. */
    private boolean isSettingTrainable;

    private LayerWeights weights;

    WeightedLayer() {}

    /**
     * Whether gradients train the layer's weights, and those of all layers that it is made of; true unless given. It may be
     * changed at any time, and counts from the first training after the model's next compile on.
     */
    public L trainable(boolean value) {
        if (isSettingTrainable) {
            return self();
        }
        isSettingTrainable = true;
        trainable = value;
        try {
            Set<Layer<?>> all = new LinkedHashSet<>(named().values());
            all.addAll(parts());
            all.forEach(part -> part.trainable(value));
        } finally {
            isSettingTrainable = false;
        }
        return self();
    }

    /** Sets it for this one only. */
    final void onlyTrainable(boolean value) {
        trainable = value;
    }

    /** See {@link #trainable(boolean)}. */
    public final boolean isTrainable() {
        return trainable;
    }

    /** The layers that this one is made of; those that are {@link #part registered}, unless overridden. */
    protected List<Layer<?>> parts() {
        return List.copyOf(registered.values());
    }

    /**
     * Registers a layer that this one calls, which may be a model, and may be in models and other layers, too: its weights are then among
     * this one's, behind its own, and in files under this name. If it has no name of its own, it gets one by its class, numbered among
     * the parts. Keras: an attribute of the layer.
     *
     * @throws KerasException if the name is taken
     */
    protected final <P extends Layer<?>> P part(String name, P layer) {
        Layer<?> taken = KerasException.notNull(className() + ".part", "a layer", layer);
        if (registered.putIfAbsent(Names.valid("part name", name), layer) != null) {
            throw KerasException.expected(className() + ".part", "different names", name + " twice");
        }
        taken.naming.own();
        if (layer.getName() == null) {
            long number = registered.values().stream()
                            .filter(part -> part.getClass() == layer.getClass())
                            .count()
                    - 1;
            layer.defaultName(Names.snakeCase(layer.className()) + (number == 0 ? "" : "_" + number));
        }
        if (!trainable) {
            layer.trainable(false);
        }
        return layer;
    }

    /** The {@link #parts}, by the names under which their weights are in files. */
    protected Map<String, Layer<?>> named() {
        return registered;
    }

    /**
     * Copies of all weights, in Keras's order and shapes.
     *
     * @throws KerasException if it is no built model, nor in one
     */
    public final List<INDArray> getWeights() {
        LayerWeights built = weights("getWeights");
        return NdArrays.of(built.get(), built.shapes());
    }

    /**
     * Sets all weights, in Keras's order and shapes.
     *
     * @throws KerasException if it is no built model, nor in one, or number or shapes differ; nothing has changed then
     */
    public final void setWeights(List<INDArray> values) {
        LayerWeights built = weights("setWeights");
        built.set(NdArrays.floats("setWeights", values, built.shapes()));
    }

    /**
     * All weights as symbols, in Keras's order, for ops and gradients in a step. Keras: {@code layer.weights}.
     *
     * @throws KerasException if it is no built model, nor in one
     */
    public final List<Symbol> weights() {
        return weights("weights", false);
    }

    /**
     * Those that gradients train. Keras: {@code layer.trainable_weights}.
     *
     * @throws KerasException if it is no built model, nor in one
     */
    public final List<Symbol> trainableWeights() {
        return weights("trainableWeights", true);
    }

    private List<Symbol> weights(String verb, boolean onlyTrained) {
        weights(verb);
        List<Symbol> all = new ArrayList<>();
        if (trainable || !onlyTrained) {
            addWeights(onlyTrained, all);
        }
        return List.copyOf(all);
    }

    final void addWeights(boolean onlyTrained, List<Symbol> all) {
        for (int i = 0; i < ownWeights().size(); i++) {
            if (!onlyTrained || trainable && ownWeights().get(i).kind() == WeightSpec.Kind.TRAINABLE) {
                all.add(own.symbols().get(i));
            }
        }
        parts().forEach(part -> part.addWeights(onlyTrained, all));
    }

    /**
     * Where the weights are.
     *
     * @throws KerasException if they are nowhere yet
     */
    protected LayerWeights weights(String verb) {
        if (weights == null) {
            throw KerasException.expected(verb, "a layer of a built model", this);
        }
        return weights;
    }

    /** Where the weights are, or null while the layer is in no built model. */
    final LayerWeights builtWeights() {
        return weights;
    }

    /**
     * The same, if the layer's own are of these shapes.
     *
     * @throws KerasException if they are of others
     */
    final LayerWeights builtWeights(List<WeightSpec> specs) {
        if (weights != null) {
            List<Shape> wanted = specs.stream().map(WeightSpec::shape).toList();
            List<Shape> kept =
                    weights.shapes().stream().limit(ownWeights().size()).toList();
            if (!kept.equals(wanted)) {
                throw KerasException.expected(
                        who() + ", which has been built",
                        "an input for weights of the same shapes, " + kept,
                        "one for " + wanted);
            }
        }
        return weights;
    }

    /** Asks a built layer for its weights again, which has further ones by now. */
    final void extend() {
        Weights made = new Weights(own);
        int before = own.specs().size();
        build(made, builtInputs);
        own = made;
        weights = weights.with(made.specs().subList(before, made.specs().size()));
        EXTENDED.incrementAndGet();
    }

    static long extended() {
        return EXTENDED.get();
    }

    /** See {@link Layer#build}. */
    protected abstract void build(Weights weights, List<Shape> inputs);

    /** The weights for such inputs. */
    final List<Symbol> builtFor(List<Shape> inputs) {
        if (inputs.stream().anyMatch(shape -> shape.rank() == 0)) {
            throw KerasException.expected(className(), "inputs whose first axis is that of the batch", inputs);
        }
        List<Shape> anyBatch = inputs.stream()
                .map(shape -> shape.withoutFirst().withFirst(Shape.NONE))
                .toList();
        if (!anyBatch.equals(builtInputs)) {
            Weights made = new Weights(own);
            build(made, anyBatch);
            try {
                builtWeights(made.specs());
            } catch (KerasException e) {
                build(new Weights(own), builtInputs); // makes the same symbols again
                throw e;
            }
            own = made;
            builtInputs = anyBatch;
        }
        return own.symbols();
    }

    /** The layer's own weights, in Keras's order, after {@link #builtFor}. */
    final List<WeightSpec> ownWeights() {
        return own == null ? List.of() : own.specs();
    }

    /** The same as symbols. */
    final List<Symbol> ownSymbols() {
        return own == null ? List.of() : own.symbols();
    }

    /** The same for all that it is made of. */
    @Override
    final void freeze() {
        if (!isFrozen()) {
            super.freeze();
            parts().forEach(Layer::freeze);
        }
    }

    final void freeze(LayerWeights kept) {
        freeze();
        weights = kept;
    }

    /** Forgets what a call that failed has said of the inputs of models within; what is frozen stays. */
    protected void forgetFound() {
        if (!isFrozen()) {
            parts().forEach(Layer::forgetFound);
        }
    }
}
