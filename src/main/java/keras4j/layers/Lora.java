package keras4j.layers;

import java.util.List;
import java.util.function.Consumer;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.HeUniform;
import keras4j.initializers.Zeros;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** What a {@link HasLora} keeps of it: kernel (.., out), which is not trained, and a (.., rank) and b (rank, out), which are. */
final class Lora {
    /** How many weights follow the kernel and the bias; files have their product in the kernel. */
    static final int WEIGHTS = 2;

    private final boolean readsAlpha;
    private Integer rank;
    private Double alpha;
    private Symbol a;
    private Symbol b;

    /** @param readsAlpha whether Keras reads alpha when the layer is built; where it does not, the rank stands for it */
    Lora(boolean readsAlpha) {
        this.readsAlpha = readsAlpha;
    }

    /** Changes a layer's. */
    @SuppressWarnings("unchecked")
    static <L extends Layer<L>> L set(HasLora<L> layer, Consumer<Lora> change) {
        L of = (L) layer;
        return of.set(() -> change.accept(of.lora()));
    }

    /** Sets the rank of a layer of a built model. */
    @SuppressWarnings("unchecked")
    static <L extends Layer<L>> L enable(HasLora<L> layer, int rank) {
        L of = (L) layer;
        of.weights("enableLora");
        Lora lora = of.lora();
        if (lora.isOn()) {
            throw KerasException.expected("enableLora", "a layer without a rank", "one with the rank " + lora.rank);
        }
        lora.rank(rank);
        try {
            of.extend();
        } catch (KerasException e) {
            lora.rank = null;
            throw e;
        }
        return of;
    }

    void rank(int value) {
        rank = Numbers.positive("loraRank", value);
    }

    void alpha(double value) {
        alpha = value;
    }

    boolean isOn() {
        return rank != null;
    }

    void config(Config config) {
        rank = config.written("lora_rank", rank, config::optionalInteger);
        if (rank != null) {
            rank(rank);
        }
        alpha = config.written("lora_alpha", isOn() ? scale() : alpha, config::optionalNumber);
    }

    private Double scale() {
        return alpha == null || !readsAlpha ? Double.valueOf(rank) : alpha;
    }

    /** The kernel as it is with it. */
    WeightSpec kernel(WeightSpec kernel) {
        if (!isOn()) {
            return kernel;
        }
        if (kernel.constraint() != null) {
            throw KerasException.expected("loraRank", "a layer whose " + kernel.name() + " has no constraint", "one");
        }
        return WeightSpec.state(kernel.name(), kernel.shape(), kernel.initializer(), WeightSpec.Kind.FROZEN);
    }

    /** Adds the weights that follow; none if it is off. */
    void build(Weights weights, WeightSpec kernel) {
        if (isOn()) {
            Shape left = kernel.shape().withLast(rank);
            Shape right = Shape.of(rank, kernel.shape().last());
            String name = "lora_" + kernel.name();
            a = weights.add(name + "_a", left, new HeUniform(), kernel.regularizer());
            b = weights.add(name + "_b", right, new Zeros(), kernel.regularizer());
        }
    }

    /** The kernel with what is added to it. */
    Symbol merged(Symbol kernel) {
        return isOn() ? Ops.add(kernel, Ops.multiply(Ops.matmul(a, b), scale() / rank)) : kernel;
    }

    /** The same of the numbers of all weights of a layer, as it saves them. */
    float[] merged(List<float[]> weights) {
        float[] kernel = weights.get(0).clone();
        float[] left = weights.get(weights.size() - WEIGHTS);
        float[] right = weights.get(weights.size() - 1);
        int width = right.length / rank;
        for (int i = 0; i < kernel.length; i++) {
            float sum = 0;
            for (int k = 0; k < rank; k++) {
                sum += left[i / width * rank + k] * right[k * width + i % width];
            }
            kernel[i] += (float) (scale() / rank) * sum;
        }
        return kernel;
    }
}
