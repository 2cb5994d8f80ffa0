package keras4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.sampleWeight;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import keras4j.activations.ActivationFunction;
import keras4j.core.Json;
import keras4j.core.Shape;
import keras4j.core.Structure;
import keras4j.data.BatchStream;
import keras4j.data.Dataset;
import keras4j.data.Npy;
import keras4j.layers.MaskedFunction;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models whose inputs and outputs stand in lists and maps, or of which an output has no loss, and what files have seldom (made by
 * make_model_goldens.py).
 */
class ModelGoldensTest {
    private static final Path ALL = Path.of("src/test/resources/golden/models.zip");

    @TempDir
    Path folder;

    /** Keras: models>twice, by which its file finds it, as the others. */
    public static final class Twice extends ActivationFunction {
        @Override
        public String name() {
            return "twice";
        }

        @Override
        protected Symbol call(Symbol x) {
            return x.times(2);
        }
    }

    public static final class WherePositive implements MaskedFunction {
        @Override
        public Symbol apply(Symbol x, Symbol mask) {
            Symbol counts = Ops.greater(Ops.take(x, 0, -1), 0);
            return mask == null ? counts : Ops.logicalAnd(counts, mask);
        }
    }

    public static final class LeftOut implements MaskedFunction {
        @Override
        public Symbol apply(Symbol x, Symbol mask) {
            return mask == null ? x : x.times(Ops.expandDims(Ops.cast(mask, "float32"), -1));
        }
    }

    @BeforeAll
    static void register() {
        Keras4j.registerKerasSerializable("models", Twice.class, WherePositive.class, LeftOut.class);
    }

    static List<String> all() throws IOException {
        try (ZipFile zip = new ZipFile(ALL.toFile())) {
            return Collections.list(zip.entries()).stream()
                    .map(Object::toString)
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .toList();
        }
    }

    /** Those with labels and without a user's function. */
    static List<String> trainedByKeras() throws IOException {
        List<String> trained = new ArrayList<>();
        for (String name : all()) {
            if (!name.startsWith("lambda")
                    && Json.read(name, read(name + ".json")).containsKey("y")) {
                trained.add(name);
            }
        }
        return trained;
    }

    static byte[] read(String name) throws IOException {
        try (ZipFile zip = new ZipFile(ALL.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    /** Of Keras's own file. */
    private static byte[] config(String name) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(read(name + ".keras")))) {
            ZipEntry entry = zip.getNextEntry();
            while (!entry.getName().equals("config.json")) {
                entry = zip.getNextEntry();
            }
            return zip.readAllBytes();
        }
    }

    private Model model(String name) throws IOException {
        return model(name, folder);
    }

    static Model model(String name, Path folder) throws IOException {
        return Keras4j.loadModel(Files.write(folder.resolve(name + ".keras"), read(name + ".keras")));
    }

    /** The arrays of a golden, in its lists and maps. */
    private static Object arrays(Object json) {
        if (json == null) {
            return null;
        }
        if (json instanceof Map<?, ?> map && map.containsKey("shape")) {
            int[] dims = ((List<?>) map.get("shape"))
                    .stream().mapToInt(length -> (Integer) length).toArray();
            return new Npy(Goldens.floats(map.get("values")), Shape.of(dims));
        }
        if (json instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((name, item) -> all.put(name, arrays(item)));
            return all;
        }
        List<Object> all = new ArrayList<>();
        ((List<?>) json).forEach(item -> all.add(arrays(item)));
        return all;
    }

