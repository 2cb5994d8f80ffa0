package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Regularizer;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.regularizers.Regularizers;

/** What a layer is called, and its arguments, which no setter changes once the layer is frozen. */
public abstract class ConfiguredLayer<L extends Layer<L>> {
    /** What models call it. */
    final LayerName naming = new LayerName();

    private Shape inputShape;
    private boolean frozen;
    private Regularizer activityRegularizer;

    ConfiguredLayer() {}

    /** Sets the name; without it the model numbers its layers by class: dense, dense_1. */
    public L name(String value) {
        return beforeAdd(() -> naming.set(value));
    }

    /** The name until a model numbers it. */
    protected final void defaultName(String value) {
        naming.setDefault(value);
    }

    /** The shape of one input sample; needed on a model's first layer only, and even there {@code fit} can find it. */
    public final L inputShape(int... value) {
        Shape shape = shape("inputShape", value);
        return beforeAdd(() -> inputShape = shape);
    }

    /** What a setter is given for a shape. */
    final Shape shape(String setter, int[] lengths) {
        String where = Names.classOf(this) + "." + setter;
        try {
            return Shape.of(KerasException.notNull(where, "lengths", lengths));
        } catch (KerasException e) {
            throw e.in(where);
        }
    }

    /** The number of input features: {@code inputShape(value)}. */
    public final L inputDim(int value) {
        if (value < 1) {
            throw KerasException.expected("inputDim", "a positive number of features", value);
        }
        return inputShape(value);
    }

    /** The regularizer of what the layer gives, by Keras's name, such as "l2". */
    public final L activityRegularizer(String name) {
        return activityRegularizer(Regularizers.REGISTRY.get(name));
    }

    /**
     * The regularizer of what the layer gives: its penalty, divided by the number of samples, is added to the loss of each batch,
     * in training and in evaluation. None unless given.
     */
    public L activityRegularizer(Regularizer regularizer) {
        Regularizer copy = Serialized.copy(regularizer, Regularizers.REGISTRY);
        return set(() -> activityRegularizer = copy);
    }

    /** See {@link #activityRegularizer(Regularizer)}; null for none. */
    Regularizer activityRegularizer() {
        return activityRegularizer;
    }

    /** The layer's name; null until it has been given one or has been added to a model. */
    public final String getName() {
        return naming.get();
    }

    /** Keras's class name. */
    protected String className() {
        return Names.classOf(this);
    }

    /** What messages call the layer. */
    final String who() {
        return getName() == null ? className() : "layer " + getName();
    }

    /** Runs a setter's change, unless the layer is frozen. */
    protected final L set(Runnable change) {
        if (frozen) {
            throw new KerasException(
                    who() + " has been built and cannot be changed; make a new layer, or set it before");
        }
        change.run();
        return self();
    }

    /** Runs a setter's change of what a model looks at when the layer is added. */
    private L beforeAdd(Runnable change) {
        if (naming.isOwned()) {
            throw new KerasException(
                    "layer " + getName() + " is in a model; set its name and input shape before you add it");
        }
        return set(change);
    }

    final Shape inputShape() {
        return inputShape;
    }

    /** Whether no setter changes the layer, or what it is made of, any more. */
    protected final boolean isFrozen() {
        return frozen;
    }

    /** Lets no setter change the layer any more. */
    void freeze() {
        frozen = true;
    }

    final void configName(Config config) {
        String given = config.text("name", getName());
        if (given != null && !given.equals(getName())) {
            naming.set(given);
        }
    }

    final void configActivityRegularizer(Config config) {
        activityRegularizer = config.written(
                "activity_regularizer",
                activityRegularizer,
                (key, value) -> config.object(key, value, Regularizers.REGISTRY));
    }

    @SuppressWarnings("unchecked")
    final L self() {
        return (L) this;
    }

    /** The class, and the name if there is one. */
    @Override
    public String toString() {
        return getName() == null ? className() : className() + "(" + getName() + ")";
    }
}
