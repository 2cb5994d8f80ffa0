package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.validationData;
import static keras4j.Args.validationSplit;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.optimizers.Adam;
import keras4j.optimizers.SGD;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Every mistake is answered in one line: where, what was expected, what was received. */
class ErrorsTest {
    private static final float[][] X = new float[4][3];
    private static final float[] Y = new float[4];

    private static Sequential model(int units, String activation, String loss) {
        Sequential model = new Sequential(new Input(3), new Dense(units).activation(activation));
        model.compile(optimizer("adam"), loss(loss), metrics("accuracy"));
        return model;
    }

    private static void assertError(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(KerasException.class).hasMessage(message);
    }

    @Test
    void wrongInputs() {
        Sequential model = model(1, "sigmoid", "mse");
        assertError(
                () -> model.fit(new float[4][5], Y), "fit(x): expected inputs of shape (None, 3), received (None, 5)");
        assertError(
                () -> model.evaluate(new float[4][5], Y),
                "evaluate(x): expected inputs of shape (None, 3), received (None, 5)");
        assertError(
                () -> model.predict(new float[5]),
                "predict(x): expected inputs of shape (None, 3), received (None, 5)");
        assertError(
                () -> model.predict(NdArrays.of(new float[12], 2, 2, 3)),
                "predict(x): expected inputs of shape (None, 3), received (None, 2, 3)");
        assertError(
                () -> model.predict(NdArrays.of(new float[4], 4)),
                "predict(x): expected inputs of shape (None, 3), received (None, 4)");
        assertError(
                () -> model.fit(new float[][] {{1, 2, 3}, {1, 2}}, new float[2]),
                "x[1]: expected an array of length 3, as x[0], received one of length 2");
    }

    @Test
    void otherTypesOfNumbers() {
        Sequential model = model(1, "sigmoid", "mse");
        model.fit(
                NdArrays.of(new float[12], 4, 3).castTo(DataType.DOUBLE),
                Nd4j.createFromArray(1L, 0L, 1L, 0L),
                validationData(
                        NdArrays.of(new float[12], 4, 3).castTo(DataType.INT32),
                        Nd4j.createFromArray(true, false, true, true)),
                verbose(0));
        assertError(
                () -> model.predict(Nd4j.create("one", "two")),
                "x: expected numbers or booleans, received an array of type UTF8");
    }

    @Test
    void numbersThatAreNotFinite() {
        Sequential model = model(1, "sigmoid", "mse");
        float[][] x = {{1, 2, 3}, {4, Float.NaN, 6}};
        assertError(() -> model.fit(x, new float[2]), "x, row 1, column 1: expected a finite number, received NaN");
        assertError(
                () -> model.fit(X, new float[] {0, 0, 0, Float.POSITIVE_INFINITY}),
                "y, row 3, column 0: expected a finite number, received Infinity");
        // predict passes them through, as Keras does.
        assertThat(model.predict(x)[1][0]).isNaN();
        assertThat(model.predict(x)[0][0]).isFinite();
    }

    @Test
    void emptyData() {
        Sequential model = model(1, "sigmoid", "mse");
        String message = "x: expected at least one sample with at least one number, received an empty array";
        assertError(() -> model.fit(new float[0][3], new float[0]), message);
        assertError(() -> model.predict(new float[0][3]), message);
        assertError(() -> model.predict(new float[0]), "x[0]" + message.substring(1));
        assertError(() -> model.predict(new float[][] {{}}), "x[0]" + message.substring(1));
    }

    @Test
    void wrongLabels() {
        assertError(
                () -> model(1, "sigmoid", "mse").fit(X, new float[3]),
                "y: expected as many labels as there are samples in x, 4, received 3 labels");
        assertError(
                () -> model(1, "sigmoid", "binary_crossentropy").fit(X, new float[4][2]),
                "fit(y): expected labels of shape (None, 1) or (None,) for the loss binary_crossentropy and outputs of"
                        + " shape (None, 1), received (None, 2)");
        assertError(
                () -> model(3, "softmax", "categorical_crossentropy").fit(X, new int[4]),
                "fit(y): expected labels of shape (None, 3) for the loss categorical_crossentropy and outputs of shape"
                        + " (None, 3), received (None,); for class numbers use sparse_categorical_crossentropy");
        assertError(
                () -> model(3, "softmax", "sparse_categorical_crossentropy").evaluate(X, new float[4][3]),
                "evaluate(y): expected labels of shape (None,) or (None, 1) for the loss sparse_categorical_crossentropy"
                        + " and outputs of shape (None, 3), received (None, 3); for one-hot labels use"
                        + " categorical_crossentropy");
        assertError(
                () -> model(3, "softmax", "sparse_categorical_crossentropy").fit(X, new int[] {0, 1, 2, 3}, verbose(0)),
                "sparse_categorical_crossentropy: expected class numbers from 0 to 2 as labels (the model has 3 outputs),"
                        + " received 3.0 in row 3");
        assertError(
                () -> model(1, "sigmoid", "mse").fit(Dataset.of(X)),
                "dataset: expected labels (y), received inputs only");
    }

