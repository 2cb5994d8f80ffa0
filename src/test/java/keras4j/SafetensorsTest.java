package keras4j;

import static keras4j.Args.byName;
import static keras4j.Args.input;
import static keras4j.Args.moduleNames;
import static keras4j.Args.skipMismatch;
import static keras4j.ops.Ops.relu;
import static keras4j.ops.Ops.sigmoid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.Activation;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.layers.Normalization;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights go to PyTorch and come from it. */
class SafetensorsTest {
    private static final Map<String, Object> GOLDEN = Goldens.read("safetensors");
    private static final float[][] X = matrix("x");

    @TempDir
    Path folder;

    private static float[][] matrix(String name) {
        return new ObjectMapper().convertValue(GOLDEN.get(name), float[][].class);
    }

    private static Path torch(String name) {
        try {
            return Path.of(SafetensorsTest.class
                    .getResource("/golden/torch-" + name + ".safetensors")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The lesson's network. */
    static Sequential sequential() {
        return new Sequential(
                new Input(11),
                new Dense(6).activation("relu"),
                new Dense(6).activation("relu"),
                new Dense(1).activation("sigmoid"));
    }

    /** The lesson's network as a class. */
    private static final class Net extends Model {
        private final Dense fc1 = new Dense(6), fc2 = new Dense(6), fc3 = new Dense(1);

        @Override
        protected Symbol call(Symbol x) {
            x = relu(fc1.apply(x));
            x = relu(fc2.apply(x));
            return sigmoid(fc3.apply(x));
        }
    }

    private static final class Outer extends Model {
        private final Net encoder = new Net();
        private final Sequential body =
                new Sequential(new Input(1), new Dense(3).activation("tanh"), new Dense(3).useBias(false));
        private final Dense a_head = new Dense(2);
        private final Dense unused = new Dense(7);
        private final Outer self = this;

        @Override
        protected Symbol call(Symbol x) {
            return a_head.apply(body.apply(encoder.apply(x)));
        }
    }

    private static <M extends Model> M built(M model) {
        model.build(11);
        return model;
    }

    private static void assertPredicts(Model model, String name) {
        float[][] expected = matrix(name);
        float[][] found = model.predict(X);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(1e-6f));
        }
    }

    private void assertFails(Model model, Path file, String message, LoadWeightsArg... args) {
        List<float[]> before = model.network().get();
        assertThatThrownBy(() -> model.loadWeights(file, args))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining(message);
        List<float[]> after = model.network().get();
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isEqualTo(before.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequential", "dropout", "half", "bfloat16", "double"})
    void aSequentialTakesAnNnSequential(String name) {
        Sequential model = sequential();
        model.loadWeights(torch(name));
        assertPredicts(model, name);
    }

    /** What PyTorch wrote and load_state_dict(strict=True) takes, is written byte for byte. */
    @Test
    void bytesAreThoseOfPyTorch() throws IOException {
        Sequential dropout = new Sequential(
                new Input(11),
                new Dense(6).activation("relu"),
                new Dropout(0.5),
                new Dense(6),
                new Activation("relu"),
                new Dense(1).activation("sigmoid"));
        Map<String, Model> models = Map.of(
                "sequential", sequential(), "dropout", dropout, "net", built(new Net()), "outer", built(new Outer()));
        for (Map.Entry<String, Model> entry : models.entrySet()) {
            Model model = entry.getValue();
            Path theirs = torch(entry.getKey());
            model.loadWeights(theirs);
            assertPredicts(model, entry.getKey());
            Path ours = folder.resolve("ours.safetensors");
            model.saveWeights(ours);
            assertThat(Files.readAllBytes(ours)).isEqualTo(Files.readAllBytes(theirs));
        }
    }

    @Test
    void modulesCanHaveOtherNames() throws IOException {
        Map<String, String> names = Map.of("dense", "fc1", "dense_1", "fc2", "dense_2", "fc3");
        Sequential model = sequential();
        model.loadWeights(torch("net"), moduleNames(names));
        assertPredicts(model, "net");
        Path ours = folder.resolve("ours.safetensors");
        model.saveWeights(ours.toString(), moduleNames(names));
        assertThat(Files.readAllBytes(ours)).isEqualTo(Files.readAllBytes(torch("net")));

        Symbol x = input(11);
        Symbol h = new Dense(6).activation("relu").name("fc1").apply(x);
        Dense last = new Dense(1).activation("sigmoid").name("fc3");
        Model functional = new Model(
                x, last.apply(new Dense(6).activation("relu").name("fc2").apply(h)));
        functional.loadWeights(torch("net"));
        assertPredicts(functional, "net");
        Sequential named = new Sequential(
                new Input(11),
                new Dense(6).activation("relu").name("fc1"),
                new Dense(6).activation("relu").name("fc2"),
                new Dense(1).activation("sigmoid").name("fc3"));
        named.loadWeights(torch("net"), byName(true));
        assertPredicts(named, "net");

        Sequential one = new Sequential(new Input(2), new Dense(1));
        one.saveWeights(ours, moduleNames(Map.of("dense", "")));
        assertThat(Files.readString(ours, StandardCharsets.ISO_8859_1)).contains("\"weight\":");
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertFails(
                sequential(),
                torch("net"),
                "layer dense: expected 0.weight, unless moduleNames say another name, received only [fc1.bias,");
        Sequential wide = new Sequential(new Input(11), new Dense(5), new Dense(6), new Dense(1));
        assertFails(wide, torch("sequential"), "layer dense: expected 0.weight of shape [5, 11], received [6, 11]");
        assertFails(
                new Sequential(new Input(11), new Dense(6).activation("relu"), new Dense(6)),
                torch("sequential"),
                "safetensors: expected the weights of the model alone, received others, too: [4.bias, 4.weight]");
        Sequential scaled = new Sequential(new Input(11), new Normalization(), new Dense(6));
        Sequential renormed =
                new Sequential(new Input(11), new BatchNormalization().renorm(true), new Dense(6).loraRank(2));
        assertThatThrownBy(() -> renormed.saveWeights(folder.resolve("a.safetensors")))
                .hasMessageContaining("expected a layer that is a module of PyTorch's, too");
        assertThatThrownBy(() -> scaled.saveWeights(folder.resolve("a.safetensors")))
                .hasMessage(
                        "layer normalization: Normalization: expected a layer that is a module of PyTorch's, too, received one that is not");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> sequential().saveWeights("a.safetensors", moduleNames(Map.of("dence", "fc1"))))
                .hasMessageContaining("did you mean \"dense\"?");
        assertThatThrownBy(() ->
                        sequential().saveWeights("a.safetensors", moduleNames(Map.of("dense", "a", "dense_1", "a"))))
                .hasMessage("module names: expected different ones, received two that have a.weight");
        assertThatThrownBy(() -> sequential().save(folder.resolve("a.safetensors")))
                .hasMessageContaining("a name that ends with .keras");
        assertFails(sequential(), folder.resolve("none.safetensors"), "expected a .safetensors file, received");
    }

    @Test
    void mismatchesCanBeSkipped() {
        Sequential model = new Sequential(
                new Input(11), new Dense(6).activation("relu"), new Dense(5).activation("relu"), new Dense(2));
        model.loadWeights(torch("sequential"), skipMismatch(true));
        Sequential whole = sequential();
        whole.loadWeights(torch("sequential"));
        assertThat(NdArrays.floats(model.getWeights().get(0)))
                .isEqualTo(NdArrays.floats(whole.getWeights().get(0)));
        assertThat(NdArrays.floats(model.getWeights().get(3))).containsOnly(0);
    }

    /** A file with this header and so many bytes behind it. */
    private Path file(String header, int bytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(8 + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(json.length).put(json);
        return Files.write(folder.resolve("hostile.safetensors"), buffer.array());
    }

    private static String entry(String type, String shape, String offsets) {
        return "{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    @Test
    void hostileFilesAreRefused() throws IOException {
        Sequential model = new Sequential(new Input(2), new Dense(1));
        String bias = "\"0.bias\":" + entry("F32", "[1]", "[0,4]");
        String both = "{" + bias + ",\"0.weight\":" + entry("F32", "[1,2]", "[4,12]") + "}";
        model.loadWeights(file(both, 12));
        assertFails(model, file(both, 13), "safetensors: expected 12 bytes of arrays, received 13");
        assertFails(model, file(both, 11), "safetensors: expected 12 bytes of arrays, received 11");
        assertFails(model, file(both.replace("[4,12]", "[5,13]"), 13), "an array that begins at 4, received 5");
        assertFails(model, file(both.replace("[4,12]", "[0,8]"), 8), "an array that begins at 4, received 0");
        assertFails(model, file(both.replace("[4,12]", "[12,4]"), 12), "begin and end");
        assertFails(model, file(both.replace("[4,12]", "[4]"), 12), "begin and end");
        assertFails(model, file(both.replace("[4,12]", "[-4,4]"), 12), "whole numbers of at least 0");
        assertFails(model, file(both.replace("[4,12]", "[4.0,12]"), 12), "whole numbers of at least 0");
        assertFails(model, file(both.replace("[1,2]", "7"), 12), "whole numbers of at least 0");
        assertFails(model, file(both.replace("[1,2]", "[1,99999999999999999999]"), 12), "whole numbers");
        assertFails(
                model, file(both.replace("[1,2]", "[4611686018427387904,2]"), 12), "shape: expected less than 2^63");
        assertFails(model, file(both.replace("[1,2]", "[1,3]"), 12), "12 bytes for F32 of shape [1, 3]");
        assertFails(model, file(both.replace("F32", "F4"), 12), "dtype: expected one of");
        assertFails(
                model,
                file(both.replace("\"F32\",\"shape\":[1,2]", "\"BOOL\",\"shape\":[8]"), 12),
                "0.weight of shape [1, 2], received [8]");
        assertFails(
                model,
                file(both.replace("\"F32\",\"shape\":[1,2]", "\"I32\",\"shape\":[1,2]"), 12),
                "numbers of F16, BF16, F32, F64 or I64");
        assertFails(model, file("{" + bias + "," + bias + "}", 4), "header: expected JSON");
        assertFails(model, file("{\"__metadata__\":{\"a\":1}}", 0), "header.__metadata__: expected texts");
        assertFails(model, file("{\"a\":3}", 0), "header.a: expected");
        assertFails(model, file("{\"a\":{}}", 0), "dtype, shape and data_offsets");
        assertFails(model, file("[]", 0), "header: expected an object");
        assertFails(model, file("{\"a\":" + "[".repeat(200), 0), "nesting depth");
        assertFails(model, file("{}", 0), "layer dense: expected 0.weight");
        byte[] huge = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(Long.MAX_VALUE)
                .array();
        assertFails(model, Files.write(folder.resolve("hostile.safetensors"), huge), "a header of 2 to 8 bytes");
        assertFails(model, Files.write(folder.resolve("hostile.safetensors"), new byte[3]), "a header of 2 to");
        // 4 exabytes in the header, no byte behind it
        assertFails(
                model,
                file("{\"0.weight\":" + entry("U8", "[4611686018427387904]", "[0,4611686018427387904]") + "}", 0),
                "expected 4611686018427387904 bytes of arrays, received 0");
    }
}
