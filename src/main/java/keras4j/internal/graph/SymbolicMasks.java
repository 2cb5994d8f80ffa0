package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.layers.Concatenate;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/**
 * Masks as Keras finds them while a functional model is described: by operations, which it has among the model's layers. They
 * deepen the graph, and so decide upon the order of its layers; and they are in Keras's files. Behind a model in the model
 * there are none yet: its masks are found when it runs.
 */
public final class SymbolicMasks {
    /**
     * Where a mask is found: a position counts where something in the source is not this number.
     *
     * @param isAny whether the source has a last axis that the mask has not
     */
    public record Found(Symbol source, float masked, boolean isAny) {}

    /**
     * A mask's operations.
     *
     * @param found null if it lets everything count
     * @param values that they read, and how far behind the mask's reader these are at most
     * @param masks the same of other masks, by the values that have them
     */
    private record Operations(Mask mask, Found found, Map<Symbol, Integer> values, Map<Symbol, Integer> masks) {
        Operations(Mask mask, Found found) {
            this(mask, found, new HashMap<>(), new HashMap<>());
        }
    }

    private final Map<Symbol, Operations> masks = new HashMap<>();

    /** Adds what becomes of the masks of what a call reads, which have been added before. */
    public void add(Symbol call) {
        List<Operations> read = call.inputs().stream().map(masks::get).toList();
        if (call.inputs().isEmpty()
                || !call.isOfBatch()
                || !call.inputs().stream().allMatch(Symbol::isOfBatch)
                || Layer.of(call) instanceof GraphLayer
                || LayerHooks.takesSeveral(Layer.of(call)) && read.stream().allMatch(Objects::isNull)) {
            return;
        }
        List<Mask> given = read.stream()
                .map(each -> each == null ? null : each.mask())
                .collect(Collectors.toCollection(ArrayList::new));
        Mask mask;
        try {
            mask = LayerHooks.outputMask(
                    Layer.of(call),
                    call.inputs().stream().map(Symbol::sampleShape).toList(),
                    given);
        } catch (KerasException e) {
            return; // such a model cannot be built, which says so
        }
        if (mask != null && !given.contains(mask)) {
            Symbol source = call.inputs().get(0);
            boolean isAny = source.sampleShape().rank() == call.sampleShape().rank();
            Operations made = new Operations(mask, new Found(source, mask.masked(), isAny));
            made.values().put(source, isAny ? 3 : 2);
            masks.put(call, made);
        } else if (Layer.of(call) instanceof Concatenate) {
            Operations made =
                    new Operations(mask, mask == null ? null : read.get(0).found());
            for (int i = 0; i < read.size(); i++) {
                made.values().merge(call.inputs().get(i), read.get(i) == null ? 4 : 5, Math::max);
                made.masks().merge(call.inputs().get(i), 4, Math::max);
            }
            masks.put(call, made);
        } else if (mask != null) {
            Operations made = new Operations(mask, read.get(0).found());
            for (int i = 0; i < read.size(); i++) {
                made.masks().merge(call.inputs().get(i), Math.min(read.size() - 1, read.size() - i), Math::max);
            }
            masks.put(call, made);
        }
    }

    /** Where the mask of a value is found; null if it has none, or one that lets everything count. */
    public Found of(Symbol value) {
        Operations mask = masks.get(value);
        return mask == null ? null : mask.found();
    }

    /**
     * Says how deep that is which is read to find the masks that a call is given, and its own. Calls are asked after all that
     * read them.
     *
     * @param depth of the call
     * @param ofMasks the depths of the readers of masks, by the values that have these
     * @param ofCalls the depths of calls
     */
    void deepen(Symbol call, int depth, Map<Symbol, Integer> ofMasks, Map<Symbol, Integer> ofCalls) {
        if (Layer.of(call) instanceof GraphLayer
                || LayerHooks.readsMask(Layer.of(call), call.inputs().size(), true)) {
            call.inputs().forEach(input -> ofMasks.merge(input, depth, Math::max));
        }
        Operations own = masks.get(call);
        Integer reader = ofMasks.get(call);
        if (own != null && reader != null) {
            own.values().forEach((value, distance) -> ofCalls.merge(value.origin(), reader + distance, Math::max));
            own.masks().forEach((value, distance) -> ofMasks.merge(value, reader + distance, Math::max));
        }
    }
}
