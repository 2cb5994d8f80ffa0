package keras4j.ops;

/** Keras's cross-entropies, of each sample and place, from {@code keras.ops.nn}. */
abstract class NnLosses extends NnNormalizations {
    /** {@code -target log(output) - (1 - target) log(1 - output)}, number by number. */
    public static Symbol binaryCrossentropy(Symbol target, Symbol output, boolean fromLogits) {
        return Op.call("BinaryCrossentropy", "target", target, "output", output, "from_logits", fromLogits);
    }

    /** The same of probabilities. */
    public static Symbol binaryCrossentropy(Symbol target, Symbol output) {
        return binaryCrossentropy(target, output, false);
    }

    /**
     * {@code -sum(target log(output))} along an axis.
     *
     * @param fromLogits whether output has logits; else its numbers are divided by their sum
     */
    public static Symbol categoricalCrossentropy(Symbol target, Symbol output, boolean fromLogits, int axis) {
        return Op.call(
                "CategoricalCrossentropy", "target", target, "output", output, "from_logits", fromLogits, "axis", axis);
    }

    /** The same of probabilities along the last axis. */
    public static Symbol categoricalCrossentropy(Symbol target, Symbol output) {
        return categoricalCrossentropy(target, output, false, -1);
    }

    /**
     * {@code -log(output)} at the target's class.
     *
     * @param target (..), classes from 0 on, or (.., 1)
     * @param output (.., classes)
     */
    public static Symbol sparseCategoricalCrossentropy(Symbol target, Symbol output, boolean fromLogits, int axis) {
        return Op.call(
                "SparseCategoricalCrossentropy",
                "target",
                target,
                "output",
                output,
                "from_logits",
                fromLogits,
                "axis",
                axis);
    }

    /** The same of probabilities along the last axis. */
    public static Symbol sparseCategoricalCrossentropy(Symbol target, Symbol output) {
        return sparseCategoricalCrossentropy(target, output, false, -1);
    }

    /**
     * The negative logarithm of the probability of each sample's labels (Graves et al., 2006).
     *
     * @param target (batch, labels)
     * @param output (batch, time, classes), logits
     * @param targetLength (batch), how many labels count
     * @param outputLength (batch), how many steps count
     * @param maskIndex the class of no label; Keras's default is 0
     */
    public static Symbol ctcLoss(
            Symbol target, Symbol output, Symbol targetLength, Symbol outputLength, int maskIndex) {
        return Op.call(
                "CTCLoss",
                "target",
                target,
                "output",
                output,
                "target_length",
                targetLength,
                "output_length",
                outputLength,
                "mask_index",
                maskIndex);
    }
}
