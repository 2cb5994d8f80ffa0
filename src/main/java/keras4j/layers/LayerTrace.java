package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.activations.ActivationFunction;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Op;
import keras4j.ops.Penalties;
import keras4j.ops.Primitive;
import keras4j.ops.Scope;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/** A trace of layers: each call becomes primitives, as the layer describes it by ops. Not for users. */
public final class LayerTrace extends Trace {
    /** The argument of a call that says whether it is one of training. */
    static final String TRAINING = "training";

    /** The samples of batches by which shapes are found. */
    private static final int SHAPES_BATCH = 7;

    private final Map<Layer<?>, List<Symbol>> weights;
    private final Map<Symbol, ActivationFunction> ofLogits = new HashMap<>();
    /** What the calls of ops without an axis of the batch have given, by what they read. */
    private final Map<Map.Entry<Symbol, List<Symbol>>, List<Symbol>> batchless = new HashMap<>();

    /** Those of the steps inside, too. */
    private final List<Added> losses;

    private int callDepth;

    /** What a layer has added to the loss. */
    private record Added(Layer<?> layer, Symbol loss) {}

    public LayerTrace(boolean training) {
        this(training, false);
    }

    /** @param export whether it is to be written down for others to run */
    public LayerTrace(boolean training, boolean export) {
        this(training, export, false);
    }

    private LayerTrace(boolean training, boolean export, boolean staged) {
        super(training, export, staged);
        weights = new HashMap<>();
        losses = new ArrayList<>();
    }

    /** A trace between whose stages weights change; calls in it are those of inference unless they say otherwise. */
    public static LayerTrace staged() {
        return new LayerTrace(false, false, true);
    }

    /** One of steps inside of another. */
    private LayerTrace(LayerTrace outer) {
        super(outer);
        weights = outer.weights;
        losses = outer.losses;
    }

    @Override
    protected Trace inner() {
        return new LayerTrace(this);
    }

    /** That in which a call of these is traced; null where a model is being described. */
    static LayerTrace of(List<Symbol> inputs) {
        Scope scope = null;
        for (Symbol input : inputs) {
            scope = scope == null && input != null ? input.scope() : scope;
        }
        Scope found = scope == null ? described() : scope;
        return found instanceof LayerTrace trace ? trace : null;
    }

    /** Whether a layer only gives what it gets other axes, in training, too. */
    static boolean isReshape(Layer<?> layer, Shape input) {
        LayerTrace trace = new LayerTrace(true);
        Symbol x = trace.input(input.withFirst(1));
        List<Symbol> outputs = trace.apply(layer, List.of(x));
        return outputs.size() == 1 && trace.losses.isEmpty() && isReshaped(x, outputs.get(0));
    }

    /** Whether a call of a layer adds to the loss. */
    public static boolean addsLoss(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        LayerTrace trace = new LayerTrace(false);
        trace.applied(layer, inputs, arguments);
        return !trace.losses.isEmpty();
    }

    /** The weights of a layer, in Keras's order; of one that is not called, none. */
    public List<Symbol> weights(Layer<?> layer) {
        return weights.getOrDefault(layer, List.of());
    }

    /** Keras on TensorFlow keeps what sigmoid and softmax are made of, and goes back to it when a cross-entropy follows. */
    @Override
    public List<Symbol> call(Op op, List<Symbol> inputs) {
        List<Symbol> outputs =
                super.call(op, inputs).stream().map(this::unmasked).toList();
        if (op.keepsLogits()) {
            ofLogits.put(
                    outputs.get(0),
                    ActivationFunction.of(x -> op.with(List.of(x)).call().get(0)));
        }
        return outputs;
    }

    /** What an op gives has no mask, be it what the op was given or the same as what a layer gives. */
    private Symbol unmasked(Symbol value) {
        return value.mask() == null ? value : again(value);
    }

    /**
     * What a call of an op gives in a model that is being described; once for all that read it, so that random numbers are drawn once.
     *
     * @param call its first output
     */
    List<Symbol> once(Symbol call, List<Symbol> inputs) {
        Map.Entry<Symbol, List<Symbol>> key = Map.entry(call, inputs);
        List<Symbol> known = batchless.get(key);
        if (known == null) {
            known = ((OpLayer) Layer.of(call)).op(call).with(inputs).call();
            batchless.put(key, known);
        }
        return known;
    }

    /** What draws random numbers for {@link #once}, by the names of the ops: in other traces, the same op is to draw the same. */
    public Map<Primitive, String> drawnOnce() {
        Map<Primitive, String> drawn = new HashMap<>();
        batchless.forEach((call, made) -> {
            List<Primitive> found = new ArrayList<>();
            addDrawn(made, new HashSet<>(call.getValue()), found);
            String name = Layer.of(call.getKey()).getName();
            found.forEach(primitive -> drawn.put(primitive, name + "/" + found.indexOf(primitive)));
        });
        return drawn;
    }

