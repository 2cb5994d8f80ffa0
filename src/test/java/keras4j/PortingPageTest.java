package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The porting page says what is here. Keras's names are those of Keras 3.15.1, written by src/test/python/make_keras_api.py. */
class PortingPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/porting.md");
    private static final Path API = Path.of("src/test/resources/golden/keras-api.json");

    /** What reflection cannot find; the Java is compiled. */
    private static final List<PortingPage.Different> DIFFERENT = List.of(
            different("model.add(keras.Input(shape=(11,)))", "model.add(new Input(11));", ""),
            different("inputs = keras.Input(shape=(11,))", "Symbol inputs = input(11);", ""),
            different("h = Dense(6)(a)", "Symbol h = new Dense(6).apply(a);", ""),
            different("h = Concatenate()([a, b])", "Symbol h = new Concatenate().apply(a, b);", ""),
            different(
                    "y, c, d = LSTM(8, return_state=True)(a)",
                    "List<Symbol> all = new LSTM(8).returnState(true).applyAll(a);",
                    ""),
            different("z = LSTM(8)(b, initial_state=[c, d])", "Symbol z = new LSTM(8).apply(b, c, d);", ""),
            different("p = model(a)", "Symbol p = model.apply(a);", ""),
            different(
                    "class Net(keras.Model): def call(self, x): ...",
                    "class Net extends Model { protected Symbol call(Symbol x) { return x; } }",
                    "Model.call"),
            different("Input((5, 3), batch_size=32)", "new Input(5, 3).batchSize(32);", ""),
            different(
                    "model = keras.Model([a, b], [y, z])",
                    "Model functional = new Model(List.of(input(1), input(2)), List.of(input(3)));",
                    ""),
            different("Input(batch_shape=(32, 5))", "new Input(5).batchSize(32);", "layers.InputLayer.batch_shape"),
            different(
                    "Lambda(keras.activations.leaky_relu, arguments={\"negative_slope\": 0.3})",
                    "new Lambda(new LeakyRelu().negativeSlope(0.3));",
                    "layers.Lambda.arguments"),
            different(
                    "BatchNormalization(synchronized=True)",
                    "new BatchNormalization();",
                    "layers.BatchNormalization.synchronized"),
            different(
                    "MultiHeadAttention(2, 4, flash_attention=False)",
                    "new MultiHeadAttention(2, 4);",
                    "layers.MultiHeadAttention.flash_attention"),
            different(
                    "SparseCategoricalCrossentropy(axis=-1)",
                    "new keras4j.losses.SparseCategoricalCrossentropy();",
                    "losses.SparseCategoricalCrossentropy.axis"),
            different(
                    "keras.metrics.SparseCategoricalCrossentropy(axis=-1)",
                    "new keras4j.metrics.SparseCategoricalCrossentropy();",
                    "metrics.SparseCategoricalCrossentropy.axis"),
            different("IoU(3, [0], axis=-1)", "new IoU(3, 0);", "metrics.IoU.axis"),
            different("MeanIoU(3, axis=-1)", "new MeanIoU(3);", "metrics.MeanIoU.axis"),
            different("OneHotIoU(3, [0], axis=-1)", "new OneHotIoU(3, 0);", "metrics.OneHotIoU.axis"),
            different("OneHotMeanIoU(3, axis=-1)", "new OneHotMeanIoU(3);", "metrics.OneHotMeanIoU.axis"),
            different("GRU(8, use_cudnn=False)", "new GRU(8);", "layers.GRU.use_cudnn"),
            different("LSTM(8, use_cudnn=False)", "new LSTM(8);", "layers.LSTM.use_cudnn"),
            different("model.fit([a, b], [y, z])", "model.fit(List.of(x1, x2), List.of(y1, y2));", ""),
            different("Dense(6, activation=keras.activations.relu)", "new Dense(6).activation(new Relu());", ""),
            different(
                    "figures = model.evaluate(x, y, return_dict=True)",
                    "Logs figures = model.evaluate(x, y);",
                    "Model.evaluate.return_dict"),
            different(
                    "figures = model.train_on_batch(x, y, return_dict=True)",
                    "Logs figures = model.trainOnBatch(x, y);",
                    "Model.train_on_batch.return_dict"),
            different(
                    "figures = model.test_on_batch(x, y, return_dict=True)",
                    "Logs figures = model.testOnBatch(x, y);",
                    "Model.test_on_batch.return_dict"),
            different(
                    "y_pred = model.predict(x, verbose=0)",
                    "float[][] yPred = model.predict(x);",
                    "Model.predict.verbose"),
            different(
                    "model.export(\"model.onnx\", format=\"onnx\")",
                    "model.export(\"model.onnx\");",
                    "Model.export.format"),
            different(
                    "save_file(net.state_dict(), \"net.safetensors\")", "model.saveWeights(\"net.safetensors\");", ""),
            different(
                    "net.load_state_dict(load_file(\"net.safetensors\"))",
                    "model.loadWeights(\"net.safetensors\");",
                    ""),
            different("model.get_layer(index=0)", "model.getLayer(0);", ""),
            different("history.history[\"val_loss\"]", "history.get(\"val_loss\");", ""),
            different(
                    "keras.utils.plot_model(model, \"model.png\", show_shapes=True)",
                    "Keras4j.plotModel(model, \"model.png\", showShapes(true));",
                    ""),
            different("table = pandas.read_csv(\"table.csv\")", "Csv table = Csv.read(\"table.csv\");", ""),
            different(
                    "train, test = train_test_split(data, test_size=0.2, random_state=42)",
                    "Dataset.Split split = data.split(0.2, 42);",
                    ""),
            different("scaler = StandardScaler().fit(x)", "StandardScaler scaler = StandardScaler.fit(data);", ""),
            different(
                    "perceptron = Perceptron(eta0=0.1, max_iter=100, shuffle=False, tol=None)",
                    "Perceptron perceptron = new Perceptron().learningRate(0.1).epochs(100);",
                    ""),
            different(
                    "loader = DataLoader(train, batch_size=10, shuffle=True)",
                    "DataLoader loader = new DataLoader(data).batchSize(10).shuffle(true);",
                    ""),
            different(
                    "@keras.saving.register_keras_serializable(\"lesson\")",
                    "Keras4j.registerKerasSerializable(\"lesson\", Quartic.class);",
                    ""));

    /** Keras's names that are written differently. */
    static Set<String> covered() {
        return DIFFERENT.stream().map(PortingPage.Different::covers).collect(Collectors.toSet());
    }

    private static PortingPage.Different different(String python, String java, String covers) {
        return new PortingPage.Different(python, java, covers);
    }

    static Map<String, Object> api() throws IOException {
        return new ObjectMapper()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .readValue(API.toFile(), new TypeReference<Map<String, Object>>() {});
    }

    @Test
    void thePageIsTrue() throws IOException {
        String page = PortingPage.write(api(), DIFFERENT);
        if (Boolean.getBoolean("keras4j.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE).equals(page))
                .withFailMessage(
                        "%s is not what Keras's names and keras4j's classes say; this renews it:"
                                + " ./mvnw test -Dtest=PortingPageTest -Dkeras4j.write=true",
                        PAGE)
                .isTrue();
    }

    @Test
    void whatIsWrittenDifferentlyCompiles() {
        for (PortingPage.Different line : DIFFERENT) {
            String source =
                    "import static keras4j.Args.*; import keras4j.*; import keras4j.activations.*; import keras4j.data.*;"
                            + " import keras4j.layers.*; import keras4j.metrics.*; import keras4j.ops.Symbol; import java.util.List;"
                            + " import org.nd4j.linalg.api.ndarray.INDArray; class Snippet { void run(Sequential model, History history,"
                            + " Dataset data, float[][] x, float[] y, Symbol a, Symbol b, Symbol c, Symbol d, INDArray x1, INDArray x2,"
                            + " INDArray y1, INDArray y2) {" + line.java()
                            + "} abstract class Quartic implements keras4j.core.Loss {} }";
            assertThat(Snippets.errors(source)).as(line.java()).isEmpty();
        }
    }

    @Test
    void whatIsCoveredWouldBeMissing() throws IOException {
        String page = PortingPage.write(api(), DIFFERENT);
        for (PortingPage.Different line : DIFFERENT) {
            List<PortingPage.Different> uncovered = DIFFERENT.stream()
                    .map(other -> other == line ? different(line.python(), line.java(), "") : other)
                    .toList();
            assertThat(PortingPage.write(api(), uncovered).equals(page))
                    .as(line.covers())
                    .isEqualTo(line.covers().isEmpty());
        }
    }

    @Test
    void noOtherModuleIsHere() throws IOException {
        for (Object module : ((Map<?, ?>) api().get("other modules")).keySet()) {
            assertThat(Path.of("src/main/java/keras4j", module.toString()))
                    .as("then make_keras_api.py has to list its names")
                    .doesNotExist();
        }
    }
}
