package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Celu;
import keras4j.activations.Gelu;
import keras4j.activations.LeakyRelu;
import keras4j.activations.Relu;
import keras4j.activations.Threshold;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.internal.dl4j.Dl4jModel;
import keras4j.internal.dl4j.TracedFunction;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.EinsumDense;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.Normalization;
import keras4j.layers.SerializedLayers;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** DL4J restores what is saved here, and what DL4J saves is read here, without its deserialisation. */
class Dl4jFileTest {
    private static final float[][] X = {{1, -2, 0.5f}, {0, 3, -1}, {2, 1, 0}};

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("model.zip");
    }

    private static void assertSame(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) Math.abs(found[i] - expected[i]))
                    .isLessThanOrEqualTo(1e-6 * Math.max(1, Math.abs(expected[i])));
        }
    }

    /** Those whose layers and calls differ. */
    static List<String> goldens() {
        return OnnxTest.goldens().stream()
                .filter(
                        name -> name.matches(
                                "several-.*|trajectory-(activation|dense|embedding|graph|hidden|lstm|normalization|output_of).*"))
                .toList();
    }

    /** In DL4J and back here. */
    @ParameterizedTest
    @MethodSource("goldens")
    void dl4jRestoresWhatWeSave(String name) throws IOException {
        Map<String, Object> golden = Goldens.read(name);
        Model model = Goldens.compiled(golden);
        INDArray[] x = SeveralTest.inputs(golden).toArray(INDArray[]::new);
        model.save(file());
        INDArray[] found = new Dl4jModel(model.network(), null).isChain()
                ? new INDArray[] {
                    ModelSerializer.restoreMultiLayerNetwork(file().toFile()).output(x[0])
                }
                : ModelSerializer.restoreComputationGraph(file().toFile()).output(x);
        var expected = model.predict(SeveralTest.inputs(golden));
        for (int k = 0; k < found.length; k++) {
            assertSame(NdArrays.floats(found[k]), NdArrays.floats(expected.get(k)));
        }
        Model loaded = Keras4j.loadModel(file());
        assertThat(loaded.toJson()).isEqualTo(model.toJson());
        for (int i = 0; i < model.getWeights().size(); i++) {
            assertThat(loaded.getWeights().get(i)).isEqualTo(model.getWeights().get(i));
        }
    }

    @Test
    void trainingGoesOnAndBytesAreTheSame() throws IOException {
        Sequential model = new Sequential(new Input(3), new Dense(4).activation("tanh"), new Dense(1));
        model.compile(optimizer("adam"), loss("mse"));
        model.fit(X, new float[] {1, 0, 2}, verbose(0));
        model.save(file());
        byte[] bytes = Files.readAllBytes(file());
        model.save(file());
        assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
        Model loaded = Keras4j.loadModel(file());
        for (Model each : new Model[] {model, loaded}) {
            each.fit(X, new float[] {1, 0, 2}, shuffle(false), verbose(0));
        }
        assertThat(loaded.predict(X[0])).containsExactly(model.predict(X[0]));
        assertThat(Keras4j.loadModel(file(), false).isCompiled()).isFalse();
        new Sequential(new Input(3), new Activation("relu")).save(file());
        assertThat(ModelSerializer.restoreMultiLayerNetwork(file().toFile()).numParams())
                .isZero();
        assertThat(Keras4j.loadModel(file()).countParams()).isZero();
    }

    /** A network of DL4J's own. */
    private static MultiLayerNetwork dl4j() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(7)
                .weightInit(WeightInit.XAVIER)
                .updater(new Nesterovs(0.1, 0.9))
                .l2(1e-2)
                .l1Bias(1e-3)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(5)
                        .activation(new ActivationELU(0.7))
                        .dropOut(0.8)
                        .build())
                .layer(new ActivationLayer(new ActivationLReLU(0.1)))
                .layer(new DropoutLayer(0.5))
                .layer(new DenseLayer.Builder()
                        .nOut(4)
                        .hasBias(false)
                        .activation(new ActivationReLU(2.0, 0.1, 0.2))
                        .name("second")
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(3)
                        .activation(org.nd4j.linalg.activations.Activation.SWISH)
                        .biasInit(0.3)
                        .build())
                .layer(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                        .nOut(2)
                        .activation(org.nd4j.linalg.activations.Activation.SOFTMAX)
                        .build())
                .build();
        MultiLayerNetwork net = new MultiLayerNetwork(configuration);
        net.init();
        return net;
    }

    private static INDArray x() {
        return NdArrays.of(new float[] {1, -2, 0.5f, 0, 3, -1, 2, 1, 0}, 3, 3);
    }

    @Test
    void whatDl4jSavesIsRead() throws IOException {
        MultiLayerNetwork net = dl4j();
        net.fit(x(), NdArrays.of(new float[] {1, 0, 0, 1, 1, 0}, 3, 2));
        ModelSerializer.writeModel(net, file().toFile(), true);
        Model model = Keras4j.loadModel(file());
        assertSame(NdArrays.floats(model.predict(x())), NdArrays.floats(net.output(x())));
        assertThat(model.isCompiled()).isFalse();
        assertThat(model.getLayers().stream().map(Object::toString))
                .containsExactly(
                        "Dropout(layer0)", // that of the layer's own input
                        "Dense(dense)",
                        "Activation(layer1)",
                        "Dropout(layer2)",
                        "Dense(second)",
                        "Dense(layer4)",
                        "Dense(layer5)");
        assertThat(SerializedLayers.serialize(model.getLayer(0)).toString()).contains("rate=0.19999999999999996");
        assertThat(SerializedLayers.serialize(model.getLayer(3)).toString()).contains("rate=0.5");
        assertThat(SerializedLayers.serialize(model.getLayer("layer5")).toString())
                .contains("l2=0.005", "l1=0.001");
    }

    /** What toMultiLayerNetwork hands out, saved by DL4J. */
    @ParameterizedTest
    @ValueSource(strings = {"mish", "gelu", "softsign", "sparsemax", "squareplus", "glu", "relu6", "hard_tanh", "step"})
    void whatWasOursIsReadFromDl4jsFile(String activation) throws IOException {
        assertSameFromDl4j(new Sequential(
                new Input(3),
                new Normalization().mean(0.5, 1, 0).variance(2, 1, 0.25),
                new Dense(4).activation(activation),
                new Dropout(0.3),
                new Dense(2).activation("sigmoid")));
    }

    @Test
    void argumentsAreReadFromDl4jsFile() throws IOException {
        for (ActivationFunction function : new ActivationFunction[] {
            new Gelu().approximate(true),
            new Celu().alpha(0.4),
            new LeakyRelu().negativeSlope(0.3),
            new Relu().maxValue(1).threshold(-0.2),
            new Threshold(0.1, 2)
        }) {
            assertSameFromDl4j(new Sequential(new Dense(4).activation(function).inputDim(3), new Activation(function)));
        }
    }

    @Test
    void hostedLayersAreReadFromDl4jsFile() throws IOException {
        Sequential model = new Sequential(
                new Input(3),
                new Normalization().adapt(X),
                new EinsumDense("bi,io->bo", 5).activation("gelu").kernelInitializer("glorot_normal"),
                new Dense(2));
        assertSameFromDl4j(model);
        assertThat(Keras4j.loadModel(file()).getLayer(1).getWeights())
                .isEqualTo(model.getLayer(1).getWeights());
        Sequential image = new Sequential(new Input(3, 2), new Normalization(), new Dense(2));
        ModelSerializer.writeModel(image.toMultiLayerNetwork(), file().toFile(), false);
        assertRefused(file(), "layer 0.inputs: expected one input, of features, received [[3, 2]]");
    }

    /** Ops, with those before them whose values have no axis of the batch, in a chain and in a graph. */
    @Test
    void opsAreReadFromDl4jsFile() throws IOException {
        Symbol x = Args.input(3);
        Model chain = new Model(x, new Dense(2).apply(Ops.relu(new Dense(4).apply(x.times(2)))));
        assertSameFromDl4j(chain);
        Model loaded = Keras4j.loadModel(file());
        assertThat(loaded.getLayers().stream().map(Layer::getName)).containsExactly("input_layer", "dense", "dense_1");
        assertThat(loaded.toJson()).isEqualTo(chain.toJson());
        loaded.save(folder.resolve("again.keras"));
        assertSame(
                NdArrays.floats(Keras4j.loadModel(folder.resolve("again.keras")).predict(x())),
                NdArrays.floats(chain.predict(x())));
        x = Args.input(3);
        Symbol centred = new Dense(4).apply(x.times(2).minus(Ops.mean(x.times(2), 0)));
        List<Symbol> halves = Ops.split(centred, 2, -1);
        Symbol product = Ops.matmul(x, Ops.matmul(Ops.transpose(x), x));
        Model graph =
                new Model(List.of(x), List.of(halves.get(0).times(halves.get(1)), Ops.softmax(product), x.times(x)));
        graph.save(file());
        INDArray[] found =
                ModelSerializer.restoreComputationGraph(file().toFile()).output(x());
        List<INDArray> expected = graph.predict(List.of(x()));
        for (int k = 0; k < found.length; k++) {
            assertSame(NdArrays.floats(found[k]), NdArrays.floats(expected.get(k)));
        }
    }

    @Test
    void opsThatAreNoneOfOurs() throws IOException {
        Symbol x = Args.input(3);
        Model model = new Model(x, new Dense(2).apply(x.times(2)));
        assertOpRefused(model, "\"Multiply\"", "\"Gone\"", "Gone");
        assertOpRefused(model, "\"Multiply\"", "\"Relu\"", "op multiply");
        assertOpRefused(model, "\"Multiply\"", "\"Matmul\"", "op multiply");
        assertOpRefused(model, "\"Functional\"", "\"Sequential\"", "layer 0: model: the argument \"input_layers\"");
        assertOpRefused(model, "[\"multiply\",0,0]", "[\"multiply\",0,1]", "an output below 1");
        assertOpRefused(model, "[\"input_layer\",0,0]}}", "[\"multiply\",0,0]}}", "inputs that are made without it");
        assertOpRefused(model, "[\"multiply\",0,0]", "[\"input_layer\",0,0]", "received a model of other layers");
        assertOpRefused(model, "\"batch_shape\":[null,3]", "\"batch_shape\":[null,4]", "received");
    }

    /** Of the file, with another text in the configuration's first layer. */
    private void assertOpRefused(Model model, String text, String other, String reason) throws IOException {
        ModelSerializer.writeModel(model.toMultiLayerNetwork(), file().toFile(), false);
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode configuration = (ObjectNode) mapper.readTree(
                model.toMultiLayerNetwork().getLayerWiseConfigurations().toJson());
        String layer = layer(configuration, 0).toString();
        assertThat(layer).contains(text);
        configuration.withObject("/confs/0").set("layer", mapper.readTree(layer.replace(text, other)));
        assertRefused(zip(Map.of("configuration.json", mapper.writeValueAsBytes(configuration))), reason);
    }

    private void assertSameFromDl4j(Model model) throws IOException {
        model.predict(X);
        ModelSerializer.writeModel(model.toMultiLayerNetwork(), file().toFile(), false);
        assertSame(NdArrays.floats(Keras4j.loadModel(file()).predict(x())), NdArrays.floats(model.predict(x())));
    }

    @Test
    void networksOfOneLossLayerOrDoubles() throws IOException {
        MultiLayerNetwork net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .dataType(org.nd4j.linalg.api.buffer.DataType.DOUBLE)
                .list()
                .layer(new DenseLayer.Builder().nIn(3).nOut(2).build())
                .layer(new LossLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(org.nd4j.linalg.activations.Activation.TANH)
                        .build())
                .build());
        net.init();
        ModelSerializer.writeModel(net, file().toFile(), false);
        float[] found = NdArrays.floats(Keras4j.loadModel(file()).predict(x()));
        float[] expected = NdArrays.floats(net.output(x().castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE))
                .castTo(x().dataType()));
        assertSame(found, expected);
    }

    /** DL4J's file with another configuration or coefficients. */
    private Path changed(Consumer<ObjectNode> change, byte[] coefficients) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        MultiLayerNetwork net = dl4j();
        ObjectNode configuration =
                (ObjectNode) mapper.readTree(net.getLayerWiseConfigurations().toJson());
        change.accept(configuration);
        ByteArrayOutputStream params = new ByteArrayOutputStream();
        org.nd4j.linalg.factory.Nd4j.write(net.params(), new DataOutputStream(params));
        return zip(Map.of(
                "configuration.json",
                mapper.writeValueAsBytes(configuration),
                "coefficients.bin",
                coefficients == null ? params.toByteArray() : coefficients));
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file()))) {
            zip.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file();
    }

    private static ObjectNode layer(ObjectNode configuration, int index) {
        return (ObjectNode) configuration.get("confs").get(index).get("layer");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> Keras4j.loadModel(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    private void assertRefused(int index, String key, Object value, String reason) throws IOException {
        assertRefused(changed(conf -> layer(conf, index).putPOJO(key, value), null), reason);
    }

    /** One of our functions. */
    private static Map<String, Object> ours(String function, Map<String, Object> arguments) {
        return Map.of("@class", TracedFunction.class.getName(), "function", function, "arguments", arguments);
    }

    private void assertClassRefused(int index, String object, String name, String reason) throws IOException {
        assertRefused(changed(conf -> ((ObjectNode) layer(conf, index).get(object)).put("@class", name), null), reason);
    }

    @Test
    void configurationsThatAreNotKnownAreErrorsThatNameLayerAndKey() throws IOException {
        assertRefused(0, "@class", "java.lang.Runtime", "layer 0: expected one of DenseLayer");
        assertRefused(0, "@class", "org.deeplearning4j.nn.conf.layers.ConvolutionLayer", "layer 0: expected one of");
        assertRefused(0, "@class", 3, "layer 0.@class: expected a text");
        assertClassRefused(0, "activationFn", "java.lang.Runtime", "layer 0.activationFn: expected an activation");
        assertClassRefused(
                3,
                "activationFn",
                "org.nd4j.linalg.activations.impl.ActivationGELU",
                "layer 3.activationFn: expected an activation that is here");
        assertClassRefused(
                3,
                "activationFn",
                "keras4j.activations.Activations",
                "layer 3.activationFn: expected an activation that is here");
        assertClassRefused(
                3,
                "activationFn",
                TracedFunction.class.getName(),
                "layer 3.activationFn.function: expected a text, received null");
        assertRefused(3, "activationFn", ours("gone", Map.of()), "activation: expected one of");
        assertRefused(
                3,
                "activationFn",
                ours("gelu", Map.of("max", 1)),
                "layer 3.activationFn: the argument \"max\" is not supported");
        assertClassRefused(0, "idropout", "java.lang.Runtime", "layer 0.idropout: expected");
        assertRefused(3, "hasLayerNorm", true, "layer 3.hasLayerNorm: expected nothing, since it is not supported");
        assertRefused(3, "constraints", new int[] {1}, "layer 3.constraints: expected nothing");
        assertRefused(3, "weightNoise", Map.of("a", 1), "layer 3.weightNoise: expected nothing");
        assertRefused(3, "nin", 6, "layer 3.nin: expected 5, received 6");
        assertRefused(3, "nout", 0, "layer 3.nout: expected a whole number");
        assertRefused(3, "nout", 2.5, "layer 3.nout: expected a whole number");
        assertRefused(3, "nout", 5, "layer 4.nin: expected 5, received 4");
        assertRefused(3, "regularization", new Object[] {Map.of("@class", "x")}, "layer 3.regularization: expected L1");
        assertRefused(2, "idropout", Map.of("@class", "x"), "layer 2.idropout: expected");
        assertRefused(2, "idropout", "x", "layer 2.idropout: expected");
        assertRefused(
                changed(
                        conf -> conf.putObject("inputPreProcessors")
                                .putObject("1")
                                .put("@class", "org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor"),
                        null),
                "layer 1.inputPreProcessor: expected none");
        assertRefused(changed(conf -> conf.putArray("confs"), null), "a MultiLayerNetwork of 1 to 10000 layers");
        assertRefused(
                changed(
                        conf -> {
                            conf.remove("confs");
                            conf.putObject("vertices");
                        },
                        null),
                "received a ComputationGraph of DL4J's");
        assertRefused(
                changed(conf -> layer(conf, 0).putPOJO("nout", 100_000_000), null),
                "layer 3.nin: expected 100000000, received 5");
    }

    private static byte[] written(String mode, long length, String type, long... values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(mode);
        out.writeLong(length);
        out.writeUTF(type);
        for (long value : values) {
            out.writeLong(value);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void coefficientsThatAreNotTheConfigurations() throws IOException {
        String mode = "MIXED_DATA_TYPES";
        byte[] vector = written(mode, 6, "LONG", 1, 63, 1, 8192, 1, 99);
        assertRefused(changed(conf -> {}, new byte[0]), "the end of the file");
        assertRefused(changed(conf -> {}, written("HEAP", 6, "LONG")), "expected an array of ND4J's, [");
        assertRefused(changed(conf -> {}, written(mode, Long.MAX_VALUE, "LONG")), "at most 68 numbers of LONG");
        assertRefused(changed(conf -> {}, written(mode, 6, "FLOAT")), "at most 68 numbers of LONG");
        assertRefused(changed(conf -> {}, written(mode, 6, "LONG", 1, 64, 1, 0, 1, 99)), "expected 63 numbers");
        assertRefused(
                changed(conf -> {}, written(mode, 10, "LONG", 3, 63, 1, 1, 1, 1, 1, 0, 1, 99)), "expected a vector");
        assertRefused(
                changed(conf -> {}, joined(vector, written(mode, Integer.MAX_VALUE, "FLOAT"))), "expected 63 numbers");
        assertRefused(changed(conf -> {}, joined(vector, written(mode, 63, "UTF8"))), "numbers of FLOAT or DOUBLE");
        assertRefused(
                changed(conf -> {}, joined(vector, written(mode, 63, "FLOAT"))), "63 numbers of FLOAT, received 0");
        assertThat(Keras4j.loadModel(changed(conf -> {}, joined(vector, written(mode, 63, "DOUBLE", new long[63]))))
                        .countParams())
                .isEqualTo(63);
        // 400 million weights that only the configuration has
        assertRefused(
                changed(
                        conf -> {
                            layer(conf, 3).put("nout", 100_000_000);
                            layer(conf, 4).put("nin", 100_000_000);
                        },
                        null),
                "expected 800000031 numbers");
    }

    @Test
    void hostileZips() throws IOException {
        byte[] evil = "evil".getBytes(StandardCharsets.UTF_8);
        assertRefused(zip(Map.of("configuration.json", evil)), "configuration.json: expected JSON");
        assertRefused(zip(Map.of("preprocessor.bin", evil)), "zip: expected an entry configuration.json");
        assertRefused(
                zip(Map.of("configuration.json", ("{\"a\":" + "[".repeat(200)).getBytes(StandardCharsets.UTF_8))),
                "nesting depth");
        assertRefused(zip(Map.of("configuration.json", new byte[17 << 20])), "compression of at most 100 to 1");
        assertRefused(
                zip(Map.of("config.json", new byte[1 << 20], "model.weights.h5", evil)),
                "config.json: expected compression of at most 100 to 1");
        assertRefused(zip(Map.of("config.json", evil, "model.weights.h5", evil)), "config.json: expected JSON");
        // an entry twice
        String twin = "configuratiom.json";
        byte[] bytes = Files.readAllBytes(zip(Map.of("configuration.json", evil, twin, evil)));
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace(twin, "configuration.json");
        Files.write(file(), text.getBytes(StandardCharsets.ISO_8859_1));
        assertRefused(file(), "entries, each once");
        Files.write(file(), evil);
        assertRefused(file(), "expected a .zip file of DL4J's");
        Files.delete(file());
        assertRefused(file(), "expected a .zip file of DL4J's");
    }
}
