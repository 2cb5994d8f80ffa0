package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Conv1D;
import keras4j.layers.Dense;
import keras4j.layers.Embedding;
import keras4j.layers.GlobalMaxPooling1D;
import keras4j.layers.Input;
import keras4j.layers.TimeDistributed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What {@link keras4j.layers.HasLora} makes of weights and files; its numbers are in {@link LayerContractTest}. */
class LoraTest {
    private static final float[][] X = {{1, 2, 0, 3}, {2, 2, 1, 0}, {4, 0, 3, 1}};
    private static final float[][] Y = {{1, 0}, {0, 1}, {1, 1}};

    @TempDir
    Path folder;

    private static Sequential trained() {
        Keras4j.setRandomSeed(3);
        Sequential model = new Sequential(
                new Input(4),
                new Embedding(5, 3).loraRank(2),
                new Conv1D(4, 2).loraRank(2).loraAlpha(3),
                new GlobalMaxPooling1D(),
                new Dense(2).loraRank(1));
        model.compile(optimizer("adam"), loss("mse"));
        model.fit(X, Y, epochs(20), verbose(0));
        return model;
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora.keras", "lora.h5"})
    void aModelComesBack(String name) {
        Sequential model = trained();
        model.save(folder.resolve(name));
        assertSame(Keras4j.loadModel(folder.resolve(name)).predict(X), model.predict(X));
    }

    @Test
    void theKernelOfAFileHasWhatWasAdded() {
        Sequential model = trained();
        model.saveWeights(folder.resolve("a.weights.h5"));
        Sequential plain = new Sequential(
                new Input(4), new Embedding(5, 3), new Conv1D(4, 2), new GlobalMaxPooling1D(), new Dense(2));
        plain.loadWeights(folder.resolve("a.weights.h5"));
        assertSame(plain.predict(X), model.predict(X));
        model.loadWeights(folder.resolve("a.weights.h5"));
        assertSame(plain.predict(X), model.predict(X));
        List<INDArray> dense = model.getLayer(3).getWeights();
        assertThat(NdArrays.floats(dense.get(2))).doesNotContain(0);
        assertThat(NdArrays.floats(dense.get(3))).containsOnly(0);
        double before = model.evaluate(X, Y, verbose(0)).loss();
        model.fit(X, Y, epochs(50), verbose(0));
        assertThat(model.evaluate(X, Y, verbose(0)).loss()).isLessThan(before);
    }

    @Test
    void kernelsAreNotTrained() {
        Keras4j.setRandomSeed(3);
        Sequential model = new Sequential(new Input(4), new Dense(2).loraRank(1));
        model.compile(optimizer("sgd"), loss("mse"));
        List<INDArray> before = model.getWeights();
        model.fit(X, Y, epochs(2), verbose(0));
        assertThat(model.getWeights().get(0)).isEqualTo(before.get(0));
        assertThat(model.getWeights().get(3)).isNotEqualTo(before.get(3));
    }

    @Test
    void aBuiltModelIsFineTuned() {
        Keras4j.setRandomSeed(3);
        Embedding embedding = new Embedding(5, 3);
        Conv1D conv = new Conv1D(4, 2);
        Dense dense = new Dense(2);
        Sequential model = new Sequential(new Input(4), embedding, conv, new GlobalMaxPooling1D(), dense);
        model.compile(optimizer("adam"), loss("mse"));
        model.fit(X, Y, epochs(2), verbose(0));
        Model head = new Model(model.inputs(), List.of(conv.output()));
        float[][] before = model.predict(X);
        embedding.enableLora(2);
        conv.enableLora(2);
        dense.enableLora(1);
        assertThat(dense.getWeights()).hasSize(4);
        assertSame(model.predict(X), before);
        assertThat(model.getWeights()).hasSize(11);
        assertThat(head.getWeights()).hasSize(7);
        model.compile(optimizer("adam"), loss("mse"));
        Sequential same = new Sequential(
                new Input(4),
                new Embedding(5, 3).loraRank(2),
                new Conv1D(4, 2).loraRank(2),
                new GlobalMaxPooling1D(),
                new Dense(2).loraRank(1));
        same.compile(optimizer("adam"), loss("mse"));
        same.setWeights(model.getWeights());
        INDArray kernel = dense.getWeights().get(0);
        model.fit(X, Y, epochs(3), shuffle(false), verbose(0));
        same.fit(X, Y, epochs(3), shuffle(false), verbose(0));
        assertThat(model.getWeights()).isEqualTo(same.getWeights());
        assertThat(dense.getWeights().get(0)).isEqualTo(kernel);
        assertSame(model.predict(X), same.predict(X));
        assertThat(head.predict(X))
                .isEqualTo(new Model(same.inputs(), List.of(same.getLayer(1).output())).predict(X));
        model.save(folder.resolve("tuned.keras"));
        assertSame(Keras4j.loadModel(folder.resolve("tuned.keras")).predict(X), model.predict(X));
        assertThatThrownBy(() -> dense.enableLora(1))
                .hasMessageContaining("enableLora: expected a layer without a rank");
        assertThatThrownBy(() -> new Dense(2).enableLora(1)).hasMessageContaining("expected a layer of a built model");
        Dense kept = new Dense(2).kernelConstraint("non_neg");
        Sequential constrained = new Sequential(new Input(4), kept);
        constrained.countParams();
        assertThatThrownBy(() -> kept.enableLora(1)).hasMessageContaining("no constraint");
        assertThat(constrained.getWeights()).hasSize(2);
    }

    @Test
    void bothEnginesTrainTheSame() {
        float[][] expected = trained().predict(X);
        Keras4j.setEngine("dl4j");
        try {
            assertSame(trained().predict(X), expected);
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() {
        assertThatThrownBy(() -> new Dense(2).loraRank(0))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("loraRank");
        assertThatThrownBy(() -> new Sequential(
                                new Input(4),
                                new Dense(2).kernelConstraint("non_neg").loraRank(1))
                        .predict(X))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("no constraint");
        assertThatThrownBy(() -> trained().saveWeights(folder.resolve("a.safetensors")))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("PyTorch");
    }

    private static void assertSame(float[][] found, float[][] expected) {
        for (int i = 0; i < expected.length; i++) {
            LayerContractTest.assertClose("y", found[i], expected[i], 1e-5);
        }
    }

    /** Its kernel is not trained, but no state that steps would hand on. */
    @Test
    void ofEachStepIsTrained() {
        TimeDistributed steps = new TimeDistributed(new Dense(2).loraRank(1));
        Sequential model = new Sequential(new Input(2, 3), steps);
        model.compile(optimizer("sgd"), loss("mse"));
        float[] kernel = NdArrays.floats(model.getWeights().get(0));
        float[] b = NdArrays.floats(model.getWeights().get(3));
        model.trainOnBatch(NdArrays.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3), NdArrays.of(new float[4], 1, 2, 2));
        assertThat(NdArrays.floats(model.getWeights().get(0))).isEqualTo(kernel);
        assertThat(NdArrays.floats(model.getWeights().get(3))).isNotEqualTo(b);
    }
}