    private static void assertClose(String what, Object found, Object expected, double tolerance) {
        float[] wanted = Goldens.floats(expected);
        float[] numbers = found instanceof Npy array ? array.values() : Goldens.floats(found);
        assertThat(numbers).as(what).hasSameSizeAs(wanted);
        float largest = 0;
        for (float number : wanted) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < wanted.length; i++) {
            double allowed = tolerance * Math.max(Math.abs(wanted[i]), 0.01 * largest);
            assertThat((double) numbers[i]).as(what + ", " + i).isCloseTo(wanted[i], within(allowed));
        }
    }

    private static FitArg[] args(Map<String, Object> golden) {
        List<FitArg> args = new ArrayList<>(List.of(batchSize(4), epochs(3), shuffle(false), verbose(0)));
        if (golden.get("sample_weight") != null) {
            args.add(sampleWeight(arrays(golden.get("sample_weight"))));
        }
        return args.toArray(FitArg[]::new);
    }

    /** Trained as Keras's own file says, and once more from the file that we write of it. */
    @ParameterizedTest
    @MethodSource("all")
    void followsKeras(String name) throws IOException {
        Map<String, Object> golden = Json.read(name, read(name + ".json"));
        Model model = model(name);
        Path ours = folder.resolve("ours.keras");
        model.save(ours);
        follows(name, golden, model);
        follows(name + ", from our file", golden, Keras4j.loadModel(ours));
        model(name).save(folder.resolve("ours.h5"));
        Model old = Keras4j.loadModel(folder.resolve("ours.h5"));
        follows(name + ", from our h5", golden, old);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weight_for_each", "weight_for_all", "weight_for_some", "weight_by_name", "weight_nested"})
    void weightsFollowKerasInDl4jsEngine(String name) throws IOException {
        Keras4j.setEngine("dl4j");
        try {
            follows(name, Json.read(name, read(name + ".json")), model(name));
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    static void follows(String name, Map<String, Object> golden, Model model) {
        Object x = arrays(golden.get("x"));
        if (golden.containsKey("y")) {
            Object y = arrays(golden.get("y"));
            Map<String, List<Double>> history = model.fit(x, y, args(golden)).history();
            Map<?, ?> expected = (Map<?, ?>) golden.get("history");
            assertThat(new ArrayList<>(history.keySet())).as(name).hasSameElementsAs(keys(expected));
            expected.forEach((key, values) -> assertClose(name + ", " + key, history.get(key), values, 1e-4));
            Dataset data = Dataset.of(x, y);
            Dataset weighted =
                    golden.get("sample_weight") == null ? data : data.sampleWeight(arrays(golden.get("sample_weight")));
            assertFigures(name, model.evaluate(data, batchSize(4), verbose(0)), golden.get("evaluated"));
            assertFigures(name, model.evaluate(weighted, batchSize(4), verbose(0)), golden.get("evaluated_weighted"));
            assertFigures(name, model.trainOnBatch(weighted), golden.get("trained_on_batch"));
            assertFigures(name, model.testOnBatch(weighted), golden.get("tested_on_batch"));
        }
        List<Object> expected = new ArrayList<>();
        Structure.of("golden", arrays(golden.get("predicted")), expected);
        List<Npy> found = List.copyOf(model.predictByName(x).values());
        assertThat(found).as(name).hasSameSizeAs(expected);
        for (int k = 0; k < found.size(); k++) {
            Npy wanted = (Npy) expected.get(k);
            assertThat(found.get(k).shape()).as(name).isEqualTo(wanted.shape());
            List<Float> values = new ArrayList<>();
            for (float value : wanted.values()) {
                values.add(value);
            }
            assertClose(name + ", output " + k, found.get(k), values, 1e-4);
        }
    }

    private static void assertFigures(String name, Logs figures, Object golden) {
        Map<?, ?> expected = (Map<?, ?>) golden;
        assertThat(figures.names()).as(name).hasSameElementsAs(keys(expected));
        expected.forEach((key, value) ->
                assertClose(name + ", " + key, List.of(figures.get((String) key)), List.of(value), 1e-4));
    }

    private static List<String> keys(Map<?, ?> map) {
        return map.keySet().stream().map(String.class::cast).toList();
    }

    /** Inputs and outputs stand in the same lists and maps. */
    @ParameterizedTest
    @MethodSource("all")
    void writesTheSameStructure(String name) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode golden = mapper.readTree(read(name + ".json"));
        JsonNode config = mapper.readTree(model(name).toJson()).get("config");
        for (String text : List.of("\"training\":true", "models>where_positive", "models>left_out")) {
            assertThat(model(name).toJson().contains(text))
                    .as(text)
                    .isEqualTo(
                            new String(config(name), UTF_8).replace(": ", ":").contains(text));
        }
        assertThat(config.get("input_layers")).isEqualTo(golden.get("inputs"));
        assertThat(config.get("output_layers")).isEqualTo(golden.get("outputs"));
    }

    /** Of a stream, each batch in the same lists and maps. */
    @ParameterizedTest
    @MethodSource("all")
    void followsKerasOnAStream(String name) throws IOException {
        Map<String, Object> golden = Json.read(name, read(name + ".json"));
        if (!golden.containsKey("y")) {
            return;
        }
        Dataset data = Dataset.of(arrays(golden.get("x")), arrays(golden.get("y")));
        Dataset weighted =
                golden.get("sample_weight") == null ? data : data.sampleWeight(arrays(golden.get("sample_weight")));
        BatchStream stream =
                BatchStream.of(() -> List.of(weighted.slice(0, 4), weighted.slice(4, 8), weighted.slice(8, 10))
                        .iterator());
        Map<String, List<Double>> history =
                model(name).fit(stream, epochs(3), verbose(0)).history();
        ((Map<?, ?>) golden.get("history"))
                .forEach((key, values) -> assertClose(name + ", " + key, history.get(key), values, 1e-4));
    }
}
