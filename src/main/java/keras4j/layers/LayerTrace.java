package keras4j.layers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/**
 * A trace of layers: each call becomes primitives, as the layer describes it by ops; where a layer brings kernels of its own, these
 * are the primitives. Not for users.
 */
public final class LayerTrace extends Trace {
    /** A value that a kernel makes, and what it reads. */
    private record Made(KernelStep step, List<Symbol> reads) {}

    private final KernelSteps kernels;
    private final FlatWeights flat;
    private final Map<Layer<?>, List<Symbol>> weights = new HashMap<>();
    private final Map<Layer<?>, Integer> calls = new HashMap<>();
    private final Map<Symbol, Mask> masks = new HashMap<>();
    private final Map<Symbol, Symbol> maskSymbols = new HashMap<>();
    private final Map<Symbol, Symbol> logits = new HashMap<>();
    private final Map<Symbol, Made> made = new HashMap<>();
    /** Where masks are found. */
    private final Map<Mask, Symbol> sources = new HashMap<>();

    /** @param kernels those that layers bring themselves */
    public LayerTrace(boolean training, KernelSteps kernels, FlatWeights flat) {
        super(training);
        this.kernels = kernels;
        this.flat = flat;
    }

    /** A trace that only shows shapes. */
    static LayerTrace ofShapes() {
        return new LayerTrace(false, new KernelSteps(layer -> 0), new FlatWeights());
    }

    /** The weights of a layer, in Keras's order; of one that is not called, none. */
    public List<Symbol> weights(Layer<?> layer) {
        return weights.getOrDefault(layer, List.of());
    }

    /** What comes before the activation that makes a value; the value itself if none does. */
    public Symbol logits(Symbol value) {
        return logits.getOrDefault(value, value);
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
        if (mask == null) {
            return maskSymbols.get(value);
        }
        Symbol source = sources.get(mask);
        Symbol rows = Ops.reshape(source, source.dim(0), mask.positions(), mask.width());
        return Ops.any(Ops.notEqual(rows, mask.masked()), -1);
    }

    /** What a layer gives for these. */
    List<Symbol> apply(Layer<?> layer, List<Symbol> inputs) {
        return apply(layer, inputs, false);
    }

    /** @param isOnlyReader whether nobody else reads the first input, so that it may stay unmade */
    public List<Symbol> apply(Layer<?> layer, List<Symbol> inputs, boolean isOnlyReader) {
        try {
            return layer.isTraced() ? trace(layer, inputs) : callKernels(layer, inputs, isOnlyReader);
        } catch (KerasException e) {
            boolean isOfSizes = e.getCause() instanceof ArithmeticException; // told by Sizes
            throw layer.getName() == null || isOfSizes ? e : e.in("layer " + layer.getName());
        }
    }

    private List<Symbol> trace(Layer<?> layer, List<Symbol> inputs) {
        weights.put(layer, layer.builtFor(inputs.stream().map(Symbol::shape).toList()));
        List<Symbol> outputs = layer.call(inputs, new Call(this, inputs));
        List<Mask> given = masks(inputs);
        Mask mask = layer.outputMask(samples(inputs), given);
        if (mask != null) {
            masks.put(outputs.get(0), mask);
        }
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

    private List<Symbol> callKernels(Layer<?> layer, List<Symbol> inputs, boolean isOnlyReader) {
        List<Shape> shapes = samples(inputs);
        List<Symbol> own = weights.computeIfAbsent(
                layer,
                made -> layer.weights(shapes.get(0)).stream()
                        .map(spec -> Symbol.weight(spec.shape()))
                        .toList());
        List<Mask> given = masks(inputs);
        int call = calls.merge(layer, 1, Integer::sum) - 1;
        KernelSteps.Made made = kernels.of(layer, call, shapes, given);
        List<Symbol> values = inputs;
        for (KernelStep step : made.steps()) {
            Made before = isOnlyReader ? this.made.get(values.get(0)) : null;
            KernelStep both = before == null ? null : kernels.both(before.step, step);
            values = both == null ? List.of(call(step, values, own)) : List.of(call(both, before.reads));
        }
        List<Shape> outputs = layer.outputShapes(shapes);
        if (outputs.size() > 1) {
            return parts(values.get(0), outputs, made.mask());
        }
        Symbol before = values.get(0);
        Symbol value = made.activation() == null ? before : call(made.activation(), values, List.of());
        value = Ops.reshape(
                value, outputs.get(0).withFirst(inputs.get(0).dim(0)).dims());
        logits.put(value, before);
        if (made.activation() == null && this.made.containsKey(before)) {
            this.made.put(value, this.made.get(before));
        }
        if (made.mask() != null) {
            masks.put(value, made.mask());
            if (!given.contains(made.mask())) {
                sources.put(made.mask(), inputs.get(0));
            }
        }
        return List.of(value);
    }

    private Symbol call(KernelStep step, List<Symbol> values, List<Symbol> own) {
        List<Symbol> reads = new ArrayList<>(values);
        reads.addAll(step.readsWeights() ? own : List.of());
        return call(step, reads);
    }

    private Symbol call(KernelStep step, List<Symbol> reads) {
        Symbol value =
                Primitive.call(new KernelCall(step, flat, isTraining()), reads).get(0);
        made.put(value, new Made(step, reads));
        return value;
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
