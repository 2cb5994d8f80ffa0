package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.layers.Layer;
import keras4j.layers.Layers;
import keras4j.layers.SerializedLayers;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Each layer with each of its arguments does what Keras's does, here and in ONNX Runtime: see src/test/python/goldens_contract.py. Of one class alone with
 * -Dkeras4j.layer=Dense,GRU.
 */
class LayerContractTest {
    private static final String ONLY = System.getProperty("keras4j.layer", "");
    private static final int STEPS = 3;

    /** Cases that are refused when they are read, and why; "*" stands for every layer. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("MultiHeadAttention/activity", "the projections would be regularized, not the output"));

    /** Cases that are refused when they are trained, and why. */
    private static final Map<String, String> UNTRAINED =
            Map.of("TimeDistributed/batch_normalization", "means are not carried from step to step");

    /** Layers whose images are exported for known sizes only: what is cut off or added is rounded. */
    private static final Set<String> OF_KNOWN_SIZES = Set.of(
            "Resizing/crop_to_aspect_ratio",
            "Resizing/crop_nearest",
            "Resizing/pad_to_aspect_ratio",
            "Resizing/pad_nearest",
            "Resizing/fill_value");

    @TempDir
    static Path folder;

    private static final Map<String, Integer> RAN = new TreeMap<>();

    static Stream<String> cases() throws IOException, URISyntaxException {
        Path folder =
                Path.of(LayerContractTest.class.getResource("/golden/layers").toURI());
        List<String> cases;
        try (Stream<Path> files = Files.walk(folder, 2)) {
            cases = files.filter(file -> file.toString().endsWith(".json"))
                    .map(file -> file.getParent().getFileName() + "/" + file.getFileName())
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        }
        return cases.stream()
                .filter(name -> ONLY.isEmpty() || List.of(ONLY.split(",")).contains(layer(name)))
                .filter(name -> isHere(layer(name)))
                .filter(name -> areHere(Goldens.read("layers/" + name).get("model")));
    }

    static String layer(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    private static boolean isHere(Object layer) {
        return Layers.REGISTRY.names().contains(layer);
    }

    /** Whether all layers of a model are here. */
    private static boolean areHere(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(LayerContractTest::areHere);
        }
        return !(value instanceof Map<?, ?> map)
                || (!"keras.layers".equals(map.get("module")) || isHere(map.get("class_name")))
                        && map.values().stream().allMatch(LayerContractTest::areHere);
    }