    private static void addDrawn(List<Symbol> symbols, Set<Symbol> seen, List<Primitive> into) {
        for (Symbol symbol : symbols) {
            if (seen.add(symbol)) {
                if (symbol.operation() instanceof Primitive primitive && primitive.isUnique()) {
                    into.add(primitive);
                }
                addDrawn(symbol.inputs(), seen, into);
            }
        }
    }

    /** The sigmoid or softmax that makes the output of a layer of its {@link #logits}; null if none does. */
    static ActivationFunction ofLogits(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        LayerTrace trace = new LayerTrace(false);
        return trace.ofLogits.get(trace.applied(layer, inputs, arguments).get(0));
    }

    /** What a layer gives for {@link #SHAPES_BATCH} samples of such inputs. */
    List<Symbol> applied(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        List<Symbol> given = inputs.stream()
                .map(shape -> input(shape.withFirst(SHAPES_BATCH)))
                .toList();
        return describe(() -> apply(layer, given, arguments));
    }

    /** The shapes of one sample of each output of a layer. */
    static List<Shape> outputShapes(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        List<Symbol> outputs = new LayerTrace(false).applied(layer, inputs, arguments);
        for (Symbol output : outputs) {
            if (output.rank() == 0 || output.dim(0) != SHAPES_BATCH) {
                throw KerasException.expected(
                        layer.className(),
                        "outputs whose first axis is that of the batch",
                        "one of shape " + output.shape());
            }
        }
        return outputs.stream().map(Symbol::sampleShape).toList();
    }

    /** What a layer gives for these. */
    List<Symbol> apply(Layer<?> layer, List<Symbol> inputs) {
        return apply(layer, inputs, Map.of());
    }

    /** The same for a call with arguments. */
    public List<Symbol> apply(Layer<?> layer, List<Symbol> inputs, Map<String, Object> arguments) {
        boolean before = isTraining();
        Object training = arguments.get(TRAINING);
        setTraining(training == null ? before : (Boolean) training);
        if (callDepth++ == 0 && stages() != null) {
            forget(layer);
        }
        try {
            return trace(layer, inputs, arguments);
        } catch (KerasException e) {
            boolean isOfSizes = e.getCause() instanceof ArithmeticException; // told by Sizes
            throw layer.getName() == null || isOfSizes ? e : e.in("layer " + layer.getName());
        } finally {
            callDepth--;
            setTraining(before);
        }
    }

    private List<Symbol> trace(Layer<?> layer, List<Symbol> inputs, Map<String, Object> arguments) {
        List<Symbol> plain = LayerHooks.plain(inputs, arguments);
        weights.put(layer, layer.builtFor(plain.stream().map(Symbol::shape).toList()));
        List<Symbol> given = Masks.ofInputs(inputs, arguments);
        List<Symbol> outputs = layer.call(plain, new Call(this, layer, inputs, arguments));
        if (layer.activityRegularizer() != null) {
            for (Symbol output : outputs) {
                addLoss(layer, Penalties.of(layer.activityRegularizer(), output).dividedBy(output.dim(0)));
            }
        }
        List<Symbol> masks = Masks.of(layer, plain, given, outputs);
        List<Symbol> all = new ArrayList<>(outputs);
        for (int i = 0; i < masks.size(); i++) {
            all.set(i, with(outputs.get(i), masks.get(i)));
        }
        return all;
    }

    /** Adds one number to the loss. */
    void addLoss(Layer<?> layer, Symbol loss) {
        losses.add(new Added(layer, loss));
    }

    /**
     * What layers have added to the loss in their last calls.
     *
     * @throws KerasException if one has done so in the steps of a loop, as in Keras on TensorFlow
     */
    public List<Symbol> losses() {
        for (Added added : losses) {
            if (added.loss.scope() != null && added.loss.scope() != this) {
                throw KerasException.expected(
                        added.layer.className(),
                        "losses that are added outside of the steps of a loop, such as by the layer around the cell",
                        "one that is added in each step");
            }
        }
        return losses.stream().map(Added::loss).toList();
    }

    /** As in Keras, what a layer and those that it is made of add counts for their last call alone. */
    private void forget(Layer<?> layer) {
        losses.removeIf(added -> added.layer == layer);
        layer.parts().forEach(this::forget);
    }

    /** The same value with this mask, as another symbol: equal calls share one, whatever is said of their masks. */
    Symbol with(Symbol value, Symbol mask) {
        if (value.mask() == mask) {
            return value;
        }
        Symbol other = again(value);
        other.setMask(mask);
        if (ofLogits.containsKey(value)) {
            ofLogits.put(other, ofLogits.get(value));
        }
        return other;
    }
}
