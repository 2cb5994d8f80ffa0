package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.BatchStream;
import keras4j.data.Dataset;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Normalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers are those of the examples in Keras's documentation of Normalization. */
class NormalizationTest {
    private static final float[][] ADAPT = {{0, 7, 4}, {2, 9, 6}, {0, 7, 4}, {2, 9, 6}};

    @TempDir
    Path folder;

    @Test
    void adaptsBeforeAndAfterItIsInAModel() {
        Normalization before = new Normalization().adapt(ADAPT);
        assertThat(new Sequential(before).predict(new float[][] {{0, 7, 4}})[0]).containsExactly(-1, -1, -1);

        Normalization after = new Normalization();
        Sequential model = new Sequential(new Input(3), after);
        assertThat(model.predict(new float[] {0, 7, 4})).containsExactly(0, 7, 4);
        after.adapt(ADAPT);
        assertThat(model.predict(new float[] {0, 7, 4})).containsExactly(-1, -1, -1);
        List<INDArray> weights = after.getWeights();
        assertThat(NdArrays.floats(weights.get(0))).containsExactly(1, 8, 5);
        assertThat(NdArrays.floats(weights.get(1))).containsExactly(1, 1, 1);
        assertThat(weights.get(2).rank()).isZero();
        after.setWeights(List.of(weights.get(0).mul(2), weights.get(1), weights.get(2)));
        assertThat(model.predict(new float[] {0, 7, 4})).containsExactly(-2, -9, -6);
    }

    @Test
    void givenMomentsAndTheWayBack() {
        Sequential given =
                new Sequential(new Input(1), new Normalization().mean(3).variance(2));
        assertThat(given.predict(new float[][] {{1}, {2}, {3}})[0][0]).isEqualTo(-1.4142135f);
        assertThat(given.countParams()).isZero();
        Sequential back =
                new Sequential(new Input(3), new Normalization().invert(true).adapt(ADAPT));
        assertThat(back.predict(new float[] {1, 2, 3})).containsExactly(2, 10, 8);
    }

    @Test
    void streamsGiveTheSameMoments() {
        Normalization layer = new Normalization();
        new Sequential(new Input(3), layer).countParams();
        layer.adapt(BatchStream.of(() -> List.of(
                        Dataset.of(new float[][] {ADAPT[0]}), Dataset.of(new float[][] {ADAPT[1], ADAPT[2], ADAPT[3]}))
                .iterator()));
        assertThat(NdArrays.floats(layer.getWeights().get(0))).containsExactly(1, 8, 5);
        assertThat(NdArrays.floats(layer.getWeights().get(1))).containsExactly(new float[] {1, 1, 1}, within(1e-6f));
    }

    @Test
    void isNotTrainedAndPassesGradients() {
        Sequential model = new Sequential(
                new Input(3), new Dense(3), new Normalization().mean(1, 2, 3).variance(4, 4, 4), new Dense(1));
        model.compile(Args.loss("mse"));
        INDArray first = model.getWeights().get(0);
        model.fit(ADAPT, new float[] {1, 2, 3, 4}, Args.verbose(0));
        assertThat(NdArrays.floats(model.getWeights().get(0))).isNotEqualTo(NdArrays.floats(first));

        Normalization adapted = new Normalization().adapt(ADAPT);
        Sequential behind = new Sequential(adapted, new Dense(1));
        behind.compile(Args.loss("mse"));
        behind.fit(ADAPT, new float[] {1, 2, 3, 4}, Args.verbose(0));
        assertThat(NdArrays.floats(adapted.getWeights().get(0))).containsExactly(1, 8, 5);
        assertThat(behind.summaryText())
                .contains("Trainable params: 4 (16.00 B)")
                .contains("Non-trainable params: 7 (32.00 B)");
    }

    @Test
    void travelsInFilesAndInDl4j() throws Exception {
        Sequential model = new Sequential(
                new Normalization().adapt(ADAPT), new Normalization().mean(0.5).variance(2), new Dense(2));
        float[][] expected = model.predict(ADAPT);
        model.save(folder.resolve("model.keras"));
        assertThat(Keras4j.loadModel(folder.resolve("model.keras")).predict(ADAPT))
                .isDeepEqualTo(expected);
        MultiLayerNetwork dl4j = model.toMultiLayerNetwork();
        Path zip = folder.resolve("dl4j.zip");
        ModelSerializer.writeModel(dl4j, zip.toFile(), false);
        INDArray x = Dataset.of(ADAPT).x();
        float[] restored = NdArrays.floats(
                ModelSerializer.restoreMultiLayerNetwork(zip.toFile()).output(x));
        assertThat(restored).containsExactly(NdArrays.floats(model.predict(x)), within(1e-6f));
    }

    /** DL4J's ActivationLayer computes in place when it predicts. */
    @Test
    void inputsStayAsTheyAreInDl4j() {
        Sequential model = new Sequential(
                new Input(3), new Normalization().adapt(ADAPT), new Activation("tanh"), new Activation("relu"));
        INDArray x = Dataset.of(ADAPT).x();
        model.toMultiLayerNetwork().output(x);
        assertThat(NdArrays.floats(x)).startsWith(0, 7, 4, 2);
    }

    @Test
    void wrongUses() {
        assertRefused(
                () -> new Sequential(new Input(3), new Normalization().mean(1)).countParams(),
                "layer normalization: Normalization: expected mean and variance with as many numbers, or neither, received mean 1.0, variance null");
        assertRefused(
                () -> new Sequential(
                                new Input(3), new Normalization().mean(1, 2).variance(1, 2))
                        .countParams(),
                "layer normalization: Normalization.mean: expected numbers for kept axes of shape (3,), received (2,)");
        assertRefused(
                () -> new Normalization().variance(1, -1),
                "Normalization.variance: expected numbers of at least 0, received -1.0");
        assertRefused(
                () -> new Normalization().adapt(new float[][] {{1, Float.NaN}}),
                "x, row 0, column 1: expected a finite number, received NaN");
        assertRefused(
                () -> new Sequential(new Input(3), new Normalization().axis(0)).countParams(),
                "layer normalization: Normalization.axis: expected different axes of data of shape (None, 3), not the"
                        + " batch's, received [0]");
        assertRefused(
                () -> new Normalization().mean(1).variance(1).adapt(ADAPT),
                "Normalization.adapt: expected a layer without a given mean, received one with 1.0");
        Normalization layer = new Normalization();
        new Sequential(new Input(2), layer).countParams();
        assertRefused(
                () -> layer.adapt(ADAPT),
                "Normalization.adapt: expected data with the built layer's statistics, of shape (2,), received (None, 3)");
        assertRefused(
                () -> new Sequential(new Input(2), new Normalization().adapt(ADAPT)).countParams(),
                "layer normalization: Normalization: expected an input like the data it was adapted to, (3,), received"
                        + " (None, 2)");
        assertRefused(() -> new Dense(1).getWeights(), "getWeights: expected a layer of a built model, received Dense");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(KerasException.class).hasMessage(message);
    }
}
