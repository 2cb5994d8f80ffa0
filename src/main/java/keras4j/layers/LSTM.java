package keras4j.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.activations.Activations;
import keras4j.activations.Sigmoid;
import keras4j.activations.Tanh;
import keras4j.core.ActivationFunction;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Kernel;
import keras4j.core.Mask;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Ones;
import keras4j.initializers.Orthogonal;
import keras4j.internal.engine.DropoutFactors;
import keras4j.internal.engine.LstmKernel;
import keras4j.internal.engine.LstmShape;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.tensor.Tensor;
import keras4j.regularizers.Regularizers;

/**
 * Long short-term memory over sequences: (batch, time, in) to (batch, units), or to (batch, time, units) with {@link
 * #returnSequences}. Gates i, f, o = recurrentActivation, c~ = activation of x . kernel + h . recurrent_kernel + bias; the
 * state is c = f c + i c~, the output h = o activation(c). kernel (in, 4 units), recurrent_kernel (units, 4 units), bias (4
 * units), each i, f, c~, o side by side. Steps that a mask leaves out change neither state nor output. Keras: {@code LSTM}.
 * PyTorch: {@code LSTM}, batch_first.
 */
public final class LSTM extends KernelAndBias<LSTM> {
    private int units;
    private ActivationFunction recurrentActivation = new Sigmoid();
    private Initializer recurrentInitializer = new Orthogonal();
    private boolean unitForgetBias = true;
    private Regularizer recurrentRegularizer;
    private double dropout;
    private double recurrentDropout;
    private Long seed;
    private boolean returnSequences;
    private boolean goBackwards;
    private boolean unroll;

    LSTM() {
        super(new Tanh());
    }

    /**
     * @param units the length of the state and of the output's last axis
     * @throws KerasException if it is not positive
     */
    public LSTM(int units) {
        this();
        this.units = positive(units);
    }

    /** The gates' activation by Keras's name. */
    public LSTM recurrentActivation(String name) {
        return recurrentActivation(Activations.REGISTRY.get(name));
    }

    /** The gates' activation; sigmoid unless given. */
    public LSTM recurrentActivation(ActivationFunction function) {
        return set(
                () -> recurrentActivation = KerasException.notNull("LSTM.recurrentActivation", "a function", function));
    }

    /** The recurrent kernel's initializer by Keras's name. */
    public LSTM recurrentInitializer(String name) {
        return recurrentInitializer(Initializers.REGISTRY.get(name));
    }

    /** The recurrent kernel's initializer; orthogonal unless given. */
    public LSTM recurrentInitializer(Initializer initializer) {
        return set(() -> recurrentInitializer = notNull(initializer));
    }

    /** Whether the forget gate's bias begins with 1, whatever the initializer of the others; true unless given. */
    public LSTM unitForgetBias(boolean value) {
        return set(() -> unitForgetBias = value);
    }

