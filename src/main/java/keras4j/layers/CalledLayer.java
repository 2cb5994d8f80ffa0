package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Shape;
import keras4j.ops.Symbol;

/** The calls of a layer: what it gives in a model that is being described, or in a trace. */
public abstract class CalledLayer<L extends Layer<L>> extends WeightedLayer<L> {
    private int calls;
    /** The first call in a model that is described; null before. */
    private Symbol first;

    CalledLayer() {}

    /**
     * What the layer gives for this, in a model that is being described; called again, it does the same with the same
     * weights. From here on the layer cannot be changed.
     *
     * @throws KerasException if the layer cannot take such an input, or gives several: see {@link #applyAll}
     */
    public final Symbol apply(Symbol x) {
        return only(applyAll(x));
    }

    /** The same for several inputs, such as a decoder's with the states in which it begins. Keras: {@code layer([x, ..])}. */
    public Symbol apply(Symbol x, Symbol... more) {
        List<Symbol> all = new ArrayList<>();
        all.add(x);
        all.addAll(Arrays.asList(KerasException.notNull(who(), "inputs", more)));
        return apply(all);
    }

    /** See {@link #apply(Symbol, Symbol...)}. */
    public final Symbol apply(List<Symbol> inputs) {
        return only(applyAll(inputs));
    }

    /** The same with arguments of the call, such as {@code training(false)}. */
    public final Symbol apply(Symbol x, CallArg... args) {
        return only(applyAll(List.of(x), args));
    }

    /** What the layer gives for these, each of its outputs; see {@link #apply}. */
    public final List<Symbol> applyAll(Symbol... inputs) {
        return applyAll(Arrays.asList(KerasException.notNull(who(), "inputs", inputs)));
    }

    /** See {@link #applyAll(Symbol...)}. */
    public final List<Symbol> applyAll(List<Symbol> inputs) {
        return applyWith(Map.of(), inputs);
    }

