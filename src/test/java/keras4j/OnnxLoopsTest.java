package keras4j;

import static keras4j.Args.input;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import keras4j.layers.Bidirectional;
import keras4j.layers.Call;
import keras4j.layers.Dense;
import keras4j.layers.EinsumDense;
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
import keras4j.layers.StackedRNNCells;
import keras4j.layers.TimeDistributed;
import keras4j.ops.Ops;
import keras4j.ops.Scan;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What goes over sequences step by step is a loop in ONNX, for any number of samples. */
class OnnxLoopsTest {
    @TempDir
    private Path folder;

    private void assertSame(Model model, int... sample) throws OrtException {
        Path file = folder.resolve("model.onnx");
        model.export(file);
        try (Ort ort = new Ort(file)) {
            for (int samples : new int[] {1, 4}) {
                List<INDArray> x = List.of(numbers(samples, sample));
                OnnxTest.assertClose(ort.run(x), model.predict(x));
            }
        }
    }

    /** Whole numbers, of which some are 0. */
    private static INDArray numbers(int samples, int... sample) {
        long[] shape = new long[sample.length + 1];
        shape[0] = samples;
        int size = samples;
        for (int i = 0; i < sample.length; i++) {
            shape[i + 1] = sample[i];
            size *= sample[i];
        }
        SplittableRandom random = new SplittableRandom(3);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(4);
        }
        return NdArrays.of(values, shape);
    }

    static Stream<Supplier<Layer<?>>> layers() {
        return Stream.of(
                () -> new GRU(3),
                () -> new GRU(3).returnSequences(true).goBackwards(true),
                () -> new GRU(2).resetAfter(false).zeroOutputForMask(true).returnSequences(true),
                () -> new SimpleRNN(2).zeroOutputForMask(true),
                () -> new Bidirectional(new GRU(2).returnSequences(true)).mergeMode("ave"),
                () -> new Bidirectional(new SimpleRNN(2), new SimpleRNN(3).goBackwards(true)),
                () -> new RNN(new StackedRNNCells(List.of(new GRUCell(2), new LSTMCell(3), new SimpleRNNCell(2)))),
                () -> new RNN(new LSTMCell(3)).returnSequences(true));
    }

    /** Sequences have zeros in all places, which a mask leaves out; or none. */
    @ParameterizedTest
    @MethodSource("layers")
    void recurrentLayers(Supplier<Layer<?>> layer) throws OrtException {
        for (boolean masked : new boolean[] {false, true}) {
            Sequential model =
                    new Sequential(new Input(5), new Embedding(4, 3).maskZero(masked), layer.get(), new Dense(2));
            assertSame(model, 5);
        }
    }

    /** The first states are for as many samples as there are steps in all. */
    @Test
    void aLoopAtEachStep() throws OrtException {
        assertSame(
                new Sequential(
                        new Input(3, 4, 2),
                        new TimeDistributed(new GRU(2).returnSequences(true)),
                        new TimeDistributed(new LSTM(2))),
                3,
                4,
                2);
    }

    @Test
    void statesThatAreGiven() throws OrtException {
        Symbol x = input(4, 3);
        List<Symbol> encoded = new GRU(3).returnState(true).applyAll(x);
        assertSame(new Model(x, new GRU(3).apply(x, encoded.get(1))), 4, 3);
    }

    /** Gives what stood before the step, and the sum after it; one state stays as it is, and each result is there twice. */
    private static final class Sums extends Layer<Sums> {
        private final boolean reverse;

        Sums(boolean reverse) {
            this.reverse = reverse;
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            Symbol steps = Ops.transpose(x, 1, 0, 2);
            Symbol half = Ops.full(new int[] {x.dim(0), 2}, 0.5);
            Symbol outside = Ops.mean(x, 1);
            Scan.Result made = Ops.scan(
                    (xs, states) -> {
                        Symbol sum = Ops.add(Ops.multiply(xs.get(0), states.get(1)), Ops.add(states.get(0), outside));
                        return new Scan.Step(List.of(states.get(0), sum, sum, outside), List.of(sum, states.get(1)));
                    },
                    List.of(Ops.zeros(x.dim(0), 2), half),
                    List.of(steps),
                    reverse);
            Symbol squares = Ops.map(Ops::square, steps);
            List<Symbol> all = Stream.concat(made.outputs().stream(), Stream.of(squares))
                    .map(value -> Ops.transpose(value, 1, 0, 2))
                    .toList();
            Symbol flat = Ops.reshape(Ops.concatenate(all, -1), x.dim(0), -1);
            return Ops.concatenate(
                    List.of(flat, made.states().get(0), made.states().get(1)), -1);
        }
    }

    @Test
    void scanAndMap() throws OrtException {
        for (boolean reverse : new boolean[] {false, true}) {
            assertSame(new Sequential(new Input(4, 2), new Sums(reverse)), 4, 2);
        }
    }

    /** A length that is the batch's where the translation looks for that. */
    @Test
    void lengthsThatLookLikeTheBatch() throws OrtException {
        assertSame(new Sequential(new Input(3), new Embedding(9973, 2), new GRU(2)), 3);
        assertSame(new Sequential(new Input(2, 3), new EinsumDense("abc,cd->abd", 2, 9973).activation("tanh")), 2, 3);
    }

    @Test
    void theLoopIsOnnxsScan() throws OrtException, IOException {
        assertSame(new Sequential(new Input(3, 2), new GRU(2).resetAfter(false)), 3, 2);
        assertThat(Files.readString(folder.resolve("model.onnx"), StandardCharsets.ISO_8859_1))
                .contains("Scan", "num_scan_inputs", "gru/recurrent_kernel");
    }

    @Test
    void whatOnnxHasItselfIsNoLoop() throws OrtException, IOException {
        assertSame(new Sequential(new Input(3, 2), new GRU(2).useBias(false).goBackwards(true)), 3, 2);
        assertSame(new Sequential(new Input(3, 2), new GRU(2).returnSequences(true)), 3, 2);
        assertThat(Files.readString(folder.resolve("model.onnx"), StandardCharsets.ISO_8859_1))
                .contains("GRU", "linear_before_reset")
                .doesNotContain("Scan");
    }

    /** An export is of many samples, and what a way back would need of all of them has too many numbers for an array. */
    @Test
    void longSequences() throws OrtException {
        assertSame(new Sequential(new Input(1000, 8), new GRU(64), new Dense(1)), 1000, 8);
        assertSame(new Sequential(new Input(700, 8), new LSTM(64), new Dense(1)), 700, 8);
    }
}
