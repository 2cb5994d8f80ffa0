package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.RandomUniform;
import keras4j.ops.Lookup;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row of numbers for each whole number: (batch, ..) to (batch, .., outputDim); embeddings (inputDim, outputDim). Inputs
 * are from 0 to less than inputDim; another one is an error, which Keras leaves to its backend. Keras: {@code Embedding}.
 * PyTorch: {@code Embedding}. DL4J: {@code EmbeddingSequenceLayer}; with a mask or more axes this layer's own kernel.
 */
public final class Embedding extends Layer<Embedding> implements HasLora<Embedding> {
    private int inputDim;
    private int outputDim;
    private final WeightArguments embeddingsArguments = new WeightArguments(this, "embeddings", new RandomUniform());
    private final Lora lora = new Lora(false);
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
        return set(() -> embeddingsArguments.initializer(name));
    }

    /** The initializer; uniform between -0.05 and 0.05 unless given. */
    public Embedding embeddingsInitializer(Initializer initializer) {
        return set(() -> embeddingsArguments.initializer(initializer));
    }

    /** The regularizer by Keras's name, such as "l2". */
    public Embedding embeddingsRegularizer(String name) {
        return set(() -> embeddingsArguments.regularizer(name));
    }

    /** The regularizer; none unless given. */
    public Embedding embeddingsRegularizer(Regularizer regularizer) {
        return set(() -> embeddingsArguments.regularizer(regularizer));
    }

    /** The constraint by Keras's name, such as "non_neg". */
    public Embedding embeddingsConstraint(String name) {
        return set(() -> embeddingsArguments.constraint(name));
    }

    /** The constraint; none unless given. */
    public Embedding embeddingsConstraint(Constraint constraint) {
        return set(() -> embeddingsArguments.constraint(constraint));
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
        WeightArguments.config(config, embeddingsArguments);
        maskZero = config.flag("mask_zero", maskZero);
        lora.config(config);
    }

    @Override
    Lora lora() {
        return lora;
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        Shape shape = Shape.of(inputDim, outputDim);
        Initializer initializer = first == null ? embeddingsArguments.initializer() : first;
        WeightSpec spec = embeddingsArguments.weight("embeddings", shape, initializer, inputDim);
        embeddings = weights.add(lora.kernel(spec));
        lora.build(weights, spec);
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return Lookup.of("Embedding", x, lora.merged(embeddings));
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return maskZero ? Ops.notEqual(x, 0) : null;
    }

    private static int positive(String argument, int value) {
        return Numbers.positive("Embedding." + argument, value);
    }
}