    /** The recurrent kernel's regularizer by Keras's name. */
    public LSTM recurrentRegularizer(String name) {
        return recurrentRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** The recurrent kernel's regularizer; none unless given. */
    public LSTM recurrentRegularizer(Regularizer regularizer) {
        return set(() -> recurrentRegularizer = regularizer);
    }

    /**
     * In training, the part of the input's numbers that become 0, the same in all steps; 0 unless given.
     *
     * @throws KerasException if it is not from 0 to less than 1
     */
    public LSTM dropout(double rate) {
        return set(() -> dropout = rate("dropout", rate));
    }

    /**
     * The same of the numbers that a step gets from the one before. With it, each gate has zeros of its own, those of {@link
     * #dropout} too.
     */
    public LSTM recurrentDropout(double rate) {
        return set(() -> recurrentDropout = rate("recurrentDropout", rate));
    }

    /** The seed of this layer's own dropout, which fit's seed then does not change; none unless given. */
    public LSTM seed(long value) {
        return set(() -> seed = value);
    }

    /** Whether the output has all steps, not the last only; false unless given. */
    public LSTM returnSequences(boolean value) {
        return set(() -> returnSequences = value);
    }

    /** Whether the last step is read first; the output is then in that order, too. False unless given. */
    public LSTM goBackwards(boolean value) {
        return set(() -> goBackwards = value);
    }

    /** Kept for files: how Keras writes the loop changes no number. False unless given. */
    public LSTM unroll(boolean value) {
        return set(() -> unroll = value);
    }

    @Override
    protected void config(Config config) {
        returnSequences = config.flag("return_sequences", returnSequences);
        config.only("return_state", false);
        goBackwards = config.flag("go_backwards", goBackwards);
        config.only("stateful", false);
        unroll = config.flag("unroll", unroll);
        config.only("zero_output_for_mask", false);
        units = positive(config.integer("units", units));
        configActivation(config);
        recurrentActivation =
                config.name("recurrent_activation", recurrentActivation, Activations.REGISTRY, Activations::serialize);
        configUseBias(config);
        configKernelInitializer(config);
        recurrentInitializer = initializer(config, "recurrent_initializer", recurrentInitializer);
        configBiasInitializer(config);
        unitForgetBias = config.flag("unit_forget_bias", unitForgetBias);
        configKernelRegularizer(config);
        recurrentRegularizer = config.object("recurrent_regularizer", recurrentRegularizer, Regularizers.REGISTRY);
        configBiasRegularizer(config);
        dropout = rate("dropout", config.number("dropout", dropout));
        recurrentDropout = rate("recurrentDropout", config.number("recurrent_dropout", recurrentDropout));
        seed = config.seed("seed", seed);
    }

    @Override
    protected Shape outputShape(Shape input) {
        if (input.rank() != 2) {
            throw KerasException.expected("LSTM", "inputs (batch, time, features)", input.batched());
        }
        for (ActivationFunction function : List.of(activation(), recurrentActivation)) {
            if (function.outputWidth(2) != 2) {
                throw KerasException.expected("LSTM", "an activation that keeps the width", function.name());
            }
        }
        return returnSequences ? input.withLast(units) : Shape.of(units);
    }

    @Override
    protected List<WeightSpec> weights(Shape input) {
        Shape kernel = Shape.of(input.last(), 4 * units);
        List<WeightSpec> all = new ArrayList<>();
        all.add(kernel(kernel));
        all.add(new WeightSpec(
                "recurrent_kernel", Shape.of(units, 4 * units), recurrentInitializer, recurrentRegularizer));
        if (hasBias()) {
            all.add(bias(kernel, unitForgetBias ? new ForgetBias(biasInitializer()) : biasInitializer()));
        }
        return all;
    }

    @Override
    protected String weightsGroup() {
        return "cell";
    }

    @Override
    protected boolean readsMask(boolean training) {
        return true;
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return returnSequences ? mask : null;
    }

    @Override
    protected List<Kernel> kernels(Shape input, int offset, Mask mask, Mask made) {
        LstmShape shape = new LstmShape(
                input.dim(0),
                input.last(),
                units,
                offset,
                hasBias(),
                activation(),
                recurrentActivation,
                returnSequences,
                goBackwards,
                recurrentDropout > 0 ? 4 : 1);
        return List.of(new LstmKernel(
                shape,
                mask,
                new DropoutFactors(dropout, seed),
                new DropoutFactors(recurrentDropout, seed == null ? null : ~seed)));
    }

    /** ONNX's LSTM over (time, batch, in), whose gates are i, o, f, c~. */
    @Override
    protected String onnx(OnnxGraph graph, String x, Shape input, List<Tensor> weights) {
        if (!(activation() instanceof Tanh && recurrentActivation instanceof Sigmoid)) {
            throw KerasException.expected(
                    "LSTM in ONNX",
                    "activation tanh and recurrentActivation sigmoid",
                    activation().name() + " and " + recurrentActivation.name());
        }
        String sequence = graph.node("Transpose", Map.of("perm", new int[] {1, 0, 2}), x);
        if (goBackwards) {
            sequence = graph.node(
                    "Slice",
                    sequence,
                    graph.integers(-1),
                    graph.integers(Long.MIN_VALUE),
                    graph.integers(0),
                    graph.integers(-1));
        }
        List<String> outputs = graph.nodes(
                "LSTM",
                2,
                Map.of("hidden_size", units),
                sequence,
                graph.weight("kernel", LstmForms.onnxMatrix(weights.get(0))),
                graph.weight("recurrent_kernel", LstmForms.onnxMatrix(weights.get(1))),
                hasBias() ? graph.weight("bias", LstmForms.onnxBias(weights.get(2))) : "");
        return returnSequences
                ? graph.node(
                        "Transpose",
                        Map.of("perm", new int[] {1, 0, 2}),
                        graph.node("Squeeze", outputs.get(0), graph.integers(1)))
                : graph.node("Squeeze", outputs.get(1), graph.integers(0));
    }

    @Override
    protected Map<String, Tensor> toTorch(List<Tensor> weights) {
        return LstmForms.toTorch(weights);
    }

    @Override
    protected List<Tensor> fromTorch(Map<String, Tensor> parameters) {
        return LstmForms.fromTorch(parameters);
    }

    /** The bias's first values: another initializer's, but 1 for the forget gate. It stands in no config. */
    private record ForgetBias(Initializer others) implements Initializer {
        @Override
        public void config(Config config) {}

        @Override
        public void fill(float[] values, int offset, Shape shape) {
            int units = shape.size() / 4;
            others.fill(values, offset, Shape.of(units));
            new Ones().fill(values, offset + units, Shape.of(units));
            others.fill(values, offset + 2 * units, Shape.of(2 * units));
        }
    }

    private static double rate(String argument, double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw KerasException.expected("LSTM." + argument, "a number from 0 to less than 1", rate);
        }
        return rate;
    }

    private static int positive(int units) {
        if (units < 1) {
            throw KerasException.expected("LSTM.units", "a positive whole number", units);
        }
        return units;
    }
}