    /** See {@link #apply(Symbol, CallArg...)}. */
    public final List<Symbol> applyAll(List<Symbol> inputs, CallArg... args) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (CallArg arg : KerasException.notNull(who(), "arguments", args)) {
            arguments.put(arg.name(), arg.value());
        }
        return applyWith(arguments, inputs);
    }

    /**
     * What the layer gives for this.
     *
     * @param mask which positions count, (batch, positions), in place of the mask that the input has; 0 for those that do not
     */
    public final Symbol applyMasked(Symbol x, Symbol mask) {
        return only(applyMasked(mask, List.of(x)));
    }

    /** The same for several inputs or outputs; the mask is that of the first input. Keras: {@code layer(x, mask=mask)}. */
    public final List<Symbol> applyMasked(Symbol mask, List<Symbol> inputs) {
        List<Symbol> all = new ArrayList<>(inputs);
        all.add(mask);
        return applyWith(Map.of(Masks.ARGUMENT, new Symbol.Argument(inputs.size())), all);
    }

    /**
     * What the layer gives for these, each of its outputs, with arguments of the call: numbers, texts, true or false, or a {@link
     * Symbol.Argument} for one of the inputs. Keras: the keyword arguments of {@code layer(x, ..)}.
     *
     * @throws KerasException for an argument that the layer's call does not have
     */
    protected final List<Symbol> applyWith(Map<String, Object> arguments, List<Symbol> inputs) {
        for (String name : arguments.keySet()) {
            if (!name.equals(LayerTrace.TRAINING) && !takes(name)) {
                throw Names.unknown(who() + ", call", name, List.copyOf(callArguments()));
            }
        }
        LayerTrace trace = LayerTrace.of(inputs);
        if (trace != null) {
            return trace.apply(self(), inputs, arguments);
        }
        if (Masks.isGiven(self(), inputs, arguments)) {
            return applyMasked(inputs.get(0).mask(), inputs);
        }
        List<Symbol> symbols = symbols(inputs, arguments);
        calls++;
        freeze();
        remember(symbols.get(0));
        List<Symbol> masks = Masks.of(self(), inputs, arguments, symbols);
        for (int i = 0; i < masks.size(); i++) {
            symbols.get(i).setMask(masks.get(i));
        }
        return symbols;
    }

    /** Whether a call can have this argument; a user's layer may read {@link Call#mask} without saying so. */
    final boolean takes(String argument) {
        boolean isCustom = getClass().getPackage() != Layer.class.getPackage();
        return callArguments().contains(argument) || isCustom && argument.equals(Masks.ARGUMENT);
    }

    /** The only one of a call's outputs. */
    protected final Symbol only(List<Symbol> outputs) {
        return only("output; applyAll gives several", outputs);
    }

    private Symbol only(String what, List<Symbol> symbols) {
        if (symbols.size() != 1) {
            throw KerasException.expected(who(), "one " + what, symbols.size());
        }
        return symbols.get(0);
    }

    /** The same as without arguments, and the layer can still be changed. */
    final List<Symbol> symbols(List<Symbol> inputs, Map<String, Object> arguments) {
        if (KerasException.notNull(who(), "inputs", inputs).isEmpty()) {
            throw KerasException.expected(who(), "at least one input", "none");
        }
        inputs.forEach(input -> KerasException.notNull(who(), "a symbol, made by input(..) or apply(..)", input));
        try {
            return Symbol.made(Description.SCOPE, self(), inputs, arguments, describedShapes(inputs, arguments), calls);
        } catch (KerasException e) {
            forgetFound();
            throw e.in(who());
        }
    }

    /** The shapes of the outputs in a model that is being described, with all axes. */
    List<Shape> describedShapes(List<Symbol> inputs, Map<String, Object> arguments) {
        for (Symbol input : inputs) {
            if (!input.isOfBatch()) {
                throw KerasException.expected(
                        className(), "inputs whose first axis is that of the batch, which only ops need not", input);
            }
        }
        described(inputs);
        return UnknownLengths.outputShapes(
                        self(), inputs.stream().map(Symbol::sampleShape).toList(), arguments)
                .stream()
                .map(shape -> shape.withFirst(Shape.NONE))
                .toList();
    }

    /** {@link #outputShapes(List)} for a call with arguments. */
    final List<Shape> outputShapes(List<Shape> inputs, Map<String, Object> arguments) {
        return arguments.isEmpty() ? outputShapes(inputs) : LayerTrace.outputShapes(self(), inputs, arguments);
    }

    /**
     * What the layer was called with first, in whatever model: a model can be built on it. Keras: {@code layer.input}.
     *
     * @throws KerasException if it has not been called, or has several: see {@link #inputs}
     */
    public final Symbol input() {
        return only("input; inputs gives several", inputs());
    }

    /** The input of a model that a subclass describes, where {@link #input()} hides {@code Args.input} from a static import. */
    protected static Symbol input(int... shape) {
        return new Input(shape).symbol();
    }

    /** The same with a name. */
    protected static Symbol input(String name, int... shape) {
        return new Input(shape).name(name).symbol();
    }

    /**
     * What the layer gave when it was called first, in whatever model, such as for a model without the layers behind it. Keras:
     * {@code layer.output}.
     *
     * @throws KerasException if it has not been called, or gave several: see {@link #outputs}
     */
    public final Symbol output() {
        return only("output; outputs gives several", outputs());
    }

    /** What the layer was called with first; see {@link #input}. */
    public List<Symbol> inputs() {
        return first().inputs();
    }

    /** What the layer gave when it was called first; see {@link #output}. */
    public List<Symbol> outputs() {
        return first().outputs();
    }

    private Symbol first() {
        if (first == null) {
            throw KerasException.expected(who(), "a layer that has been called in a model", "one that has not");
        }
        return first;
    }

    /** Notes a call in a model that is described. */
    final void remember(Symbol call) {
        first = first == null ? call : first;
    }

    /** Forgets a call whose model is described anew. */
    final void forget(Symbol call) {
        first = first == call ? null : first;
    }

    /** See {@link Layer#callArguments}. */
    protected abstract Set<String> callArguments();

    /** See {@link Layer#described}. */
    protected abstract void described(List<Symbol> inputs);

    /** See {@link Layer#outputShapes}. */
    protected abstract List<Shape> outputShapes(List<Shape> inputs);
}
