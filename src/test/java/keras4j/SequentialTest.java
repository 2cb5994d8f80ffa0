package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.initialEpoch;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;
import static keras4j.Args.validationData;
import static keras4j.Args.validationFreq;
import static keras4j.Args.validationSplit;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.optimizers.Adam;
import keras4j.optimizers.SGD;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SequentialTest {
    private static final float[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final float[] OR = {0, 1, 1, 1};

    private static Sequential lesson() {
        Sequential model = new Sequential();
        model.add(new Dense(6).activation("relu").inputDim(11));
        model.add(new Dense(6).activation("relu"));
        model.add(new Dense(1).activation("sigmoid"));
        return model;
    }

    private static Sequential small() {
        return new Sequential(new Input(2), new Dense(3).activation("tanh"), new Dense(1).activation("sigmoid"));
    }

    private static float[] flat(Model model) {
        float[] all = new float[(int) model.countParams()];
        int from = 0;
        for (INDArray weight : model.getWeights()) {
            float[] values = NdArrays.floats(weight);
            System.arraycopy(values, 0, all, from, values.length);
            from += values.length;
        }
        return all;
    }

    @Test
    void layersAreNamedByClassAndFoundByNameAndIndex() {
        Sequential model = new Sequential(
                new Dense(2).inputDim(3),
                new Activation("relu"),
                new Dense(2).name("mine"),
                new Dense(1),
                new Dense(1));
        assertThat(model.getLayers().stream().map(Layer::getName))
                .containsExactly("dense", "activation", "mine", "dense_1", "dense_2");
        assertThat(model.getLayer("mine")).isSameAs(model.getLayer(2));
        assertThat(model.getLayer(-1).getName()).isEqualTo("dense_2");
        assertThat(model).hasToString("Sequential(sequential: 5 layers, not built)");
        assertThat(model.countParams()).isEqualTo(19);
        assertThat(model).hasToString("Sequential(sequential: 5 layers, 19 params)");
        assertThat(new Sequential(new Dense(1)).name("later")).hasToString("Sequential(later: 1 layers, not built)");
    }

    @Test
    void lookingAtAModelDoesNotChangeIt() {
        Sequential empty = new Sequential(new Input(3));
        assertThat(empty.summaryText()).contains("Total params: 0");
        Dense dense = new Dense(1).inputDim(2);
        assertThat(new Sequential(dense)).hasToString("Sequential(sequential: 1 layers, not built)");
        dense.activation("relu");

        Keras4j.setRandomSeed(1);
        Sequential plain = new Sequential(new Dense(3).inputDim(2), new Dense(1));
        float[] weights = flat(plain);
        Keras4j.setRandomSeed(1);
        Sequential watched = new Sequential(new Dense(3).inputDim(2));
        watched.summaryText();
        watched.add(new Dense(1));
        assertThat(flat(watched)).containsExactly(weights);
    }

    @Test
    void weightsHaveKerasOrderShapesAndFirstValues() {
        Keras4j.setRandomSeed(1);
        Sequential model = lesson();
        List<INDArray> weights = model.getWeights();
        assertThat(weights.stream().map(weight -> NdArrays.shape(weight, 0)))
                .containsExactly(
                        Shape.of(11, 6), Shape.of(6), Shape.of(6, 6), Shape.of(6), Shape.of(6, 1), Shape.of(1));
        assertThat(model.countParams()).isEqualTo(121);
        float limit = (float) Math.sqrt(6.0 / 17);
        float[] kernel = NdArrays.floats(weights.get(0));
        double mean = 0;
        double largest = 0;
        for (float value : kernel) {
            mean += value / kernel.length;
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isLessThanOrEqualTo(limit).isGreaterThan(0.9 * limit);
        assertThat(mean).isCloseTo(0, within(0.1));
        assertThat(NdArrays.floats(weights.get(1))).containsOnly(0);

        Keras4j.setRandomSeed(1);
        assertThat(flat(lesson())).containsExactly(flat(model));
        assertThat(flat(lesson())).isNotEqualTo(flat(model));

        Sequential other = lesson();
        other.setWeights(weights);
        assertThat(flat(other)).containsExactly(flat(model));
    }

    @Test
    void addAndPopKeepTheWeightsOfLayersThatStay() {
        Sequential model = small();
        float[] before = flat(model);
        model.add(new Dense(4));
        assertThat(model.countParams()).isEqualTo(13 + 8);
        assertThat(flat(model)).startsWith(before);
        float[] grown = flat(model);
        model.pop();
        assertThat(flat(model)).containsExactly(before);
        assertThat(grown).hasSize(21);
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        model.fit(X, OR, verbose(0));
        assertThat(flat(model)).isNotEqualTo(before);
    }

    @Test
    void whatWasPoppedGetsAnotherNameElsewhere() {
        Dense last = new Dense(3);
        Dense named = new Dense(3).name("mine");
        new Sequential(new Dense(2), named, last).pop().pop();
        Sequential other = new Sequential(new Dense(2), new Dense(2), last, named);
        assertThat(other.getLayers().stream().map(Layer::getName))
                .containsExactly("dense", "dense_1", "dense_2", "mine");
    }

    @Test
    void buildsOnTheFirstDataWhenNoInputIsGiven() {
        Sequential model = new Sequential(new Dense(3), new Dense(1).activation("sigmoid"));
        model.compile(optimizer("sgd"), loss("mse"));
        model.fit(X, OR, verbose(0));
        assertThat(model.countParams()).isEqualTo(13);
        assertThat(new Sequential(new Dense(3)).predict(X)).hasDimensions(4, 3);
    }

    @Test
    void predictReturnsWhatFitsTheInput() {
        Sequential model = small();
        float[][] rows = model.predict(X);
        assertThat(rows).hasDimensions(4, 1);
        assertThat(model.predict(X[2])).containsExactly(rows[2]);
        INDArray array = model.predict(NdArrays.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2));
        assertThat(array.shape()).containsExactly(4, 1);
        assertThat(NdArrays.floats(array)).containsExactly(rows[0][0], rows[1][0], rows[2][0], rows[3][0]);
        assertThat(NdArrays.floats(
                        model.predict(NdArrays.of(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2), batchSize(3))))
                .containsExactly(NdArrays.floats(array), within(1e-7f));
        // Keras's column-major and double arrays mean the same numbers.
        INDArray columns = NdArrays.of(new float[] {0, 0, 1, 1, 0, 1, 0, 1}, 2, 4)
                .transpose()
                .castTo(DataType.DOUBLE);
        assertThat(NdArrays.floats(model.predict(columns))).containsExactly(NdArrays.floats(array));
    }

    @Test
    void fitLearnsAndRepeatsWithItsSeed() {
        Keras4j.setRandomSeed(3);
        Sequential model = small();
        Sequential twin = new Sequential(
                new Input(2), new Dense(3).activation("tanh"), new Dropout(0.2), new Dense(1).activation("sigmoid"));
        twin.setWeights(model.getWeights());
        model.compile(optimizer(new Adam().learningRate(0.05)), loss("binary_crossentropy"), metrics("accuracy"));
        History history = model.fit(X, OR, epochs(300), batchSize(2), verbose(0), seed(5));
        assertThat(history.get("loss")).hasSize(300);
        assertThat(history.epoch()).startsWith(0, 1).endsWith(299);
        assertThat(history.get("loss").get(299)).isLessThan(history.get("loss").get(0) / 1.5);
        assertThat(model.evaluate(X, OR, verbose(0)).get("accuracy")).isEqualTo(1);

        // Dropout and shuffling follow from the seed.
        List<INDArray> first = twin.getWeights();
        twin.compile(optimizer("adam"), loss("binary_crossentropy"));
        twin.fit(X, OR, epochs(3), batchSize(2), verbose(0), seed(5));
        float[] once = flat(twin);
        twin.setWeights(first);
        twin.compile(optimizer("adam"), loss("binary_crossentropy"));
        twin.fit(X, OR, epochs(3), batchSize(2), verbose(0), seed(5));
        assertThat(flat(twin)).containsExactly(once);
        twin.setWeights(first);
        twin.compile(optimizer("adam"), loss("binary_crossentropy"));
        twin.fit(X, OR, epochs(3), batchSize(2), verbose(0), seed(6));
        assertThat(flat(twin)).isNotEqualTo(once);
    }

    @Test
    void dropoutActsInTrainingOnlyAndKeepsTheMean() {
        Sequential model = new Sequential(new Input(1000), new Dropout(0.25), new Dense(1).useBias(false));
        float[] ones = new float[1000];
        Arrays.fill(ones, 1);
        model.setWeights(List.of(NdArrays.of(ones, 1000, 1)));
        assertThat(model.predict(ones)).containsExactly(1000);
        model.compile(optimizer(new SGD().learningRate(0)), loss("mse"));
        History history = model.fit(new float[][] {ones}, new float[] {0}, epochs(200), verbose(0), seed(1));
        double mean = 0;
        for (double square : history.get("loss")) {
            mean += Math.sqrt(square) / 200;
        }
        // The sum of 1000 numbers that are 0 or 4/3: mean 1000, standard deviation 18.3, over 200 draws 1.3.
        assertThat(mean).isCloseTo(1000, within(5.0));
        assertThat(history.get("loss").get(0)).isNotEqualTo(history.get("loss").get(1));
    }

    @Test
    void validationIsTheLastPartOfTheSamples() {
        Sequential model = small();
        model.compile(optimizer(new SGD().learningRate(0)), loss("mse"), metrics("accuracy"));
        History history = model.fit(X, OR, validationSplit(0.25), verbose(0));
        assertThat(history.history().keySet()).containsExactly("accuracy", "loss", "val_accuracy", "val_loss");
        Logs last = model.evaluate(new float[][] {X[3]}, new float[] {1}, verbose(0));
        assertThat(history.get("val_loss").get(0)).isEqualTo(last.loss());
    }

    /** All weights begin the same and get the same gradients: at every moment they are equal. */
    @Test
    void weightsReadWhileAnotherThreadFitsAreWhole() throws Exception {
        Sequential model = new Sequential(
                new Dense(1).useBias(false).kernelInitializer("ones").inputDim(200_000));
        float[][] x = new float[1][200_000];
        Arrays.fill(x[0], 1e-3f);
        model.compile(optimizer("adam"), loss("mse"));
        Thread fitting = new Thread(() -> model.fit(x, new float[1], epochs(300), verbose(0)));
        fitting.start();
        int different = 0;
        float before = 1;
        while (fitting.isAlive()) {
            float[] weights = flat(model);
            boolean whole = true;
            for (float weight : weights) {
                whole &= weight == weights[0];
            }
            assertThat(whole).isTrue();
            different += weights[0] == before ? 0 : 1;
            before = weights[0];
        }
        assertThat(different).isGreaterThan(3);
    }

    @Test
    void validationDataFrequencyAndInitialEpoch() {
        Sequential model = small();
        model.compile(optimizer("adam"), loss("mse"));
        float[][] validX = {X[3], X[0]};
        float[] validY = {1, 0};
        History history = model.fit(
                X, OR, epochs(7), initialEpoch(1), validationFreq(3), validationData(validX, validY), verbose(0));
        assertThat(history.epoch()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(history.get("loss")).hasSize(6);
        assertThat(history.get("val_loss")).hasSize(2);
        // In place of the split: all four samples train, and the last validation is that of epoch 6, one before the
        // end.
        model.fit(X, OR, epochs(1), validationSplit(0.9), validationData(validX, validY), verbose(0));
        History last = model.fit(X, OR, epochs(1), validationData(validX, validY), verbose(0));
        assertThat(last.get("val_loss").get(0))
                .isEqualTo(model.evaluate(validX, validY, verbose(0)).loss());
    }

    @Test
    void configurationIsMadeOfDl4jsOwnLayers() {
        Sequential model = lesson();
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        assertThat(model.getMultiLayerConfiguration().getConfs().stream()
                        .map(conf -> conf.getLayer().getClass().getSimpleName() + " "
                                + conf.getLayer().getLayerName()))
                .containsExactly("DenseLayer dense", "DenseLayer dense_1", "OutputLayer dense_2");
        String json = model.getMultiLayerConfiguration().toJson();
        assertThat(json).doesNotContain("keras4j");
        assertThat(MultiLayerConfiguration.fromJson(json).toJson()).isEqualTo(json);
    }

    @Test
    void predictionsWaitForStepsWhileAnotherThreadFits() throws Exception {
        Sequential model = small();
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        Thread fitting = new Thread(() -> model.fit(X, OR, epochs(200), verbose(0)));
        fitting.start();
        while (fitting.isAlive()) {
            assertThat(model.predict(X[1])[0]).isBetween(0f, 1f);
        }
        fitting.join();
        assertThat(model.predict(X[1])).containsExactly(model.predict(X)[1], within(1e-7f));
    }
}
