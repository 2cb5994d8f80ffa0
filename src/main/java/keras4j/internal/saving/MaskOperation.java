package keras4j.internal.saving;

import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.internal.graph.SymbolicMasks;
import keras4j.ops.Symbol;

/**
 * An operation by which Keras finds a mask in a functional model, and which its file has among the layers. Masks are found
 * without them here; they are looked at to see that they are the same.
 *
 * @param name that of the operation, as of a layer
 * @param className Keras's
 */
record MaskOperation(String name, String className, Map<String, Object> config) {
    static final String MODULE = "keras.src.ops.numpy";
    private static final Set<String> CLASSES =
            Set.of("NotEqual", "Any", "LogicalOr", "ExpandDims", "Squeeze", "ZerosLike", "OnesLike", "Concatenate");

    /**
     * What operations give: true where a mask lets a position count.
     *
     * @param found null if it is the same everywhere
     * @param everywhere what it is then
     * @param rank the number of its axes, with the batch's
     * @param isWide whether there is a last axis along which it is the same
     */
    record Value(SymbolicMasks.Found found, boolean everywhere, int rank, boolean isWide) {
        private Value withWide(boolean wide) {
            int axes = rank + (wide ? 1 : 0) - (isWide ? 1 : 0);
            return new Value(found, everywhere, axes, wide);
        }

        private boolean isSame(Value other) {
            return found == null ? other.found == null && everywhere == other.everywhere : found.equals(other.found);
        }
    }

    /** Whether a layer of a file is such an operation. */
    static boolean is(Map<String, Object> layer) {
        return MODULE.equals(layer.get("module")) && CLASSES.contains(layer.get("class_name"));
    }

    /** Whether it is one without its module, as in files of Keras 2's form; the config of a layer Concatenate has a dtype. */
    static boolean isLegacy(Map<String, Object> layer) {
        boolean isLayer = "Concatenate".equals(layer.get("class_name"))
                && Config.map("config", layer.get("config")).containsKey("dtype");
        return !layer.containsKey("module") && CLASSES.contains(layer.get("class_name")) && !isLayer;
    }

    /**
     * What it gives for these.
     *
     * @param inputs symbols, what other operations give, and numbers
     * @throws KerasException if Keras finds no mask of a layer that is here so
     */
    Value of(List<Object> inputs) {
        Object first = inputs.get(0);
        if (first instanceof Symbol symbol) {
            int rank = symbol.sampleShape().rank() + 1;
            if (className.equals("NotEqual") && inputs.size() == 2 && inputs.get(1) instanceof Number number) {
                return new Value(new SymbolicMasks.Found(symbol, number.floatValue(), false), false, rank, false);
            }
            if (className.equals("ZerosLike") || className.equals("OnesLike")) {
                return new Value(null, className.equals("OnesLike"), rank, true);
            }
        } else if (inputs.stream().allMatch(Value.class::isInstance)) {
            Value one = (Value) first;
            return switch (className) {
                case "Any" -> isLast(one.rank) ? any(one) : refuse(inputs);
                case "ExpandDims" -> !one.isWide && isLast(one.rank + 1) ? one.withWide(true) : refuse(inputs);
                case "Squeeze" -> one.isWide && isLast(one.rank) ? one.withWide(false) : refuse(inputs);
                case "LogicalOr" -> or(inputs);
                case "Concatenate" -> one.isWide && isLast(one.rank) ? or(inputs) : refuse(inputs);
                default -> refuse(inputs);
            };
        }
        return refuse(inputs);
    }

    private boolean isLast(int rank) {
        return config.get("axis") instanceof Integer axis && (axis == -1 || axis == rank - 1);
    }

    private Value any(Value of) {
        boolean keeps = Boolean.TRUE.equals(config.get("keepdims"));
        if (of.isWide) {
            return of.withWide(keeps);
        }
        if (of.found == null || of.found.isAny()) {
            return refuse(List.of(of));
        }
        SymbolicMasks.Found any = new SymbolicMasks.Found(of.found.source(), of.found.masked(), true);
        return new Value(any, false, of.rank - (keeps ? 0 : 1), keeps);
    }

    /** Where everything counts in one of them, so it does in all together; otherwise they are one mask. */
    private Value or(List<Object> inputs) {
        Value all = (Value) inputs.get(0);
        for (Object input : inputs) {
            Value next = (Value) input;
            if (next.rank != all.rank || next.isWide != all.isWide) {
                return refuse(inputs);
            }
            boolean isNeutral = next.found == null && !next.everywhere;
            boolean isAll = all.found == null && all.everywhere;
            if (isNeutral || isAll || next.isSame(all)) {
                continue;
            }
            if (next.found != null && all.found != null) {
                return refuse(inputs);
            }
            all = next;
        }
        return all;
    }

    private Value refuse(List<Object> inputs) {
        throw KerasException.expected(
                "operation " + name,
                "one of those by which Keras finds a mask of a layer, one mask for all inputs of a layer",
                className + " of " + inputs);
    }
}
