package keras4j;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Shape;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Nested;
import keras4j.internal.graph.Network;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/** What a model computes: described by symbols, when it is made or by a subclass; and that it may be a layer of another one. */
abstract class CallableModel extends TrainableModel {
    private String name;
    /** Whether a subclass says in call what the model computes. */
    private final boolean isDescribedByCall;

    private Graph graph;
    private Network network;
    private volatile boolean isTrainable = true;
    /** The model as a layer of another one; null before it is called. */
    private volatile Nested nested;

    /** Described by a subclass. */
    CallableModel() {
        isDescribedByCall = true;
        name = Names.snakeCase(Names.classOf(this));
    }

    /** @param network null for a {@link Sequential} */
    CallableModel(String name, Network network) {
        isDescribedByCall = false;
        this.name = name;
        this.network = network;
        graph = network == null ? null : network.graph();
        isTrainable = network == null || network.isTrainable();
    }

    /** Keras's class for it in files. */
    abstract ModelKind kind();

    final void setName(String value) {
        if (isNested()) {
            throw KerasException.expected("name", "a model that is no layer of another one", this);
        }
        name = Names.valid("model name", value);
    }

    /**
     * What the model computes, for a subclass to say by calls of its layers. It is asked once, when the shape of the input is
     * known: by {@link #build}, or from the first data.
     *
     * @param x the input
     * @return the output
     */
    protected Symbol call(Symbol x) {
        throw KerasException.expected(name, "a method call(Symbol) that describes the model", "none");
    }

    /** The same for several inputs or outputs: one of the two is to be overridden. */
    protected List<Symbol> call(List<Symbol> inputs) {
        if (inputs.size() != 1) {
            throw KerasException.expected(
                    name, "a method call(List<Symbol>) that describes a model of several inputs", "none");
        }
        return Arrays.asList(call(inputs.get(0)));
    }

    /**
     * What this model gives for these, as a layer of another one that is being described; called again, it does the same with
     * the same weights. The two then share the weights. A subclass adds the layers that its {@link #call(Symbol)} calls to
     * the other model, and is no layer of it.
     *
     * @param inputs as many as the model has
     * @throws KerasException if they do not fit, or the model has several outputs: see {@link #applyAll}
     */
    public final Symbol apply(Symbol... inputs) {
        return only(applyAll(Arrays.asList(KerasException.notNull(name, "inputs", inputs))));
    }

    /** What this model gives for these, each of its outputs; see {@link #apply(Symbol...)}. */
    public final List<Symbol> applyAll(List<Symbol> inputs) {
        KerasException.notNull(name, "inputs", inputs);
        return isDescribedByCall ? call(inputs) : applyAsLayer(inputs);
    }

    private Symbol only(List<Symbol> outputs) {
        if (outputs.size() != 1) {
            throw KerasException.expected(
                    name, "a model of one output; applyAll gives those of several", outputs.size());
        }
        return outputs.get(0);
    }

    private synchronized List<Symbol> applyAsLayer(List<Symbol> inputs) {
        if (nested == null) {
            inputs.forEach(input -> KerasException.notNull(name, "a symbol, made by input(..) or apply(..)", input));
            Graph inner = graph(inputs.stream().map(Symbol::sampleShape).toList());
            nested = new Nested(kind().className(), inner, this::ownNetwork);
            LayerHooks.onlyTrainable(nested, isTrainable);
            // Else it is numbered, as any layer without a name.
            if (!name.equals(Names.snakeCase(kind().className()))) {
                nested.name(name);
            }
        }
        return LayerHooks.apply(nested, inputs);
    }

    /** Whether the model is a layer of another one. */
    final boolean isNested() {
        return nested != null;
    }

    /** What the model computes; its inputs have these shapes if they were not known. */
    Graph graph(List<Shape> inputs) {
        return graph;
    }

    /** The model's name. */
    public final String getName() {
        return name;
    }

    /**
     * The layers in Keras's order: an {@link keras4j.layers.Input} is one of them, but not in a {@link Sequential}. None
     * before a subclass is built.
     */
    public List<Layer<?>> getLayers() {
        return graph == null ? List.of() : graph.layers();
    }

    /** See {@link Model#trainable(boolean)}. */
    final synchronized void setTrainable(boolean value) {
        setTrainable(value, new HashSet<>());
    }

    private void setTrainable(boolean value, Set<CallableModel> seen) {
        isTrainable = value;
        if (nested != null) {
            LayerHooks.onlyTrainable(nested, value);
        }
        getLayers().forEach(layer -> layer.trainable(value));
        forEachField((name, part) -> {
            if (part instanceof Layer<?> layer) {
                layer.trainable(value);
            } else if (part instanceof CallableModel model && seen.add(model)) {
                model.setTrainable(value, seen);
            }
        });
    }

    /** See {@link Model#trainable(boolean)}. */
    public final boolean isTrainable() {
        return nested == null ? isTrainable : nested.isTrainable();
    }

    /**
     * What the fields of a subclass are called that hold layers and models, by the layers' names; nothing for another model.
     * A field of a model in a field is encoder.fc1.
     */
    final Map<String, String> fieldNames() {
        Map<String, String> names = new HashMap<>();
        addFieldNames("", names, new HashSet<>());
        return names;
    }

    private void addFieldNames(String prefix, Map<String, String> names, Set<CallableModel> seen) {
        if (!seen.add(this)) {
            return;
        }
        forEachField((field, value) -> {
            if (value instanceof Layer<?> layer) {
                names.put(layer.getName(), prefix + field);
            } else if (value instanceof CallableModel model && model.isNested()) {
                names.put(model.nested.getName(), prefix + field);
            } else if (value instanceof CallableModel model) {
                model.addFieldNames(prefix + field + ".", names, seen);
            }
        });
    }

    /** The fields of a subclass, by their names. */
    private void forEachField(BiConsumer<String, Object> visit) {
        for (Class<?> owner = getClass(); owner != Model.class && isDescribedByCall; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                visit.accept(field.getName(), Modifier.isStatic(field.getModifiers()) ? null : valueOf(field));
            }
        }
    }

    private Object valueOf(Field field) {
        try {
            return field.trySetAccessible() ? field.get(this) : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
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

    /** The model in its place in another one, if that is built; else null. */
    private Network nestedNetwork() {
        Nested there = nested;
        return there == null ? null : there.network();
    }

    /** The model if it is built as it stands, else null; builds nothing. */
    final Network builtNetwork() {
        Network there = nestedNetwork();
        return there == null ? ownNetwork() : there;
    }

    @Override
    final Network network() {
        Network there = nestedNetwork();
        return told(there == null ? buildOwn() : there);
    }

    @Override
    final Network network(List<Shape> inputs) {
        Network there = nestedNetwork();
        return told(there == null ? buildOwn(inputs) : there);
    }

    /** A network that knows whether it is trained; null for null. */
    private Network told(Network built) {
        if (built != null) {
            built.setTrainable(isTrainable());
        }
        return built;
    }

    /** The model as it is built on its own, in no other; null if it is not. */
    synchronized Network ownNetwork() {
        return network;
    }

    synchronized Network buildOwn() {
        return network;
    }

    synchronized Network buildOwn(List<Shape> inputs) {
        if (graph == null) {
            List<Symbol> symbols = inputs.stream()
                    .map(shape -> new Input(shape.dims()).symbol())
                    .toList();
            network = new Network(Graph.attached(symbols, call(symbols)), null);
            graph = network.graph();
        }
        return network;
    }
}
