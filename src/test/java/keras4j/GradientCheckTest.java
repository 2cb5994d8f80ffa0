package keras4j;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.initializers.Constant;
import keras4j.initializers.RandomUniform;
import keras4j.layers.Activation;
import keras4j.layers.ActivityRegularization;
import keras4j.layers.Add;
import keras4j.layers.AdditiveAttention;
import keras4j.layers.Attention;
import keras4j.layers.Average;
import keras4j.layers.AveragePooling1D;
import keras4j.layers.AveragePooling2D;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Call;
import keras4j.layers.Concatenate;
import keras4j.layers.Conv1D;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Dot;
import keras4j.layers.Dropout;
import keras4j.layers.ELU;
import keras4j.layers.EinsumDense;
import keras4j.layers.Embedding;
import keras4j.layers.Flatten;
import keras4j.layers.GlobalAveragePooling1D;
import keras4j.layers.GlobalAveragePooling2D;
import keras4j.layers.GlobalMaxPooling1D;
import keras4j.layers.GlobalMaxPooling2D;
import keras4j.layers.GroupNormalization;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.LayerNormalization;
import keras4j.layers.LeakyReLU;
import keras4j.layers.MaxPooling1D;
import keras4j.layers.MaxPooling2D;
import keras4j.layers.Maximum;
import keras4j.layers.Minimum;
import keras4j.layers.MultiHeadAttention;
import keras4j.layers.Multiply;
import keras4j.layers.Normalization;
import keras4j.layers.PReLU;
import keras4j.layers.RMSNormalization;
import keras4j.layers.ReLU;
import keras4j.layers.Rescaling;
import keras4j.layers.Softmax;
import keras4j.layers.Subtract;
import keras4j.layers.Weights;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "celu",
                "elu",
                "exponential",
                "gelu",
                "glu",
                "hard_shrink",
                "hard_sigmoid",
                "hard_silu",
                "hard_tanh",
                "leaky_relu",
                "linear",
                "log_sigmoid",
                "log_softmax",
                "mish",
                "relu",
                "relu6",
                "selu",
                "sigmoid",
                "silu",
                "soft_shrink",
                "softmax",
                "softplus",
                "softsign",
                "sparse_plus",
                "sparse_sigmoid",
                "sparsemax",
                "squareplus",
                "tanh",
                "tanh_shrink"
            })
    void everyActivation(String name) {
        GradientCheck.check(new Activation(name), 3, 8);
        GradientCheck.check(new Dense(6).activation(name), 5);
    }

    /** So many inputs of one shape. */
    private static List<int[]> of(int inputs, int... shape) {
        return Collections.nCopies(inputs, shape);
    }

    private static Stream<Runnable> layers() {
        return Stream.of(
                () -> GradientCheck.check(new Dense(4).useBias(false), 2, 3),
                () -> GradientCheck.check(new Dense(70).activation("tanh"), 60),
                () -> GradientCheck.check(new Dropout(0.4), 50),
                () -> GradientCheck.check(new Flatten(), 2, 3),
                () -> GradientCheck.check(new LSTM(4), 5, 3),
                () -> GradientCheck.check(new LSTM(4).returnSequences(true).goBackwards(true), 5, 3),
                () -> GradientCheck.check(new LSTM(3).useBias(false).dropout(0.3), 4, 5),
                () -> GradientCheck.check(new LSTM(3).recurrentDropout(0.3).returnSequences(true), 4, 5),
                () -> GradientCheck.check(new LSTM(3).dropout(0.3).recurrentDropout(0.3), 4, 5),
                () -> GradientCheck.check(new LSTM(3).activation("softsign").recurrentActivation("softmax"), 4, 5),
                () -> GradientCheck.check(new LSTM(40), 2, 8),
                () -> GradientCheck.check(new LSTM(1), 1, 1),
                () -> GradientCheck.check(new Flatten().dataFormat("channels_first"), 2, 3, 4),
                () -> GradientCheck.check(new LeakyReLU(), 5, 8),
                () -> GradientCheck.check(
                        new ReLU().maxValue(0.9).negativeSlope(0.2).threshold(0.1), 5, 8),
                () -> GradientCheck.check(new ELU().alpha(0.4), 5, 8),
                () -> GradientCheck.check(new PReLU().alphaInitializer("ones"), 5, 3),
                () -> GradientCheck.check(new PReLU().sharedAxes(1).alphaInitializer(new Constant().value(0.3)), 5, 3),
                () -> GradientCheck.check(new Softmax(), 5, 3),
                () -> GradientCheck.check(new Softmax().axis(1, 2), 5, 3, 2),
                () -> GradientCheck.check(new LayerNormalization(), 4, 3),
                () -> GradientCheck.check(new LayerNormalization().axis(1, 3), 4, 3, 2),
                () -> GradientCheck.check(new RMSNormalization(), 4, 3),
                () -> GradientCheck.check(new GroupNormalization().groups(2), 3, 4),
                () -> GradientCheck.check(new GroupNormalization().groups(-1).axis(1), 3, 4),
                () -> GradientCheck.check(new EinsumDense("abc,cde->abde", Input.NONE, 2, 3).biasAxes("d"), 4, 3),
                () -> GradientCheck.check(new EinsumDense("ab...,bc->ac...", 5).activation("softmax"), 4, 3),
                () -> GradientCheck.check(
                        new MultiHeadAttention(2, 3).valueDim(2).useBias(false), of(2, 4, 3)),
                () -> GradientCheck.check(
                        new MultiHeadAttention(2, 3).outputShape(2, 5).useBias(false), of(3, 4, 3)),
                () -> GradientCheck.check(
                        new MultiHeadAttention(1, 2).attentionAxes(2).useBias(false), of(2, 2, 3, 3)),
                () -> GradientCheck.check(new Attention().useScale(true), of(2, 4, 3)),
                () -> GradientCheck.check(new Attention().scoreMode("concat"), of(3, 4, 3)),
                () -> GradientCheck.check(new AdditiveAttention(), of(2, 4, 3)),
                () -> GradientCheck.check(new Softmax().axis(1), 5, 3, 2),
                () -> GradientCheck.check(new Rescaling(0.5).offset(2), 5, 3),
                () -> GradientCheck.check(new Rescaling(1, 2, 3).offset(3, 2, 1), 5, 3),
                () -> GradientCheck.check(new ActivityRegularization(), 5, 3),
                () -> GradientCheck.check(new Conv1D(4, 3), 6, 2),
                () -> GradientCheck.check(
                        new Conv1D(4, 3).strides(2).padding("same").activation("tanh"), 7, 2),
                () -> GradientCheck.check(new Conv1D(4, 3).dilationRate(2).padding("causal"), 7, 2),
                () -> GradientCheck.check(
                        new Conv1D(4, 2).strides(2).padding("causal").groups(2).useBias(false), 5, 4),
                () -> GradientCheck.check(new Conv1D(3, 2).dataFormat("channels_first"), 2, 6),
                () -> GradientCheck.check(new MaxPooling1D(), 6, 3),
                () -> GradientCheck.check(new MaxPooling1D(3).strides(2).padding("same"), 6, 3),
                () -> GradientCheck.check(new AveragePooling1D(3).strides(1).padding("same"), 6, 3),
                () -> GradientCheck.check(new AveragePooling1D(2).dataFormat("channels_first"), 3, 6),
                () -> GradientCheck.check(new GlobalAveragePooling1D(), 6, 3),
                () -> GradientCheck.check(new GlobalMaxPooling1D().keepdims(true), 6, 3),
                () -> GradientCheck.check(new GlobalMaxPooling2D().dataFormat("channels_first"), 3, 4, 2),
                () -> GradientCheck.check(new Normalization().mean(1, 2).variance(4, 0.25), 3, 2),
                () -> GradientCheck.check(
                        new Normalization().invert(true).mean(1, 2).variance(4, 0.25), 2));
    }

    /** Numbers of words, whatever the inputs: 0 to 4, again and again. */
    private static final class Words extends Layer<Words> {
        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            Symbol words = Ops.reshape(
                    Ops.mod(Ops.arange(x.shape().size()), 5), x.shape().dims());
            return Ops.add(Ops.multiply(x, 0), words);
        }
    }

    /** Layers behind words of which some are masked. */
    private static final class Masked extends Layer<Masked> {
        private final Words words = part("words", new Words());
        private final Embedding embedding = part("embedding", new Embedding(5, 3).maskZero(true));
        private final Layer<?> layer;

        Masked(Layer<?> layer) {
            this.layer = part("layer", layer);
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x) {
            return layer.apply(embedding.apply(words.apply(x)));
        }
    }

    /** An encoder, and a decoder that begins with its states. */
    private static final class Translator extends Layer<Translator> {
        private final Words words = part("words", new Words());
        private final Embedding embedding = part(
                "embedding",
                new Embedding(5, 3)
                        .maskZero(true)
                        .embeddingsInitializer(new RandomUniform().minval(-1).maxval(1)));
        private final LSTM encoder = part("encoder", new LSTM(3).returnState(true));
        private final LSTM decoder = part("decoder", new LSTM(3).returnSequences(true));

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x) {
            Symbol y = embedding.apply(words.apply(x));
            List<Symbol> encoded = encoder.applyAll(y);
            return decoder.apply(y, encoded.get(1), encoded.get(2));
        }
    }

    private static Stream<Runnable> words() {
        return Stream.of(
                () -> GradientCheck.check(new Translator(), 5),
                () -> GradientCheck.check(new Masked(new Flatten()), 4),
                () -> GradientCheck.check(new Masked(new LSTM(3)), 4),
                () -> GradientCheck.check(new Masked(new GlobalAveragePooling1D()), 4),
                () -> GradientCheck.check(new Masked(new GlobalAveragePooling1D().keepdims(true)), 7),
                () -> GradientCheck.check(new Masked(new LSTM(3).returnSequences(true)), 4),
                () -> GradientCheck.check(new Masked(new LSTM(3).zeroOutputForMask(true)), 5),
                () -> GradientCheck.check(
                        new Masked(new LSTM(3)
                                .zeroOutputForMask(true)
                                .returnSequences(true)
                                .goBackwards(true)),
                        4));
    }

    @ParameterizedTest
    @MethodSource("words")
    void everyLayerOfWords(Runnable check) {
        check.run();
    }

    private static Stream<Runnable> states() {
        List<int[]> begun = List.of(new int[] {4, 2}, new int[] {3}, new int[] {3});
        return Stream.of(
                () -> GradientCheck.check(new LSTM(3).returnState(true), List.of(new int[] {4, 2})),
                () -> GradientCheck.check(
                        new LSTM(3).returnState(true).returnSequences(true).goBackwards(true),
                        List.of(new int[] {4, 2})),
                () -> GradientCheck.check(new LSTM(3), begun),
                () -> GradientCheck.check(new LSTM(3).returnSequences(true).returnState(true), begun),
                () -> GradientCheck.check(
                        new LSTM(3).returnState(true).dropout(0.3).recurrentDropout(0.3), begun),
                () -> GradientCheck.check(
                        new LSTM(40).useBias(false).returnState(true),
                        List.of(new int[] {2, 8}, new int[] {40}, new int[] {40})));
    }

    @ParameterizedTest
    @MethodSource("states")
    void statesBeforeAndAfter(Runnable check) {
        check.run();
    }

    private static Stream<Runnable> images() {
        return Stream.of(
                () -> GradientCheck.check(new Conv2D(4, 3), 5, 6, 2),
                () -> GradientCheck.check(new Conv2D(8, 3).activation("tanh"), 10, 9, 4),
                () -> GradientCheck.check(new Conv2D(3, 2, 3).strides(2, 1).padding("same"), 5, 6, 2),
                () -> GradientCheck.check(new Conv2D(3, 2).strides(3), 7, 5, 1),
                () -> GradientCheck.check(new Conv2D(4, 3).dilationRate(2).padding("same"), 6, 5, 2),
                () -> GradientCheck.check(new Conv2D(6, 2).groups(2).useBias(false), 4, 5, 4),
                () -> GradientCheck.check(new Conv2D(2, 2).dataFormat("channels_first"), 3, 4, 5),
                () -> GradientCheck.check(new MaxPooling2D(), 5, 4, 3),
                () -> GradientCheck.check(new MaxPooling2D(3).strides(2).padding("same"), 5, 4, 3),
                () -> GradientCheck.check(new AveragePooling2D(3).strides(1).padding("same"), 5, 4, 3),
                () -> GradientCheck.check(new AveragePooling2D(2, 3).dataFormat("channels_first"), 3, 5, 4),
                () -> GradientCheck.check(new GlobalAveragePooling2D(), 3, 4, 2),
                () -> GradientCheck.check(new GlobalAveragePooling2D().keepdims(true), 3, 4, 2),
                () -> GradientCheck.check(new BatchNormalization(), 5),
                () -> GradientCheck.check(new BatchNormalization().center(false), 3, 4, 2),
                () -> GradientCheck.check(new BatchNormalization().axis(1).scale(false), 3, 4, 2),
                () -> GradientCheck.check(new BatchNormalization().axis(2), 3, 4, 2),
                () -> GradientCheck.check(new BatchNormalization().epsilon(0.5).trainable(false), 3, 4));
    }

    @ParameterizedTest
    @MethodSource("images")
    void everyLayerOfImages(Runnable check) {
        check.run();
    }

    private static Stream<Runnable> merges() {
        List<int[]> equal = List.of(new int[] {2, 3}, new int[] {2, 3});
        List<int[]> broadcast = List.of(new int[] {3}, new int[] {4, 2, 3}, new int[] {4, 1, 1});
        return Stream.of(
                () -> GradientCheck.check(new Add(), broadcast),
                () -> GradientCheck.check(new Subtract(), equal),
                () -> GradientCheck.check(new Subtract(), broadcast.subList(0, 2)),
                () -> GradientCheck.check(new Multiply(), equal),
                () -> GradientCheck.check(new Multiply(), broadcast),
                () -> GradientCheck.check(new Average(), broadcast),
                () -> GradientCheck.check(new Maximum(), equal),
                () -> GradientCheck.check(new Maximum(), broadcast),
                () -> GradientCheck.check(new Minimum(), broadcast),
                () -> GradientCheck.check(new Concatenate(), equal),
                () -> GradientCheck.check(
                        new Concatenate().axis(-2),
                        List.of(new int[] {2, 3, 4}, new int[] {2, 1, 4}, new int[] {2, 2, 4})),
                () -> GradientCheck.check(new Dot(1), List.of(new int[] {4}, new int[] {4})),
                () -> GradientCheck.check(new Dot(-1).normalize(true), equal),
                () -> GradientCheck.check(new Dot(2, 1), List.of(new int[] {2, 3, 2}, new int[] {3, 4})),
                () -> GradientCheck.check(
                        new Dot(-2, 2).normalize(true), List.of(new int[] {2, 3, 2}, new int[] {2, 3, 2})));
    }

    @ParameterizedTest
    @MethodSource("merges")
    void everyMerge(Runnable check) {
        check.run();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void everyLayer(Runnable check) {
        check.run();
    }

    /** y = a x with one number a; its gradients are wrong by these factors. */
    private static final class Scale extends Layer<Scale> {
        private final float wrongInput;
        private final float wrongWeight;
        private Symbol number;

        Scale(float wrongInput, float wrongWeight) {
            this.wrongInput = wrongInput;
            this.wrongWeight = wrongWeight;
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected void build(Weights weights, List<Shape> inputs) {
            number = weights.add("factor", Shape.of(), "zeros");
        }

        @Override
        protected Symbol call(Symbol x, Call call) {
            return wrong(x, wrongInput).times(wrong(number, wrongWeight));
        }

        private static Symbol wrong(Symbol value, float factor) {
            return value.times(factor).plus(Ops.stopGradient(value.times(1 - factor)));
        }
    }

    @Test
    void aLayerOfOnesOwn() {
        assertThatCode(() -> GradientCheck.check(new Scale(1, 1), 4)).doesNotThrowAnyException();
        assertThatThrownBy(() -> GradientCheck.check(new Scale(1.01f, 1), 4))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(
                        "GradientCheck of Scale(scale), gradient by the inputs, number 0: expected about ");
        assertThatThrownBy(() -> GradientCheck.check(new Scale(1, -1), 4))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(
                        "GradientCheck of Scale(scale), gradient by weight factor, number 0: expected about ");
    }
}
