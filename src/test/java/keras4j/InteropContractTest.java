package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.activations.Celu;
import keras4j.activations.Gelu;
import keras4j.activations.SoftShrink;
import keras4j.activations.Threshold;
import keras4j.core.Config;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.GRU;
import keras4j.layers.Input;
import keras4j.layers.Layers;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every layer, and every op as a node, goes to real Keras in a file and comes back in one that Keras writes; see {@link InteropTest}. */
@Tag("interop")
class InteropContractTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Path OPS = Path.of("src/test/resources/golden/ops");

    /** Ops that Keras 3.15.1 cannot run as nodes of a model on JAX, and why. */
    private static final Map<String, String> NOT_IN_KERAS = Map.of(
            "ConvTranspose", "it takes padding and output_padding for each other",
            "AveragePool", "strides out of a file are a list, which it widens for JAX twice",
            "MaxPool", "strides out of a file are a list, which it widens for JAX twice",
            "Rot90", "axes out of a file are a list, which JAX does not take");

    @TempDir
    static Path folder;

    /** One golden of each layer, and those whose weights are not saved one by one. */
    static List<String> layers() throws IOException, URISyntaxException {
        Map<String, String> first = new LinkedHashMap<>();
        LayerContractTest.cases()
                .filter(name -> !LayerContractTest.isRefused(name))
                .forEach(name -> first.merge(
                        name.endsWith("/lora") ? name : LayerContractTest.layer(name),
                        name,
                        (one, two) -> two.endsWith("/defaults") ? two : one));
        return List.copyOf(first.values());
    }

    @Test
    void everyLayerIsThere() throws Exception {
        assertThat(layers().stream().map(LayerContractTest::layer).distinct())
                .containsExactlyInAnyOrderElementsOf(Layers.REGISTRY.names().stream()
                        .filter(name -> !name.equals("InputLayer"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layersGoThereAndBack(String name) throws Exception {
        Map<String, Object> golden = Goldens.read("layers/" + name);
        Model model = LayerContractTest.model(golden, golden);
        // With LoRA Keras reads 0 for both of the small kernels, which then cannot train; here one of them keeps its
        // numbers.
        List<INDArray> y = golden.containsKey("targets") && !name.endsWith("/lora")
                ? LayerContractTest.arrays(golden.get("targets"), golden.get("y_shapes"))
                : null;
        assertGoesThereAndBack(model, LayerContractTest.x(golden), y);
    }

    @Test
    void activationsWithArgumentsGoThereAndBack() throws Exception {
        Sequential model = new Sequential(
                new Input(4, 2),
                new Dense(3).activation(new Celu().alpha(0.4)),
                new Dense(3).activation(new Threshold(0.1, -3)),
                new Activation(new SoftShrink().threshold(0.2)),
                new GRU(2).recurrentActivation(new Gelu().approximate(true)));
        assertGoesThereAndBack(model, List.of(NdArrays.of(new float[] {1, -1, 2, 0, -2, 1, 0.5f, 3}, 1, 4, 2)), null);
    }

    /** Every second op of which a model is here. */
    static Stream<String> ops() throws IOException {
        try (Stream<Path> files = Files.list(OPS)) {
            List<String> names = files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name ->
                            !NOT_IN_KERAS.containsKey(name) && !golden(name).isEmpty())
                    .sorted()
                    .toList();
            return names.stream().filter(name -> names.indexOf(name) % 2 == 0);
        }
    }

    @Test
    void manyOpsAreThere() throws IOException {
        assertThat(ops()).hasSizeGreaterThan(60);
    }

    /** The first case of an op that is a model here, of finite numbers; nothing if there is none. */
    private static Map<String, Object> golden(String op) {
        try {
            byte[] json = Files.readAllBytes(OPS.resolve(op + ".json"));
            for (Object item : (List<?>) Json.read(op, json).get("cases")) {
                Map<String, Object> golden = Config.map(op, item);
                if (!golden.toString().contains("NaN") && !golden.toString().contains("Infinity") && isModel(golden)) {
                    return golden;
                }
            }
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isModel(Map<String, Object> golden) {
        try {
            model(golden).predictAll(Dataset.of(LayerContractTest.x(golden)));
            return true;
        } catch (KerasException e) {
            return false; // without the batch, or of one size of it only
        }
    }

    private static Model model(Map<String, Object> golden) {
        Map<String, Object> given = new HashMap<>(golden);
        given.put("initial_weights", List.of());
        return Goldens.model(given);
    }

    @ParameterizedTest
    @MethodSource("ops")
    void opsGoThereAndBack(String name) throws Exception {
        Map<String, Object> golden = golden(name);
        assertGoesThereAndBack(model(golden), LayerContractTest.x(golden), null);
    }

    /** @param y null if it is not trained */
    private static void assertGoesThereAndBack(Model model, List<INDArray> x, List<INDArray> y) throws Exception {
        Path ours = folder.resolve("ours.keras");
        Path theirs = folder.resolve("theirs.keras");
        model.save(ours);
        ObjectNode given = MAPPER.createObjectNode();
        given.set("x", json(x));
        given.set("y", y == null ? null : json(y));
        JsonNode found = Python.keras(given.toString(), "again", ours.toString(), theirs.toString());
        LayerContractTest.assertClose(
                "Keras's y", model.predictAll(Dataset.of(x)), values(found.get("predictions")), 1e-5);
        Model back = Keras4j.loadModel(theirs);
        LayerContractTest.assertClose(
                "y of its file", back.predictAll(Dataset.of(x)), values(found.get("predictions")), 1e-5);
        if (y != null) {
            back.compile(Args.optimizer(new SGD().learningRate(0.1)), Args.loss("mse"));
            Logs logs = back.trainOnBatch(Dataset.of(x, y));
            Goldens.assertClose(logs.loss(), found.get("loss").asDouble());
            LayerContractTest.assertClose(
                    "y after a step", back.predictAll(Dataset.of(x)), values(found.get("trained")), 1e-4);
        }
    }

    private static JsonNode json(List<INDArray> arrays) throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (INDArray array : arrays) {
            all.add(MAPPER.readTree(InteropTest.json(array)));
        }
        return MAPPER.valueToTree(all);
    }

    private static List<Object> values(JsonNode arrays) throws IOException {
        List<Object> all = new ArrayList<>();
        for (JsonNode array : arrays) {
            all.add(MAPPER.convertValue(array.get("values"), List.class));
        }
        return all;
    }
}
