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
import keras4j.layers.Symbol;

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
     * @param reads the values that they read, and how far behind the mask's reader these are at most
     */
    private record Operations(Mask mask, Found found, Map<Symbol, Integer> reads) {}

    private final Map<Symbol, Operations> masks = new HashMap<>();

    /** Adds what becomes of the masks of what a call reads, which have been added before. */
    public void add(Symbol call) {
        List<Operations> read = call.inputs().stream().map(masks::get).toList();
        if (call.inputs().isEmpty()
                || call.layer() instanceof Inner
                || LayerHooks.takesSeveral(call.layer()) && read.stream().allMatch(Objects::isNull)) {
            return;
        }
        List<Mask> given = read.stream()
                .map(each -> each == null ? null : each.mask())
                .collect(Collectors.toCollection(ArrayList::new));
        Mask mask;
        try {
            mask = LayerHooks.outputMask(
                    call.layer(), call.inputs().stream().map(Symbol::shape).toList(), given);
        } catch (KerasException e) {
            return; // such a model cannot be built, which says so
        }
        Map<Symbol, Integer> reads = new HashMap<>();
        if (mask != null && !given.contains(mask)) {
            Symbol source = call.inputs().get(0);
            boolean isAny = source.shape().rank() == call.shape().rank();
            masks.put(
                    call, new Operations(mask, new Found(source, mask.masked(), isAny), Map.of(source, isAny ? 3 : 2)));
        } else if (call.layer() instanceof Concatenate) {
            for (int i = 0; i < read.size(); i++) {
                farther(reads, call.inputs().get(i), read.get(i) == null ? 4 : 5);
                farther(reads, read.get(i), 4);
            }
            masks.put(
                    call, new Operations(mask, mask == null ? null : read.get(0).found(), reads));
        } else if (mask != null) {
            for (int i = 0; i < read.size(); i++) {
                farther(reads, read.get(i), Math.min(read.size() - 1, read.size() - i));
            }
            masks.put(call, new Operations(mask, read.get(0).found(), reads));
        }
    }

    private static void farther(Map<Symbol, Integer> reads, Operations mask, int by) {
        if (mask != null) {
            mask.reads().forEach((symbol, distance) -> farther(reads, symbol, distance + by));
        }
    }

    private static void farther(Map<Symbol, Integer> reads, Symbol symbol, int distance) {
        reads.merge(symbol, distance, Math::max);
    }

    /** Where the mask of a value is found; null if it has none, or one that lets everything count. */
    public Found of(Symbol value) {
        Operations mask = masks.get(value);
        return mask == null ? null : mask.found();
    }

    /** The values that are read to find the masks that a call is given, and how far behind the call they are at most. */
    Map<Symbol, Integer> readFor(Symbol call) {
        Layer<?> layer = call.layer();
        Map<Symbol, Integer> reads = new HashMap<>();
        if (layer instanceof Nested || LayerHooks.readsMask(layer, call.inputs().size(), true)) {
            call.inputs().forEach(input -> farther(reads, masks.get(input), 0));
        }
        return reads;
    }
}
