package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.ops.Ops.add;
import static keras4j.ops.Ops.matmul;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Bidirectional;
import keras4j.layers.Call;
import keras4j.layers.Cell;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.GRU;
import keras4j.layers.GRUCell;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.LSTMCell;
import keras4j.layers.Layer;
import keras4j.layers.RNN;
import keras4j.layers.SimpleRNN;
import keras4j.layers.SimpleRNNCell;
import keras4j.layers.TimeDistributed;
import keras4j.layers.Weights;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers over time that are described by ops, beyond what LayerContractTest holds them to. */
class RecurrentTest {
    /** The cell that Keras's documentation of RNN has. */
    public static final class MinimalCell extends Layer<MinimalCell> implements Cell {
        private int units;
        private Symbol kernel;
        private Symbol recurrentKernel;

        MinimalCell() {}

        MinimalCell(int units) {
            this.units = units;
        }

        @Override
        protected void config(Config config) {
            units = config.integer("units", units);
        }

        @Override
        public List<Integer> stateSize() {
            return List.of(units);
        }

        @Override
        protected void build(Weights weights, List<Shape> inputs) {
            kernel = weights.add("kernel", Shape.of(inputs.get(0).last(), units), "random_uniform");
            recurrentKernel = weights.add("recurrent_kernel", Shape.of(units, units), "random_uniform");
        }

        @Override
        protected List<Symbol> call(List<Symbol> inputs, Call call) {
            Symbol h = add(matmul(inputs.get(0), kernel), matmul(inputs.get(1), recurrentKernel));
            return List.of(h, h);
        }
    }

    /** A cell of a layer. */
    private static final class DenseCell extends Layer<DenseCell> implements Cell {
        private final Dense dense = part("dense", new Dense(3));

        @Override
        protected void config(Config config) {}

        @Override
        public List<Integer> stateSize() {
            return List.of(3);
        }

        @Override
        protected List<Symbol> call(List<Symbol> inputs, Call call) {
            Symbol h = add(dense.apply(inputs.get(0)), inputs.get(1));
            return List.of(h, h);
        }
    }

    /** A cell that adds to the loss in each step. */
    private static final class AddingCell extends Layer<AddingCell> implements Cell {
        @Override
        protected void config(Config config) {}

        @Override
        public List<Integer> stateSize() {
            return List.of(2);
        }

        @Override
        protected List<Symbol> call(List<Symbol> inputs, Call call) {
            Symbol h = add(inputs.get(0), inputs.get(1));
            call.addLoss(h);
            return List.of(h, h);
        }
    }

    /** As in Keras on TensorFlow, where the loss is out of scope. */
    @Test
    void aCellCannotAddToTheLoss() {
        for (String engine : List.of("compiled", "dl4j")) {
            Keras4j.setEngine(engine);
            try {
                Model model = new Sequential(new Input(4, 2), new RNN(new AddingCell()), new Dense(1));
                model.compile(optimizer("sgd"), loss("mse"));
                float[][][] x = new float[3][4][2];
                float[] y = new float[3];
                assertThat(model.predict(x)).hasDimensions(3, 1);
                assertThatThrownBy(() -> model.fit(x, y, Args.verbose(0)))
                        .isInstanceOf(KerasException.class)
                        .hasMessageContaining(
                                "AddingCell: expected losses that are added outside of the steps of a loop");
                assertThatThrownBy(() -> model.evaluate(x, y, Args.verbose(0)))
                        .hasMessageContaining("outside of the steps of a loop");
            } finally {
                Keras4j.setEngine("compiled");
            }
        }
    }

