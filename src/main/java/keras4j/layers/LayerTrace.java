package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Sigmoid;
import keras4j.activations.Softmax;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.internal.tensor.Tensor;
import keras4j.ops.Op;
import keras4j.ops.Ops;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/**
 * A trace of layers: each call becomes primitives, as the layer describes it by ops; where a layer brings kernels of its own, these
 * are the primitives. Not for users.
 */
public final class LayerTrace extends Trace {
    private final KernelSteps kernels;
    private final FlatWeights flat;
    private final Map<Layer<?>, List<Symbol>> weights;
    private final Map<Layer<?>, Integer> calls = new HashMap<>();
    private final Map<Symbol, Mask> masks = new HashMap<>();
    private final Map<Symbol, Symbol> maskSymbols = new HashMap<>();
    private final Map<Symbol, Symbol> logits = new HashMap<>();
    private final Map<Symbol, ActivationFunction> ofLogits = new HashMap<>();
    private Function<Layer<?>, List<Tensor>> tensors;
    /** Where masks are found. */
    private final Map<Mask, Symbol> sources = new HashMap<>();

    /** @param kernels those that layers bring themselves */
    public LayerTrace(boolean training, KernelSteps kernels, FlatWeights flat) {
        super(training);
        this.kernels = kernels;
        this.flat = flat;
        weights = new HashMap<>();
    }

    /** One of steps inside of another, in which no layer's own kernels run: they keep what one call has left for the way back. */
    private LayerTrace(LayerTrace outer) {
        super(outer);
        kernels = null;
        flat = outer.flat;
        weights = outer.weights;
    }

    @Override
    protected Trace inner() {
        return new LayerTrace(this);
    }

    /**
     * A trace that is only written in another form: layers that bring kernels are calls with an ONNX form of their own.
     *
     * @param tensors a layer's own weights
     */
    public static LayerTrace toWrite(Function<Layer<?>, List<Tensor>> tensors) {
        LayerTrace trace = ofShapes();
        trace.tensors = tensors;
        return trace;
    }

    /** The layer whose call it is, in a trace {@link #toWrite}; null for an op. */
    public static Layer<?> layer(Symbol call) {
        return call.operation() instanceof LayerExport export ? export.layer() : null;
    }

    /** A trace that only shows shapes. */
    static LayerTrace ofShapes() {
        return new LayerTrace(false, new KernelSteps(layer -> 0), new FlatWeights());
    }

    /** Whether a layer only gives what it gets other axes, in training, too. */
    static boolean isReshape(Layer<?> layer, Shape input) {
        LayerTrace trace = new LayerTrace(true, new KernelSteps(part -> 0), new FlatWeights());
        Symbol x = trace.input(input.withFirst(1));
        List<Symbol> outputs = trace.apply(layer, List.of(x));
        return outputs.size() == 1 && isReshaped(x, outputs.get(0));
    }

    /** The weights of a layer, in Keras's order; of one that is not called, none. */
    public List<Symbol> weights(Layer<?> layer) {
        return weights.getOrDefault(layer, List.of());
    }

    /** What a value is the sigmoid or softmax of; the value itself if it is neither. */
    public Symbol logits(Symbol value) {
        return logits.getOrDefault(value, value);
    }

    /** Keras on TensorFlow keeps what sigmoid and softmax are made of, and goes back to it when a cross-entropy follows. */
    @Override
    public List<Symbol> call(Op op, List<Symbol> inputs) {
        List<Symbol> outputs = super.call(op, inputs);
        if (op.keepsLogits()) {
            logits.put(outputs.get(0), inputs.get(0));
            ofLogits.put(
                    outputs.get(0),
                    ActivationFunction.of(x -> op.with(List.of(x)).call().get(0)));
        }
        return outputs;
    }

    /** The sigmoid or softmax that makes the output of a layer of its {@link #logits}; null if none does. */
    static ActivationFunction ofLogits(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        LayerTrace trace = ofShapes();
        List<Symbol> given = inputs.stream()
                .map(shape -> trace.input(shape.withFirst(Layer.SHAPES_BATCH)))
                .toList();
        Symbol output = trace.apply(layer, given, arguments).get(0);
        return trace.ofLogits.get(output);
    }

    /** The mask of a value; null for none. */
    public Mask mask(Symbol value) {
        return masks.get(value);
    }

    /**
     * Which positions of a value count, 1 or 0: (batch, positions); null for all.
     *
     * <p>They are those at which the source of the mask has something else than the masked number.
     */
    Symbol maskSymbol(Symbol value) {
        Mask mask = masks.get(value);
        if (mask == null || maskSymbols.containsKey(value)) {
            return maskSymbols.get(value);
        }
        Symbol source = sources.get(mask);
        Symbol rows = Ops.reshape(source, source.dim(0), mask.positions(), mask.width());
        return Ops.any(Ops.notEqual(rows, mask.masked()), -1);
    }

    /**
     * Says which positions of a value count.
     *
     * @param counts 1 or 0: (batch, positions)
     */
    void mask(Symbol value, Mask mask, Symbol counts) {
        masks.put(value, mask);
        maskSymbols.put(value, counts);
    }

