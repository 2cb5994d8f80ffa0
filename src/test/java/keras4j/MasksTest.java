package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.Loss;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.internal.compiled.Program;
import keras4j.internal.graph.Network;
import keras4j.internal.saving.ModelConfig;
import keras4j.layers.Activation;
import keras4j.layers.Add;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Call;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.Layers;
import keras4j.layers.ReLU;
import keras4j.layers.TimeDistributed;
import keras4j.losses.LossCall;
import keras4j.losses.MeanSquaredError;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What becomes of a mask behind each layer, as in Keras. */
class MasksTest {
    /** Those that refuse a mask, for Keras changes numbers there that do not count; and what has no input. */
    private static final Set<String> WITHOUT = Set.of(
            "InputLayer",
            "Maximum",
            "Minimum",
            "Multiply",
            "RepeatVector",
            "Softmax",
            "GRUCell",
            "LSTMCell",
            "SimpleRNNCell",
            "StackedRNNCells");

    static Stream<Map<String, Object>> cases() {
        return ((List<?>) Goldens.read("masks").get("cases")).stream().map(item -> Config.map("case", item));
    }

    private static Network network(Map<String, Object> golden) {
        return new Network(
                ModelConfig.read(Config.map("model", golden.get("model"))).graph());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void behindEachLayer(Map<String, Object> golden) {
        Network network = network(golden);
        float[] x = Goldens.floats(golden.get("x"));
        int samples = x.length / network.inputShape().size();
        Program program = new Program(network);
        program.forward(network.weights(), 1, new float[][] {x}, samples, false, true);
        float[] mask = program.mask(0);
        Object expected = golden.get("mask");
        int count = expected instanceof List<?> list ? list.size() : 0;
        assertThat(mask == null ? null : found(mask, count)).isEqualTo(expected);
    }

    private static List<Integer> found(float[] mask, int count) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add((int) mask[i]);
        }
        return found;
    }

    @Test
    void noLayerIsLeftOut() {
        Set<String> classes = cases().flatMap(golden -> network(golden).layers().stream())
                .map(placed -> LayerHooks.className(placed.layer()))
                .collect(Collectors.toCollection(TreeSet::new));
        classes.addAll(WITHOUT);
        classes.add("InputLayer");
        assertThat(classes).containsAll(Layers.REGISTRY.names());
    }

    /** What an op gives has no mask, though a layer makes the same of the same. */
    @Test
    void ofALayerIsNotThatOfAnEqualOp() {
        LSTM lstm = new LSTM(2);
        Symbol x = input(4);
        Symbol embedded = new Embedding(5, 3).maskZero(true).apply(x);
        Symbol p = Ops.relu(embedded);
        Symbol q = new ReLU().apply(embedded);
        Model both = new Model(List.of(x), List.of(new Concatenate().apply(p, q), lstm.apply(p), lstm.apply(q)));
        Model alone = new Model(x, lstm.apply(p));
        INDArray ids = NdArrays.of(new float[] {1, 2, 0, 0}, 1, 4);
        assertThat(NdArrays.floats(both.predictAll(Dataset.of(ids)).get(1)))
                .isEqualTo(NdArrays.floats(alone.predict(ids)));
        assertThat(NdArrays.floats(both.predictAll(Dataset.of(ids)).get(2)))
                .isNotEqualTo(NdArrays.floats(alone.predict(ids)));
    }

    @Test
    void ofACallIsNotThatOfAnEqualCallWithout() {
        TimeDistributed dense = new TimeDistributed(new Dense(3));
        LSTM lstm = new LSTM(2);
        Symbol x = input(4, 3);
        Symbol counts = input(4);
        Symbol plain = dense.apply(x);
        Symbol masked = dense.applyMasked(x, counts);
        Model both = new Model(List.of(x, counts), List.of(lstm.apply(plain), lstm.apply(masked)));
        Model alone = new Model(x, lstm.apply(plain));
        INDArray values = NdArrays.of(new float[] {1, 2, 3, -1, 2, 0, 5, 4, -2, 3, 1, 1}, 1, 4, 3);
        List<INDArray> found =
                both.predictAll(Dataset.of(List.of(values, NdArrays.of(new float[] {1, 1, 0, 0}, 1, 4))));
        assertThat(NdArrays.floats(found.get(0))).isEqualTo(NdArrays.floats(alone.predict(values)));
        assertThat(NdArrays.floats(found.get(1))).isNotEqualTo(NdArrays.floats(alone.predict(values)));
    }

    /** Keras: {@code ops.where(mask, inputs, 0)}. */
    @Test
    void momentsDoNotReadWhatDoesNotCount() {
        Symbol x = input(2, 1);
        Symbol counts = input(2);
        BatchNormalization norm = new BatchNormalization().momentum(0);
        Model model = new Model(
                List.of(x, counts), List.of(norm.applyMasked(Ops.divide(x, Ops.expandDims(counts, -1)), counts)));
        model.compile(optimizer("sgd"), loss("mse"));
        float[] values = {1, 0, 3, 5};
        INDArray mask = NdArrays.of(new float[] {1, 0, 1, 0}, 2, 2);
        model.trainOnBatch(List.of(NdArrays.of(values, 2, 2, 1), mask), NdArrays.of(new float[4], 2, 2, 1));
        assertThat(NdArrays.floats(norm.getWeights().get(2))).containsExactly(2);
        assertThat(NdArrays.floats(norm.getWeights().get(3))).containsExactly(1);
    }

    /** Masks of masks are compared once, and not by calls within calls. */
    @Test
    void ofManyResidualsAreLoadedAndSaved() {
        Symbol x = input(3);
        Symbol y = new Embedding(4, 2).maskZero(true).apply(x);
        for (int i = 0; i < 3000; i++) {
            y = new Add().apply(y, y);
        }
        Symbol within = input(3, 2);
        Model inner = new Model(within, new LSTM(2).apply(within));
        Model model = new Model(x, inner.apply(y));
        String json = model.toJson();
        assertThat(Keras4j.modelFromJson(json).toJson()).isEqualTo(json);
        assertThat(Keras4j.cloneModel(model).countParams()).isEqualTo(model.countParams());
    }

    /** The loss of what it reads for labels of 0, as a step computes it. */
    private static final class Squares extends Layer<Squares> {
        private final Loss loss;

        Squares(Loss loss) {
            this.loss = loss;
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            Symbol found = LossCall.of(loss, Ops.zerosLike(x), call.masked(0, x), null);
            return Ops.add(Ops.multiply(x, 0), found);
        }
    }

    /** Keras: {@code reduce_weighted_values}, for y_pred 1, 3 and 5 with the mask 0.5, 2 and 0. */
    @ParameterizedTest
    @CsvSource({"sum_over_batch_size, 4", "sum, 18.5", "mean_with_sample_weight, 7.4"})
    void ofOtherNumbersThan0And1IsTakenAsKerasDoes(String reduction, float expected) {
        Loss loss = new MeanSquaredError().reduction(reduction);
        Symbol x = input(3, 1);
        Symbol counts = input(3);
        TimeDistributed same = new TimeDistributed(new Activation("linear"));
        Dataset data = Dataset.of(
                List.of(NdArrays.of(new float[] {1, 3, 5}, 1, 3, 1), NdArrays.of(new float[] {0.5f, 2, 0}, 1, 3)),
                List.of(NdArrays.of(new float[3], 1, 3, 1)));
        Model model = new Model(List.of(x, counts), List.of(same.applyMasked(x, counts)));
        model.compile(optimizer("sgd"), loss(loss));
        assertThat((float) model.testOnBatch(data).loss()).isEqualTo(expected);
        Model steps = new Model(List.of(x, counts), List.of(new Squares(loss).applyMasked(x, counts)));
        assertThat(
                        NdArrays.floats(steps.predictAll(Dataset.of(List.of(
                                        NdArrays.of(new float[] {1, 3, 5}, 1, 3, 1),
                                        NdArrays.of(new float[] {0.5f, 2, 0}, 1, 3))))
                                .get(0))[0])
                .isEqualTo(expected);
    }
}