    @Test
    void verbsInTheWrongOrder() {
        Sequential model = new Sequential(new Input(3), new Dense(1));
        String message =
                "expected a compiled model: call compile(optimizer(..), loss(..)) first, received one that is not";
        assertError(() -> model.fit(X, Y), "fit: " + message);
        assertError(() -> model.evaluate(X, Y), "evaluate: " + message);
        assertError(
                () -> new Sequential(new Dense(1)).getWeights(),
                "getWeights: expected a model with layers and a known input shape: give its first layer an inputDim, add an"
                        + " Input, or call build, received Sequential(sequential: 1 layers, not built)");
        assertError(() -> new Sequential().pop(), "pop: expected a model with layers, received an empty one");
        assertError(
                () -> new Sequential(new Input(3)).predict(X),
                "predict: expected a model with layers, received Sequential(sequential: 0 layers, not built)");
    }

    @Test
    void unknownNames() {
        assertThatThrownBy(() -> new Dense(3).activation("rellu"))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("activation: expected one of celu, elu, ")
                .hasMessageEndingWith("tanh_shrink, received \"rellu\"; did you mean \"relu\"?");
        assertThatThrownBy(() -> optimizer("Adan"))
                .hasMessageStartingWith("optimizer: expected one of Adadelta, Adafactor, ")
                .hasMessageEndingWith("sgd, received \"Adan\"; did you mean \"Adam\"?");
        assertThatThrownBy(() -> new Activation("something")).hasMessageEndingWith("received \"something\"");
        assertThatThrownBy(() -> loss("binary_cross_entropy")).hasMessageEndingWith("\"binary_crossentropy\"?");
        assertThatThrownBy(() -> metrics("acuracy")).hasMessageEndingWith("did you mean \"accuracy\"?");
        assertThatThrownBy(() -> new Dense(1).kernelInitializer("glorot_unifrom"))
                .hasMessageEndingWith("did you mean \"glorot_uniform\"?");
        assertError(
                () -> model(1, "sigmoid", "mse").getLayer("dens"),
                "getLayer: expected one of dense, received \"dens\"; did you mean \"dense\"?");
        assertError(
                () -> model(1, "sigmoid", "mse").getLayer(1),
                "getLayer: expected an index below the number of layers, 1, received 1");
        assertError(
                () -> model(1, "sigmoid", "mse").evaluate(X, Y, verbose(0)).get("acc"),
                "logs: expected one of accuracy, loss, received \"acc\"");
    }

    @Test
    void wrongNumbers() {
        assertError(() -> batchSize(0), "batchSize: expected at least 1 sample, received 0");
        assertError(() -> epochs(-1), "epochs: expected a number of at least 0, received -1");
        assertError(() -> verbose(3), "verbose: expected 0, 1 or 2, received 3");
        assertError(() -> validationSplit(1), "validationSplit: expected a number from 0 to less than 1, received 1.0");
        assertError(
                () -> model(1, "sigmoid", "mse").fit(X, Y, validationSplit(0.9)),
                "fit(validationSplit): expected a fraction that leaves samples to train on, and some for the validation,"
                        + " received 0.9 of 4");
        assertError(() -> new Dense(0), "Dense.units: expected a positive whole number, received 0");
        assertError(() -> new Dropout(1.5), "Dropout.rate: expected a number from 0 to 1, received 1.5");
        assertError(() -> new Input(3, -1), "Input.inputShape: shape: expected positive lengths, received [3, -1]");
        assertError(
                () -> new Input(1 << 20, 1 << 20),
                "Input.inputShape: shape: expected at most 2147483647 elements, received [1048576, 1048576]");
        assertError(
                () -> new Adam().learningRate(-1), "Adam.learningRate: expected a number of at least 0, received -1.0");
        assertError(() -> new Adam().beta1(1), "Adam.beta1: expected a number from 0 to less than 1, received 1.0");
        assertError(() -> new SGD().momentum(Double.NaN), "SGD.momentum: expected a number from 0 to 1, received NaN");
    }

