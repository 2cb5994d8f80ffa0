package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.NdArrays;
import keras4j.core.Regularizer;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.RandomUniform;
import keras4j.internal.engine.EmbeddingKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import keras4j.regularizers.Regularizers;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row of numbers for each whole number: (batch, ..) to (batch, .., outputDim); embeddings (inputDim, outputDim). Inputs
 * are from 0 to less than inputDim; another one is an error, which Keras leaves to its backend. Keras: {@code Embedding}.
 * PyTorch: {@code Embedding}. DL4J: {@code EmbeddingSequenceLayer}; with a mask or more axes this layer's own kernel.
 */
public final class Embedding extends Layer<Embedding> {
    /** ONNX's number of that type. */
    private static final int ONNX_INT64 = 7;

    private int inputDim;
    private int outputDim;
    private Initializer embeddingsInitializer = new RandomUniform();
    private Regularizer embeddingsRegularizer;
    private boolean maskZero;
    private Given weights;

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
        Given first =
                new Given(NdArrays.floats("Embedding.weights", given, shapes).get(0));
        return set(() -> weights = first);
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
    protected Shape outputShape(Shape input) {
        int[] dims = Arrays.copyOf(input.dims(), input.rank() + 1);
        dims[input.rank()] = outputDim;
        return Shape.of(dims);
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        return List.of(new WeightSpec(
                "embeddings",
                Shape.of(inputDim, outputDim),
                weights == null ? embeddingsInitializer : weights,
                embeddingsRegularizer));
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return maskZero ? new Mask(input.size(), 1, 0) : null;
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset, Mask mask, Mask made) {
        return List.of(new EmbeddingKernel(inputDim, outputDim, input.size(), offset, made));
    }

    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        String rows = graph.node("Cast", Map.of("to", ONNX_INT64), x);
        return graph.node("Gather", graph.weight("embeddings", weights.get(0)), rows);
    }

    private static Initializer notNull(Initializer initializer) {
        return KerasException.notNull("Embedding", "an initializer", initializer);
    }

    private static int positive(String argument, int value) {
        if (value < 1) {
            throw KerasException.expected("Embedding." + argument, "a positive whole number", value);
        }
        return value;
    }
}