    /** What a layer gives for these. */
    List<Symbol> apply(Layer<?> layer, List<Symbol> inputs) {
        return apply(layer, inputs, Map.of());
    }

    /** The same for a call with arguments. */
    public List<Symbol> apply(Layer<?> layer, List<Symbol> inputs, Map<String, Object> arguments) {
        try {
            return layer.isTraced() ? trace(layer, inputs, arguments) : callKernels(layer, inputs);
        } catch (KerasException e) {
            boolean isOfSizes = e.getCause() instanceof ArithmeticException; // told by Sizes
            throw layer.getName() == null || isOfSizes ? e : e.in("layer " + layer.getName());
        }
    }

    private List<Symbol> trace(Layer<?> layer, List<Symbol> inputs, Map<String, Object> arguments) {
        List<Symbol> plain = LayerHooks.plain(inputs, arguments);
        weights.put(layer, layer.builtFor(plain.stream().map(Symbol::shape).toList()));
        List<Symbol> outputs = layer.call(plain, new Call(this, inputs, arguments));
        List<Mask> given = masks(inputs);
        Mask mask = layer.outputMask(samples(inputs), given);
        if (mask != null && !given.contains(mask) && tensors == null) {
            int call = calls.merge(layer, 1, Integer::sum) - 1;
            mask = kernels == null ? mask : kernels.mask(layer, call, mask);
            outputs = new ArrayList<>(outputs);
            outputs.set(0, FoundMask.of(mask, inputs.get(0), outputs.get(0)));
        }
        note(mask, outputs.get(0), given, inputs);
        return outputs;
    }

    private List<Mask> masks(List<Symbol> values) {
        List<Mask> all = new ArrayList<>();
        values.forEach(value -> all.add(masks.get(value)));
        return all;
    }

    private static List<Shape> samples(List<Symbol> values) {
        return values.stream().map(Symbol::sampleShape).toList();
    }

    private List<Symbol> callKernels(Layer<?> layer, List<Symbol> inputs) {
        if (kernels == null) {
            throw KerasException.expected("a cell", "layers that are described by ops", layer);
        }
        List<Shape> shapes = samples(inputs);
        layer.calledWith(shapes);
        List<Mask> given = masks(inputs);
        if (tensors != null) {
            return export(layer, inputs, shapes, given);
        }
        List<Symbol> own = weights.computeIfAbsent(
                layer,
                made -> layer.weights(shapes.get(0)).stream()
                        .map(spec -> Symbol.weight(spec.shape()))
                        .toList());
        int call = calls.merge(layer, 1, Integer::sum) - 1;
        KernelSteps.Made made = kernels.of(layer, call, shapes, given);
        List<Symbol> values = inputs;
        for (KernelStep step : made.steps()) {
            values = List.of(call(step, values, own));
        }
        List<Shape> outputs = layer.outputShapes(shapes);
        if (outputs.size() > 1) {
            return parts(values.get(0), outputs, made.mask());
        }
        Symbol before = values.get(0);
        Symbol whole = made.activation() == null ? before : call(made.activation(), values, List.of());
        Symbol value = reshape(whole, outputs.get(0).withFirst(inputs.get(0).dim(0)));
        ActivationFunction activation = layer.outputActivation(shapes.get(0));
        if (activation instanceof Sigmoid || activation instanceof Softmax) {
            logits.put(value, before);
            ofLogits.put(value, activation);
        }
        note(made.mask(), value, given, inputs);
        return List.of(value);
    }

    private List<Symbol> export(Layer<?> layer, List<Symbol> inputs, List<Shape> shapes, List<Mask> given) {
        Symbol mask = inputs.size() == 1 && layer.readsMask(false) ? maskSymbol(inputs.get(0)) : null;
        List<Symbol> reads = new ArrayList<>(inputs);
        if (mask != null) {
            reads.add(mask);
        }
        List<Symbol> outputs =
                Primitive.call(new LayerExport(layer, shapes, tensors.apply(layer), mask != null), reads);
        note(layer.outputMask(shapes, given), outputs.get(0), given, inputs);
        return outputs;
    }

    private void note(Mask mask, Symbol value, List<Mask> given, List<Symbol> inputs) {
        if (mask != null) {
            masks.put(value, mask);
            if (!given.contains(mask)) {
                sources.put(mask, inputs.get(0));
            }
        }
    }

    private Symbol call(KernelStep step, List<Symbol> values, List<Symbol> own) {
        List<Symbol> reads = new ArrayList<>(values);
        reads.addAll(step.readsWeights() ? own : List.of());
        return Primitive.call(new KernelCall(step, flat, isTraining()), reads).get(0);
    }

    /** The outputs of a layer of several, whose kernels give them behind each other, sample after sample. */
    private List<Symbol> parts(Symbol whole, List<Shape> outputs, Mask mask) {
        List<Symbol> parts = new ArrayList<>();
        int from = 0;
        for (Shape output : outputs) {
            Symbol part = cut(whole, 1, from, output.size());
            parts.add(reshape(part, output.withFirst(whole.dim(0))));
            from += output.size();
        }
        if (mask != null) {
            masks.put(parts.get(0), mask);
        }
        return parts;
    }
}