    @Test
    void wrongCompile() {
        Sequential model = new Sequential(new Input(3), new Dense(1));
        assertError(
                () -> model.compile(loss("mse"), loss("mse"), optimizer("sgd")),
                "compile: expected each option once, received loss twice");
        assertError(
                () -> model.fit(X, Y, batchSize(1), epochs(1), batchSize(2)),
                "fit: expected a compiled model: call compile(optimizer(..), loss(..)) first, received one that is not");
        model.compile(loss("mse"), optimizer("sgd"));
        assertError(
                () -> model.fit(X, Y, batchSize(1), epochs(1), batchSize(2)),
                "fit: expected each option once, received batchSize twice");
        assertError(() -> metrics("accuracy", 3), "metrics: expected names and Metric objects, received 3");
    }

    @Test
    void wrongLayersAndWeights() {
        Dense dense = new Dense(1);
        Sequential model = new Sequential(new Input(3), dense);
        assertError(
                () -> model.add(dense),
                "add: expected a layer that is not in this model already, received Dense(dense)");
        assertError(
                () -> model.add(new Dense(1).name("dense")),
                "model: expected layers with different names, received a second \"dense\"");
        assertError(
                () -> model.add(new Input(3)),
                "add: expected an Input before all layers and only once, received another one");
        model.countParams();
        assertError(
                () -> dense.activation("relu"),
                "layer dense has been built and cannot be changed; make a new layer, or set it before");
        assertError(() -> model.setWeights(List.of()), "setWeights: expected 2 arrays, received 0");
        assertError(
                () -> model.setWeights(List.of(NdArrays.of(new float[3], 1, 3), NdArrays.of(new float[1], 1))),
                "setWeights, array 0: expected shape (3, 1), received (1, 3)");
    }

    @Test
    void metricsThatDoNotFitTheLabels() {
        Sequential model = new Sequential(new Input(3), new Dense(3).activation("softmax"));
        model.compile(loss("sparse_categorical_crossentropy"), metrics("categorical_accuracy"));
        assertError(
                () -> model.fit(X, new int[4]),
                "y: expected labels of shape (None, 3) for the metric categorical_accuracy and outputs of shape (None, 3),"
                        + " received (None,)");
        model.compile(loss("categorical_crossentropy"), metrics("sparse_categorical_accuracy"));
        assertThatThrownBy(() -> model.evaluate(X, new float[4][3])).hasMessageContaining("(None,) or (None, 1)");
    }

    @Test
    void nullsAndRecordsMadeByHand() {
        Sequential model = model(1, "sigmoid", "mse");
        assertError(() -> model.predict((float[]) null), "predict(x): expected a sample, received null");
        assertError(
                () -> model.predict(new float[][] {{1, 2, 3}, null}),
                "x[1]: expected an array of length 3, as x[0], received null");
        assertError(
                () -> model.fit(X, (float[]) null),
                "y: expected an array of numbers such as float[][], double[][] or int[], an INDArray, an Npy or a Dataset,"
                        + " received null");
        assertError(() -> model.fit((Dataset) null), "fit: expected data, received null");
        assertError(() -> model.setWeights(null), "setWeights: expected 2 arrays, received null");
        assertError(() -> model.save((String) null), "save: expected a path, received null");
        assertThatThrownBy(() -> model.save("a\0b.keras"))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("save: expected a path, received one with ");
        assertError(() -> Keras4j.loadModel((String) null), "loadModel: expected a path, received null");
        assertError(() -> model.add(null), "add: expected a layer, received null");
        assertError(
                () -> metrics("accuracy", (Object) null), "metrics: expected names and Metric objects, received null");
        assertError(() -> new Args.BatchSize(0), "batchSize: expected at least 1 sample, received 0");
        assertThatThrownBy(() -> model.fit(X, Y, (FitArg[]) null)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> model.getLayer((String) null)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> new Dense(1).activation((String) null)).isInstanceOf(KerasException.class);
    }

    /** After an error the model is as before, and right data are taken. */
    @Test
    void errorsLeaveNothingBehind() {
        Sequential model = new Sequential();
        assertThatThrownBy(() -> model.predict(X)).isInstanceOf(KerasException.class);
        model.add(new Dense(1).inputDim(5));
        model.predict(new float[5]);

        Sequential large = new Sequential(new Dense(100_000));
        assertThatThrownBy(() -> large.predict(new float[1][100_000]))
                .hasMessageContaining("layer dense: shape: expected at most");
        large.predict(new float[1][5]);

        Dense second = new Dense(2);
        Sequential named = new Sequential(new Dense(1).inputDim(3), second);
        assertError(
                () -> second.name("dense"),
                "layer dense_1 is in a model; set its name and input shape before you add it");
        named.pop();
        named.add(second);
        assertThatThrownBy(() -> named.predict(new float[2])).isInstanceOf(KerasException.class);
        named.predict(new float[3]);
    }
}
