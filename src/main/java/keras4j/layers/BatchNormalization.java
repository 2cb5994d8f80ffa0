package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Mask;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Ones;
import keras4j.initializers.Zeros;
import keras4j.internal.engine.BatchNormalizationKernel;
import keras4j.internal.engine.MaskedMoments;
import keras4j.internal.engine.TransposeKernel;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, the shape unchanged, for each position along one axis: gamma, beta,
 * moving mean and moving variance have its length. In training, mean and variance are those of the batch, over all other axes
 * and without what a mask leaves out, and the moving ones follow them; in inference, and always if the layer is not
 * trainable, they are the moving ones. Ioffe and Szegedy, "Batch Normalization", 2015. Keras: {@code BatchNormalization}.
 * DL4J: {@code BatchNormalization} along the last axis, with both or neither of gamma and beta, if it is trainable; else
 * this layer's own kernel.
 */
public final class BatchNormalization extends GammaAndBeta<BatchNormalization> {
    private int axis = -1;
    private double momentum = 0.99;
    private Initializer movingMeanInitializer = new Zeros();
    private Initializer movingVarianceInitializer = new Ones();

    /** The axis with statistics of its own, 0 being the batch's, which it cannot be, negative from the end; the last unless given. */
    public BatchNormalization axis(int value) {
        return set(() -> axis = value);
    }

    /** How much of the moving mean and variance remains at a step; 0.99 unless given. */
    public BatchNormalization momentum(double value) {
        return set(() -> momentum = finite("momentum", value));
    }

    /** The moving mean's initializer by Keras's name. */
    public BatchNormalization movingMeanInitializer(String name) {
        return movingMeanInitializer(Initializers.REGISTRY.get(name));
    }

    /** The moving mean's initializer; zeros unless given. */
    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return set(() -> movingMeanInitializer = notNull(initializer));
    }

    /** The moving variance's initializer by Keras's name. */
    public BatchNormalization movingVarianceInitializer(String name) {
        return movingVarianceInitializer(Initializers.REGISTRY.get(name));
    }

    /** The moving variance's initializer; ones unless given. */
    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return set(() -> movingVarianceInitializer = notNull(initializer));
    }

    @Override
    protected void config(Config config) {
        axis = config.integer("axis", axis);
        momentum = finite("momentum", config.number("momentum", momentum));
        configGammaAndBeta(config);
        movingMeanInitializer = initializer(config, "moving_mean_initializer", movingMeanInitializer);
        movingVarianceInitializer = initializer(config, "moving_variance_initializer", movingVarianceInitializer);
        configRegularizers(config);
        config.only("renorm", false);
        config.unused("renorm_momentum", 0.99);
        config.only("synchronized", false);
    }

    private int axis(Shape input) {
        return MergeAxis.of("BatchNormalization.axis", axis, input);
    }

    @Override
    protected Shape outputShape(Shape input) {
        axis(input);
        return input;
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        Shape shape = Shape.of(input.dim(axis(input)));
        List<WeightSpec> all = new ArrayList<>();
        if (hasGamma()) {
            all.add(gamma(shape));
        }
        if (hasBeta()) {
            all.add(beta(shape));
        }
        all.add(WeightSpec.state("moving_mean", shape, movingMeanInitializer, WeightSpec.Kind.STATE));
        all.add(WeightSpec.state("moving_variance", shape, movingVarianceInitializer, WeightSpec.Kind.STATE));
        return all;
    }

    /** For the moments of a batch. */
    @Override
    protected boolean readsMask(boolean training) {
        return training;
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }

    @Override
    protected List<SampleKernel> kernels(Shape input, int offset, Mask mask, Mask made) {
        int channels = input.dim(axis(input));
        int beta = offset + (hasGamma() ? channels : 0);
        int mean = beta + (hasBeta() ? channels : 0);
        int behind = 1;
        for (int i = axis(input) + 1; i < input.rank(); i++) {
            behind *= input.dim(i);
        }
        int before = input.size() / channels / behind;
        SampleKernel kernel = new BatchNormalizationKernel(
                channels,
                input.size() / channels,
                new BatchNormalizationKernel.Places(
                        hasGamma() ? offset : -1, hasBeta() ? beta : -1, mean, mean + channels),
                momentum,
                epsilon(),
                !isTrainable(),
                mask == null ? null : new MaskedMoments(mask, positions(input, behind), channels));
        return behind == 1
                ? List.of(kernel)
                : List.of(
                        new TransposeKernel(before, channels, behind),
                        kernel,
                        new TransposeKernel(before, behind, channels));
    }

    /** For each number of a sample, with the axis brought to the end, its place along all axes but the last. */
    private int[] positions(Shape input, int behind) {
        int channels = input.dim(axis(input));
        int[] positions = new int[input.size()];
        for (int i = 0; i < positions.length; i++) {
            int group = i / (channels * behind);
            int row = i / channels % behind;
            positions[i] = ((group * channels + i % channels) * behind + row) / input.last();
        }
        return positions;
    }

    /** ONNX's axis is the one behind the batch's. */
    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        int own = axis(input) + 1;
        int[] there = new int[input.rank() + 1];
        int[] back = new int[there.length];
        for (int i = 0; i < there.length; i++) {
            there[i] = i == 0 ? 0 : i == 1 ? own : i <= own ? i - 1 : i;
            back[there[i]] = i;
        }
        Map<String, Tensor> all = byName(weights);
        float[] ones = new float[input.dim(own - 1)];
        Arrays.fill(ones, 1);
        Tensor one = Tensor.of(ones, ones.length);
        Tensor zero = Tensor.of(new float[ones.length], ones.length);
        String y = graph.node(
                "BatchNormalization",
                Map.of("epsilon", epsilon()),
                own == 1 ? x : graph.node("Transpose", Map.of("perm", there), x),
                graph.weight("gamma", all.getOrDefault("gamma", one)),
                graph.weight("beta", all.getOrDefault("beta", zero)),
                graph.weight("moving_mean", all.get("moving_mean")),
                graph.weight("moving_variance", all.get("moving_variance")));
        return own == 1 ? y : graph.node("Transpose", Map.of("perm", back), y);
    }

    private Map<String, Tensor> byName(List<Tensor> weights) {
        List<String> names = new ArrayList<>();
        if (hasGamma()) {
            names.add("gamma");
        }
        if (hasBeta()) {
            names.add("beta");
        }
        names.addAll(List.of("moving_mean", "moving_variance"));
        Map<String, Tensor> all = new LinkedHashMap<>();
        weights.forEach(weight -> all.put(names.get(all.size()), weight));
        return all;
    }
}
