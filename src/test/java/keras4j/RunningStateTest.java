package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that training updates, without gradients, as BatchNormalization's moving mean: when, and when not. */
class RunningStateTest {
    private static final int MEAN = 2;
    private final Dataset data = data();

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] x = new float[12][3];
        float[] y = new float[12];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < 3; j++) {
                x[i][j] = (float) (j + random.nextDouble());
            }
            y[i] = random.nextInt(2);
        }
        return Dataset.of(x, y);
    }

    private static Sequential model(BatchNormalization layer) {
        Keras4j.setRandomSeed(1);
        Sequential model = new Sequential(new Input(3), layer, new Dense(1).activation("sigmoid"));
        model.compile(optimizer("sgd"), loss("binary_crossentropy"));
        return model;
    }

    private static float[] weights(Model model) {
        List<float[]> all = model.getWeights().stream().map(NdArrays::floats).toList();
        float[] flat = new float[all.stream().mapToInt(values -> values.length).sum()];
        int at = 0;
        for (float[] values : all) {
            System.arraycopy(values, 0, flat, at, values.length);
            at += values.length;
        }
        return flat;
    }

    private double meanOfFirst() {
        double sum = 0;
        for (int i = 0; i < data.size(); i++) {
            sum += data.x(i)[0] / data.size();
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void onlyAStepOfTrainingChangesIt(String engine) {
        Keras4j.setEngine(engine);
        Sequential model = model(new BatchNormalization().momentum(0.75));
        float[] before = weights(model);
        model.predict(data);
        model.evaluate(data, verbose(0));
        model.testOnBatch(data);
        Gradients gradients = model.gradients(data);
        assertThat(weights(model)).isEqualTo(before);
        assertThat(gradients.names())
                .containsExactly("batch_normalization/gamma", "batch_normalization/beta", "dense/kernel", "dense/bias");
        model.apply(gradients);
        float[] applied = weights(model);
        assertThat(applied[3 * MEAN]).isCloseTo((float) (0.25 * meanOfFirst()), within(1e-6f));

        Sequential other = model(new BatchNormalization().momentum(0.75));
        other.trainOnBatch(data);
        assertThat(weights(other)).isEqualTo(applied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aLayerThatIsCalledTwiceGoesOnWhereItWas(String engine) {
        Keras4j.setEngine(engine);
        Symbol x = input(3);
        BatchNormalization shared = new BatchNormalization().momentum(0.75);
        Model model = new Model(x, new Dense(1).activation("sigmoid").apply(shared.apply(shared.apply(x))));
        model.compile(optimizer("sgd"), loss("binary_crossentropy"));
        model.trainOnBatch(data);
        // Of the second batch, which is normalized, the mean is 0.
        float mean = NdArrays.floats(shared.getWeights().get(MEAN))[0];
        assertThat(mean).isCloseTo((float) (0.75 * 0.25 * meanOfFirst()), within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aFrozenLayerKeepsIt(String engine) {
        Keras4j.setEngine(engine);
        BatchNormalization layer = new BatchNormalization().momentum(0.5);
        Sequential model = model(layer);
        model.trainOnBatch(data);
        layer.trainable(false);
        model.compile(optimizer("sgd"), loss("binary_crossentropy"));
        float[] before = weights(model);
        double predicted = model.evaluate(data, verbose(0)).get("loss");
        // In inference mode the loss of training is that of an evaluation.
        assertThat(model.trainOnBatch(data).get("loss")).isCloseTo(predicted, within(1e-6));
        float[] after = weights(model);
        for (int i = 0; i < 12; i++) {
            assertThat(after[i]).isEqualTo(before[i]);
        }
        assertThat(after[12]).isNotEqualTo(before[12]);
    }

    @Test
    void whatACallbackSetsTheNextStepGoesOnFrom() {
        BatchNormalization layer = new BatchNormalization().momentum(0.75);
        Sequential model = model(layer);
        List<Float> seen = new ArrayList<>();
        model.fit(data, batchSize(12), epochs(2), shuffle(false), verbose(0), callbacks(new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                seen.add(NdArrays.floats(layer.getWeights().get(MEAN))[0]);
                List<org.nd4j.linalg.api.ndarray.INDArray> weights = new ArrayList<>(layer.getWeights());
                weights.set(MEAN, NdArrays.of(new float[3], 3));
                layer.setWeights(weights);
            }
        }));
        assertThat(seen.get(0)).isCloseTo((float) (0.25 * meanOfFirst()), within(1e-6f));
        assertThat(seen.get(1)).isEqualTo(seen.get(0));
    }

    @Test
    void aPredictorHasItAsItWas() {
        Sequential model = model(new BatchNormalization().momentum(0.5));
        Predictor predictor = model.predictor();
        float[] before = predictor.predict(data.x(0));
        model.trainOnBatch(data);
        assertThat(predictor.predict(data.x(0))).isEqualTo(before);
        assertThat(model.predictor().predict(data.x(0))).isEqualTo(model.predict(data.x(0)));
        assertThat(model.predict(data.x(0))).isNotEqualTo(before);
    }
}
