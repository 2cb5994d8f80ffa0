package keras4j.layers;

/**
 * A layer whose kernel can be adapted by two small ones, a and b: kernel + alpha / rank a . b is in its place, of which a and b are
 * trained, and the kernel is not. Files have the sum as kernel, and who reads one begins with b = 0: so a trained model's
 * weights, read into the same model with ranks, are what is adapted. (Keras makes a 0, too, and then trains neither.) Hu et
 * al., "LoRA", 2021.
 *
 * @param <L> the layer's own class
 */
public interface HasLora<L extends Layer<L>> {
    /**
     * The rank of a . b; without it, the kernel is trained.
     *
     * @throws keras4j.core.KerasException if it is not positive, or, when the layer is built, the kernel has a constraint
     */
    default L loraRank(int rank) {
        return Lora.set(this, lora -> lora.rank(rank));
    }

    /**
     * The same of a layer of a built model, which keeps its kernel: fine-tuning begins. All models that have the layer are to be compiled
     * again. Keras: {@code layer.enable_lora(rank)}.
     *
     * @throws keras4j.core.KerasException if it is not positive, the layer is not built, has a rank already, or its kernel a constraint
     */
    default L enableLora(int rank) {
        return Lora.enable(this, rank);
    }

    /** How much a . b counts; as much as the rank unless given. As in Keras 3.15.1, a Dense or an Embedding takes the rank, always. */
    default L loraAlpha(double alpha) {
        return Lora.set(this, lora -> lora.alpha(alpha));
    }
}
