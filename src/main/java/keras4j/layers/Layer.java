package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.ops.Operation;
import keras4j.ops.Symbol;

/**
 * One layer: its arguments, which weights follow from them, and what it computes. Shapes are those of one
 * sample. Keras: {@code Layer}.
 *
 * <p>A layer, and its weights, can be in several models, which all see what one of them has learned. It is frozen when it is called,
 * or when a model of it is built: a setter throws from then on.
 *
 * @param <L> the layer's own class, so that setters chain
 */
public abstract class Layer<L extends Layer<L>> extends CalledLayer<L> implements Operation {
    /** Names Keras's arguments, one line each; name and dtype are done. It reads and writes: see {@link Config}. */
    protected abstract void config(Config config);

    /** As Keras serialises it. */
    protected Map<String, Object> serialized() {
        return Serialized.of(self(), className(), Layers.REGISTRY, Config.write(this::fullConfig));
    }

    /** All of the layer's config: what every layer has, then its own. */
    void fullConfig(Config config) {
        configName(config);
        SerializedLayers.onlyFloat32(config);
        onlyTrainable(config.flag("trainable", isTrainable()));
        configActivityRegularizer(config);
        config(config);
    }

    /**
     * Makes the weights, and {@link #part parts} that follow from the inputs; none unless overridden. It may be asked again, for inputs
     * of other lengths; the parts are to stay the same. Keras: {@code build}.
     *
     * @param inputs the shapes of the inputs that are no arguments by name, with the axis of the batch; lengths that are not known are
     *     {@link Shape#NONE}
     */
    @Override
    protected void build(Weights weights, List<Shape> inputs) {}

    /**
     * What the layer computes, by ops and other layers. It is asked for each shape of the inputs, and for training and for
     * inference. Keras: {@code call}.
     */
    protected Symbol call(Symbol x, Call call) {
        return call(x);
    }

    /** The same where it is the same in training. */
    protected Symbol call(Symbol x) {
        throw KerasException.expected(Names.classOf(this), "a method call that says what it computes", "none");
    }

    /**
     * The same for several inputs or outputs: one of the two is to be overridden. Inputs that are arguments by name are not among
     * these: see {@link Call#symbol}.
     */
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        if (inputs.size() != 1) {
            throw KerasException.expected(className(), "one input", inputs.size());
        }
        return List.of(call(inputs.get(0), call));
    }

    /** The shapes of one sample of each output; by a trace, unless overridden. */
    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        return LayerTrace.outputShapes(this, inputs, Map.of());
    }

    /** Keras's names of the arguments that a call can have beside its inputs; none unless overridden. */
    @Override
    protected Set<String> callArguments() {
        return Set.of();
    }

    /**
     * Keras's names of the inputs of a layer that takes them one by one, such as query and value; none unless overridden: it takes
     * one, or a list.
     */
    protected List<String> inputNames() {
        return List.of();
    }

    /**
     * Is told with what it is called in a model that is being described, before it is asked for shapes; nothing unless overridden.
     *
     * @throws KerasException if it cannot take that
     */
    @Override
    protected void described(List<Symbol> inputs) {}

    /**
     * Which positions of what the layer gives count, 1 or 0, by ops; unless overridden null, which is all: the mask ends. A layer that
     * hands the mask on returns it. Keras: {@code compute_mask}, and {@code supports_masking} if it returns the mask.
     *
     * @param mask the input's, (batch, positions), or that which the call was given; null for none
     */
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return null;
    }

    /** The same for several inputs or outputs: one for each output, of which the last may be missing. */
    protected List<Symbol> computeMask(List<Symbol> inputs, List<Symbol> masks) {
        return Arrays.asList(computeMask(inputs.get(0), masks.get(0)));
    }

    /** Whether the layer keeps something from batch to batch that is no weight; false unless overridden. */
    protected boolean isStateful() {
        return false;
    }

    /** Whether outputs are the inputs, always, in training too; false unless overridden. */
    protected boolean isIdentity() {
        return false;
    }

    /** The group that has the weights in Keras's file, within that of the layer; "" for the layer's own, unless overridden. */
    protected String weightsGroup() {
        return "";
    }

    /** The arguments of a layer over time; null of any other. */
    Sequences sequences() {
        return null;
    }

    /** What adapts the kernel; null of a layer that has no such arguments. */
    Lora lora() {
        return null;
    }

    /** The layer that makes a symbol of a model that is being described. */
    public static Layer<?> of(Symbol symbol) {
        return (Layer<?>) symbol.operation();
    }
}