    private static Stream<Runnable> layers() {
        List<int[]> begun = List.of(new int[] {4, 2}, new int[] {3});
        List<int[]> bothBegun = List.of(new int[] {4, 2}, new int[] {3}, new int[] {3});
        return Stream.of(
                () -> GradientCheck.check(new RNN(new DenseCell()), 4, 2),
                () -> GradientCheck.check(new SimpleRNN(3), 4, 2),
                () -> GradientCheck.check(new SimpleRNN(3).returnSequences(true).goBackwards(true), 4, 2),
                () -> GradientCheck.check(new SimpleRNN(3).dropout(0.3).recurrentDropout(0.3), 4, 2),
                () -> GradientCheck.check(new SimpleRNN(3).returnState(true), begun),
                () -> GradientCheck.check(new GRU(3), 4, 2),
                () -> GradientCheck.check(new GRU(40).returnSequences(true), 3, 8),
                () -> GradientCheck.check(new GRU(3).resetAfter(false).goBackwards(true), 4, 2),
                () -> GradientCheck.check(new GRU(3).dropout(0.3).recurrentDropout(0.3), 4, 2),
                () -> GradientCheck.check(new GRU(3).resetAfter(false).recurrentDropout(0.3), 4, 2),
                () -> GradientCheck.check(new GRU(3).activation("softsign").recurrentActivation("softmax"), 4, 2),
                () -> GradientCheck.check(new GRU(3).returnState(true).useBias(false), begun),
                () -> GradientCheck.check(new RNN(new LSTMCell(3).recurrentDropout(0.3)), 4, 2),
                () -> GradientCheck.check(new RNN(new MinimalCell(3)).returnSequences(true), 4, 2),
                () -> GradientCheck.check(new RNN(List.of(new SimpleRNNCell(2), new GRUCell(3))), 3, 2),
                () -> GradientCheck.check(new TimeDistributed(new Dense(3).activation("tanh")), 4, 2),
                () -> GradientCheck.check(new TimeDistributed(new GRU(3)), 2, 4, 2),
                () -> GradientCheck.check(new Bidirectional(new LSTM(3).returnSequences(true)).mergeMode("mul"), 4, 2),
                () -> GradientCheck.check(new Bidirectional(new GRU(3).returnState(true)).mergeMode(null), bothBegun),
                () -> GradientCheck.check(new Masked(new GRU(3)), 4),
                () -> GradientCheck.check(
                        new Masked(new GRU(3).zeroOutputForMask(true).returnSequences(true)), 4),
                () -> GradientCheck.check(new Masked(new Bidirectional(new SimpleRNN(3).returnSequences(true))), 4));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradients(Runnable check) {
        check.run();
    }

    /** A layer behind words of which those with number 0 are masked; inputs are numbers from -1 to 1. */
    private static final class Masked extends Layer<Masked> {
        private final Words words = part("words", new Words());
        private final Embedding embedding = part("embedding", new Embedding(3, 2).maskZero(true));
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

    /** Numbers of words, whatever the inputs: 0, 1, 2, 0, .. */
    private static final class Words extends Layer<Words> {
        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            float[] words = new float[x.shape().size()];
            for (int i = 0; i < words.length; i++) {
                words[i] = i % 3;
            }
            return add(x.times(0), keras4j.ops.Ops.array(words, x.shape().dims()));
        }
    }

    @Test
    void ownCell() {
        Sequential own = new Sequential(new Input(Shape.NONE, 2), new RNN(new MinimalCell(3)));
        Sequential keras = new Sequential(
                new Input(Shape.NONE, 2), new SimpleRNN(3).activation("linear").useBias(false));
        keras.setWeights(own.getWeights());
        for (int length : new int[] {5, 2}) {
            INDArray x = Nd4j.rand(4, length, 2);
            assertClose(own.predict(x), keras.predict(x));
        }
    }

    @Test
    void filesKeepAllArguments(@TempDir Path folder) {
        Keras4j.registerKerasSerializable("recurrent", MinimalCell.class);
        Sequential model = new Sequential(
                new Input(4, 2),
                new Bidirectional(new GRU(3).returnSequences(true).resetAfter(false)).mergeMode("ave"),
                new RNN(List.of(new SimpleRNNCell(3).activation("relu"), new LSTMCell(2))).returnSequences(true),
                new RNN(new MinimalCell(3)).returnSequences(true),
                new TimeDistributed(new Dense(3)),
                new SimpleRNN(2));
        Path file = folder.resolve("model.keras");
        model.save(file);
        INDArray x = Nd4j.rand(2, 4, 2);
        assertClose(Keras4j.loadModel(file).predict(x), model.predict(x));
    }

    @Test
    void zerosOfDropoutAreTheSameAtAllSteps() {
        Dataset data = Dataset.of(Nd4j.ones(1, 3, 1), Nd4j.zeros(1, 3, 1));
        SimpleRNN read = new SimpleRNN(1).dropout(0.5).recurrentInitializer("zeros");
        assertThat(losses(read, data)).containsExactly(0.0, 4.0);
        SimpleRNN remembered = new SimpleRNN(1).recurrentDropout(0.5).recurrentInitializer("ones");
        assertThat(losses(remembered, data)).containsExactly(1.0, Math.round(1e4 * (1 + 9 + 49) / 3.0) / 1e4);
    }

    /** All that there are of 40 batches. */
    private static Set<Double> losses(SimpleRNN layer, Dataset data) {
        layer.activation("linear").kernelInitializer("ones").returnSequences(true);
        Sequential model = new Sequential(new Input(3, 1), layer);
        model.compile(optimizer("sgd"), loss("mse"));
        Set<Double> losses = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            losses.add(Math.round(1e4 * model.gradients(data).loss()) / 1e4);
        }
        return losses;
    }

    @Test
    void badArguments() {
        refused("units", () -> new GRUCell(0));
        refused("dropout", () -> new SimpleRNNCell(3).dropout(1));
        refused("width", () -> built(new SimpleRNN(4).activation("glu"), 2));
        refused("Cells", () -> new RNN(List.of(new Dense(3))));
        refused("cell", () -> new RNN(Collections.<Layer<?>>emptyList()));
        refused("LSTM, GRU", () -> new Bidirectional(new Dense(3)));
        refused("goBackwards", () -> new Bidirectional(new GRU(3), new GRU(3)));
        refused(
                "returnSequences",
                () -> new Bidirectional(new GRU(3), new GRU(3).goBackwards(true).returnSequences(true)));
        refused("mergeMode", () -> new Bidirectional(new GRU(3)).mergeMode("max"));
        refused("stateful", () -> built(new TimeDistributed(new LSTM(3).stateful(true)), 3, 2));
        refused("batch, time", () -> new Sequential(new Input(2), new TimeDistributed(new Dense(3))).getWeights());
        refused("in training", () -> {
            Sequential model = new Sequential(new Input(4, 2), new TimeDistributed(new BatchNormalization()));
            model.compile(optimizer("sgd"), loss("mse"));
            model.gradients(Dataset.of(Nd4j.ones(1, 4, 2), Nd4j.ones(1, 4, 2)));
        });
    }

    private static void built(Layer<?> layer, int... step) {
        int[] shape = step.length == 1 ? new int[] {4, step[0]} : new int[] {4, step[0], step[1]};
        new Sequential(new Input(shape).batchSize(2), layer).getWeights();
    }

    private static void refused(String part, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(KerasException.class).hasMessageContaining(part);
    }

    private static void assertClose(INDArray found, INDArray expected) {
        float[] all = NdArrays.floats(expected);
        float[] other = NdArrays.floats(found);
        assertThat(other).hasSameSizeAs(all);
        for (int i = 0; i < all.length; i++) {
            assertThat(other[i]).isCloseTo(all[i], org.assertj.core.data.Offset.offset(1e-6f));
        }
    }
}