    @AfterAll
    static void print() {
        System.out.println("Layers held to their contract: " + RAN.size() + ", cases: "
                + RAN.values().stream().mapToInt(Integer::intValue).sum() + " " + RAN);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isKeras(String name) {
        RAN.merge(layer(name), 1, Integer::sum);
        try {
            hold(name, Goldens.read("layers/" + name));
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
    }

    /** Whether a case is an error when it is read. */
    static boolean isRefused(String name) {
        return REFUSED.containsKey(name) || REFUSED.containsKey("*" + name.substring(name.indexOf('/')));
    }

    /** Whether a case is trained. */
    static boolean trains(String name) {
        return !isRefused(name) && !UNTRAINED.containsKey(name);
    }

    private static void hold(String name, Map<String, Object> golden) {
        if (isRefused(name)) {
            assertThatThrownBy(() -> model(golden, golden)).isInstanceOf(KerasException.class);
            return;
        }
        Model model = model(golden, golden);
        assertConfigs(model, golden);
        assertClose("y", model.predict(x(golden)), golden.get("y"), 1e-5);
        assertExports(model, golden);
        if (UNTRAINED.containsKey(name)) {
            assertThatThrownBy(() -> assertTrains(golden)).isInstanceOf(KerasException.class);
        } else if (!golden.containsKey("random")) {
            assertTrains(golden);
        }
        if (golden.containsKey("unknown")) {
            Map<String, Object> unknown = Config.map("unknown", golden.get("unknown"));
            Model other = model(unknown, golden);
            assertClose("y of unknown lengths", other.predict(x(unknown)), unknown.get("y"), 1e-5);
            if (OF_KNOWN_SIZES.contains(name)) {
                assertThatThrownBy(() -> assertExports(other, unknown))
                        .isInstanceOf(KerasException.class)
                        .hasMessageContaining("ONNX of any lengths");
            } else {
                assertExports(other, unknown);
            }
        }
    }

    /** ONNX Runtime computes the same. */
    private static void assertExports(Model model, Map<String, Object> golden) {
        Path file = folder.resolve("model.onnx");
        model.export(file);
        try (Ort ort = new Ort(file)) {
            List<INDArray> x = new ArrayList<>(x(golden));
            x.addAll(ort.zeros(x.size(), x.get(0).size(0)));
            List<float[]> found = ort.run(x);
            List<?> expected = (List<?>) golden.get("y");
            for (int i = 0; i < expected.size(); i++) {
                assertClose("y " + i + " of ONNX Runtime", found.get(i), Goldens.floats(expected.get(i)), 1e-5);
            }
        } catch (OrtException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static void assertTrains(Map<String, Object> golden) {
        Model model = model(golden, golden);
        model.compile(optimizer(new SGD().learningRate(0.1)), loss("mse"));
        Dataset data = Dataset.of(x(golden), arrays(golden.get("targets"), golden.get("y_shapes")));
        Gradients gradients = model.gradients(data);
        float[] loss = {(float) gradients.loss()};
        assertClose("loss", loss, new float[] {(float) Goldens.number(golden.get("loss"))}, 1e-5);
        List<INDArray> byWeights =
                gradients.names().stream().map(gradients::get).toList();
        assertClose("gradients by weights", byWeights, golden.get("weight_gradients"), 1e-4);
        assertClose("gradients by inputs", gradients.inputs(), golden.get("input_gradients"), 1e-4);
        Model trained = model(golden, golden);
        trained.compile(optimizer(new SGD().learningRate(0.1)), loss("mse"));
        for (int step = 0; step < STEPS; step++) {
            trained.trainOnBatch(data);
        }
        assertClose("trained weights", trained.getWeights(), golden.get("trained"), 1e-4);
        Model after = model(golden, golden);
        after.setWeights(trained.getWeights());
        assertClose("y after training", after.predict(x(golden)), golden.get("y_trained"), 1e-4);
    }

    /** The model of a golden, with the weights of this one or of another one. */
    static Model model(Map<String, Object> golden, Map<String, Object> weights) {
        Map<String, Object> given = new HashMap<>(golden);
        given.put("initial_weights", weights.get("weights"));
        return Goldens.model(given);
    }

    static List<INDArray> x(Map<String, Object> golden) {
        return arrays(golden.get("x"), golden.get("x_shapes"));
    }

    static List<INDArray> arrays(Object values, Object shapes) {
        List<INDArray> arrays = new ArrayList<>();
        for (int i = 0; i < ((List<?>) values).size(); i++) {
            long[] shape = ((List<?>) ((List<?>) shapes).get(i))
                    .stream().mapToLong(length -> (Integer) length).toArray();
            arrays.add(NdArrays.of(Goldens.floats(((List<?>) values).get(i)), shape));
        }
        return arrays;
    }

    /** Where Keras has no gradient, null is expected, and any number here is right. */
    static void assertClose(String what, List<INDArray> found, Object expected, double tolerance) {
        List<?> all = (List<?>) expected;
        assertThat(found).as(what).hasSameSizeAs(all);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i) != null) {
                assertClose(what + " " + i, NdArrays.floats(found.get(i)), Goldens.floats(all.get(i)), tolerance);
            }
        }
    }

    /** Within a part of each number, or of 1 % of the largest; 1e-7 is float32's rounding of sums that are 0. */
    static void assertClose(String what, float[] found, float[] expected, double tolerance) {
        assertThat(found.length).as(what).isEqualTo(expected.length);
        double largest = IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs(expected[i]))
                .max()
                .orElse(0);
        for (int i = 0; i < found.length; i++) {
            double distance = Math.abs((double) found[i] - expected[i]);
            double allowed = Math.max(1e-7, tolerance * Math.max(Math.abs(expected[i]), largest / 100));
            if (!(distance <= allowed)) {
                throw new AssertionError(what + "[" + i + "]: expected " + expected[i] + ", found " + found[i] + " in "
                        + Arrays.toString(Arrays.copyOf(found, Math.min(24, found.length))));
            }
        }
    }

    /** The configs that the layers write are those of Keras; what is null may be missing. */
    private static void assertConfigs(Model model, Map<String, Object> golden) {
        Map<Object, Object> written = new HashMap<>();
        for (Layer<?> layer : model.getLayers()) {
            written.put(layer.getName(), plain(SerializedLayers.serialize(layer).get("config")));
        }
        Map<?, ?> config = (Map<?, ?>) ((Map<?, ?>) golden.get("model")).get("config");
        for (Object item : (List<?>) config.get("layers")) {
            Map<?, ?> layer = (Map<?, ?>) item;
            Object expected = ((Map<?, ?>) layer.get("config"));
            if (isHere(layer.get("class_name")) && !layer.get("class_name").equals("InputLayer")) {
                Object name = ((Map<?, ?>) layer.get("config")).get("name");
                assertThat(written.get(name)).as("config").isEqualTo(plain(expected));
            }
        }
    }

    /** As JSON has it, all numbers being doubles, without nulls and shapes of inputs; a type of numbers by its name. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map && "DTypePolicy".equals(map.get("class_name"))) {
            return ((Map<?, ?>) map.get("config")).get("name");
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> known = new TreeMap<>();
            map.forEach((key, item) -> {
                if (item != null && !key.equals("build_config")) {
                    known.put(key, plain(item));
                }
            });
            return known;
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(item -> all.add(plain(item)));
            return all;
        }
        return value instanceof Number number ? (Object) number.doubleValue() : value;
    }
}
