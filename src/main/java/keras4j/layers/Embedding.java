package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.NdArrays;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.RandomUniform;
import keras4j.ops.Lookup;
import keras4j.ops.Symbol;
import keras4j.regularizers.Regularizers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row of numbers for each whole number: (batch, ..) to (batch, .., outputDim); embeddings (inputDim, outputDim). Inputs
 * are from 0 to less than inputDim; another one is an error, which Keras leaves to its backend. Keras: {@code Embedding}.
 * PyTorch: {@code Embedding}. DL4J: {@code EmbeddingSequenceLayer}; with a mask or more axes this layer's own kernel.
 */
public final class Embedding extends Layer<Embedding> {
    private int inputDim;
    private int outputDim;
    private Initializer embeddingsInitializer = new RandomUniform();
    private Regularizer embeddingsRegularizer;
    private boolean maskZero;
    private Given first;
    private Symbol embeddings;

    Embedding() {}

    /**
     * @param inputDim how many whole numbers there are, 0 among them
     * @param outputDim the length of the rows
     * @throws KerasException if one is not positive
     */
    public Embedding(int inputDim, int outputDim) {
        this.inputDim = positive("inputDim", inputDim);
        this.outputDim = positive("outputDim", outputDim);
    }

    /** The initializer by Keras's name. */
    public Embedding embeddingsInitializer(String name) {
        return embeddingsInitializer(Initializers.REGISTRY.get(name));
    }

    /** The initializer; uniform between -0.05 and 0.05 unless given. */
    public Embedding embeddingsInitializer(Initializer initializer) {
        return set(() -> embeddingsInitializer = notNull(initializer));
    }

    /** The regularizer by Keras's name, such as "l2". */
    public Embedding embeddingsRegularizer(String name) {
        return embeddingsRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The regularizer; none unless given. */
    public Embedding embeddingsRegularizer(Regularizer regularizer) {
        return set(() -> embeddingsRegularizer = regularizer);
    }

    /** Whether 0 stands for nothing: layers behind skip it, and in the loss it does not count; false unless given. */
    public Embedding maskZero(boolean value) {
        return set(() -> maskZero = value);
    }

    /**
     * The first values of the embeddings, (inputDim, outputDim), instead of the initializer's.
     *
     * @throws KerasException if there are not so many
     */
    public Embedding weights(INDArray values) {
        List<INDArray> given = List.of(KerasException.notNull("Embedding.weights", "numbers", values));
        List<Shape> shapes = List.of(Shape.of(inputDim, outputDim));
        float[] numbers = NdArrays.floats("Embedding.weights", given, shapes).get(0);
        return set(() -> first = new Given(numbers));
    }

    @Override
    protected void config(Config config) {
        inputDim = positive("inputDim", config.integer("input_dim", inputDim));
        outputDim = positive("outputDim", config.integer("output_dim", outputDim));
        embeddingsInitializer =
                notNull(config.object("embeddings_initializer", embeddingsInitializer, Initializers.REGISTRY));
        embeddingsRegularizer = config.object("embeddings_regularizer", embeddingsRegularizer, Regularizers.REGISTRY);
        maskZero = config.flag("mask_zero", maskZero);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        embeddings = weights.add(new WeightSpec(
                "embeddings",
                Shape.of(inputDim, outputDim),
                first == null ? embeddingsInitializer : first,
                embeddingsRegularizer));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return Lookup.of("Embedding", x, embeddings);
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return maskZero ? new Mask(input.size(), 1, 0) : null;
    }

    private static Initializer notNull(Initializer initializer) {
        return KerasException.notNull("Embedding", "an initializer", initializer);
    }

    private static int positive(String argument, int value) {
        return Numbers.positive("Embedding." + argument, value);
    }
}
