package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import keras4j.core.Config;
import keras4j.core.LearningRateSchedule;
import keras4j.core.NdArrays;
import keras4j.core.OptimizerState;
import keras4j.core.Serialized;
import keras4j.core.Variable;
import keras4j.data.Dataset;
import keras4j.optimizers.GradientOptimizer;
import keras4j.optimizers.Optimizers;
import keras4j.optimizers.schedules.Schedules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every optimizer and schedule moves weights as Keras on TensorFlow does, remembers the same, and goes on from Keras's files. */
class OptimizerGoldensTest {
    private static final int ROWS = 50;
    private static final Map<String, Object> ALL = read();

    @TempDir
    Path folder;

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static Map<String, Object> read() {
        try (InputStream in =
                new GZIPInputStream(OptimizerGoldensTest.class.getResourceAsStream("/golden/optimizers.json.gz"))) {
            return new ObjectMapper().readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> golden(String group, String name) {
        return Config.map(name, Config.map(group, ALL.get(group)).get(name));
    }

    static Stream<Arguments> cases() {
        return Stream.of("optimizers", "schedules")
                .flatMap(group ->
                        Config.map(group, ALL.get(group)).keySet().stream().map(name -> Arguments.of(group, name)));
    }

    static Stream<Arguments> goldens() {
        return cases().flatMap(each ->
                Stream.of("compiled", "dl4j").map(engine -> Arguments.of(each.get()[0], each.get()[1], engine)));
    }

    /** The model before it was trained. */
    private static Model model(Map<String, Object> golden) {
        Map<String, Object> config = Config.map("model", golden.get("model"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", config);
        values.put("initial_weights", golden.get("initial"));
        values.put("compile_config", config.get("compile_config"));
        return Goldens.compiled(values);
    }

    private static Dataset data(Map<String, Object> golden) {
        float[] x = Goldens.floats(Config.map("x", ALL.get("x")).get((String) golden.get("kind")));
        float[] y = Goldens.floats(ALL.get("y"));
        long[] shape = golden.get("kind").equals("conv") ? new long[] {ROWS, 6, 3} : new long[] {ROWS, x.length / ROWS};
        return Dataset.of(NdArrays.of(x, shape), NdArrays.of(y, ROWS, 2));
    }

    /** Files do not have what is excluded from weight decay. */
    private static void exclude(String name, Model model) {
        if (List.of("adamw_all", "muon_no_embedding").contains(name)) {
            ((GradientOptimizer<?>) model.getOptimizer()).excludeFromWeightDecay("bias");
        }
    }

    private static void assertClose(String what, float[] found, Object expected, double tolerance) {
        float[] numbers = Goldens.floats(expected);
        assertThat(found).as(what).hasSameSizeAs(numbers);
        double most = 0;
        for (float number : numbers) {
            most = Math.max(most, Math.abs(number));
        }
        for (int i = 0; i < numbers.length; i++) {
            if (!(Math.abs(found[i] - numbers[i]) <= tolerance * Math.max(Math.abs(numbers[i]), most / 100))) {
                fail("%s, number %d: expected %s, received %s", what, i, numbers[i], found[i]);
            }
        }
    }

    private static void assertFollows(Model model, int more, Map<String, Object> golden, String prefix) {
        History history = model.fit(data(golden), batchSize(8), epochs(more), shuffle(false), verbose(0));
        double tolerance = Math.max(1e-4, 2 * Goldens.number(golden.get("spread")));
        float[] losses = new float[more];
        for (int i = 0; i < more; i++) {
            losses[i] = history.get("loss").get(i).floatValue();
        }
        assertClose(prefix + "loss", losses, golden.get(prefix + "loss"), tolerance);
        List<?> weights = (List<?>) golden.get(prefix + "weights");
        for (int i = 0; i < weights.size(); i++) {
            assertClose(
                    prefix + "weight " + i, NdArrays.floats(model.getWeights().get(i)), weights.get(i), tolerance);
        }
    }

    private static void addVariables(OptimizerState state, List<Variable> variables, List<float[]> all) {
        all.add(new float[] {state.iterations()});
        state.rule().savedRate().ifPresent(rate -> all.add(new float[] {(float) rate}));
        for (OptimizerState.Remembered one : state.remembered(variables)) {
            float[] values = new float[one.shape().size()];
            System.arraycopy(one.values(), one.from(), values, 0, values.length);
            all.add(values);
        }
        state.inner(variables).forEach(inner -> addVariables(inner.state(), inner.variables(), all));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void followsKeras(String group, String name, String engine) {
        Keras4j.setEngine(engine);
        Map<String, Object> golden = golden(group, name);
        Map<String, Object> config = Config.map("model", golden.get("model"));
        Model model = model(golden);
        exclude(name, model);
        assertThat(numbers(Serialized.of(model.getOptimizer(), Optimizers.REGISTRY)))
                .isEqualTo(numbers(Config.map("", config.get("compile_config")).get("optimizer")));
        assertFollows(model, 3, golden, "");
        OptimizerState state = model.optimizerAtWork();
        List<float[]> found = new ArrayList<>();
        addVariables(state, model.network().variables(model.network().trainable()), found);
        List<?> expected = (List<?>) golden.get("variables");
        assertThat(found).hasSameSizeAs(expected);
        double tolerance = Math.max(1e-4, 2 * Goldens.number(golden.get("spread")));
        for (int i = 0; i < found.size(); i++) {
            assertClose("variable " + i, found.get(i), expected.get(i), tolerance);
        }
        assertThat(state.countParams()).isEqualTo(((Number) golden.get("optimizer_params")).longValue());
        Path file = folder.resolve("model.keras");
        model.save(file);
        assertFollows(model, 1, golden, "more_");
        assertGoesOn(name, file, golden);
    }

    private static void assertGoesOn(String name, Path file, Map<String, Object> golden) {
        Model loaded = Keras4j.loadModel(file);
        exclude(name, loaded);
        assertFollows(loaded, 1, golden, "more_");
    }

    static Stream<String> files() {
        return Config.map("", ALL.get("optimizers")).keySet().stream()
                .filter(name -> golden("optimizers", name).containsKey("file"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void goesOnFromKerasFiles(String name) throws IOException {
        Map<String, Object> golden = golden("optimizers", name);
        Path file = folder.resolve("theirs.keras");
        Files.write(file, Base64.getDecoder().decode((String) golden.get("file")));
        assertGoesOn(name, file, golden);
    }

    /** Those with the unusual arguments, each class once: Keras on JAX takes some seconds for each. */
    static Stream<Arguments> unusual() {
        return cases().filter(each -> each.get()[1].toString().matches(".*_(all|one)"));
    }

    /** What was trained here goes on in real Keras as it does here; what is excluded from weight decay is in no file. */
    @Tag("interop")
    @ParameterizedTest
    @MethodSource("unusual")
    void kerasGoesOnFromOurFiles(String group, String name) throws Exception {
        Map<String, Object> golden = golden(group, name);
        Model model = model(golden);
        model.fit(data(golden), batchSize(8), epochs(2), shuffle(false), verbose(0));
        Path file = folder.resolve("ours.keras");
        model.save(file);
        InteropTest.assertGoesOnAsThere(model, file, data(golden));
    }

    static Stream<String> schedules() {
        return Config.map("", ALL.get("schedules")).keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void schedulesSayKerasLearningRates(String name) {
        Map<String, Object> golden = golden("schedules", name);
        Map<String, Object> compile =
                Config.map("", Config.map("", golden.get("model")).get("compile_config"));
        Map<String, Object> config =
                Config.map("", Config.map("", compile.get("optimizer")).get("config"));
        LearningRateSchedule schedule = Serialized.read("schedule", config.get("learning_rate"), Schedules.REGISTRY);
        List<?> steps = (List<?>) ALL.get("steps");
        float[] rates = new float[steps.size()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (float) schedule.at(((Number) steps.get(i)).longValue());
        }
        assertClose("rates", rates, golden.get("rates"), 1e-5);
    }

    /** Every class of the table has goldens. */
    @Test
    void noneIsLeftOut() {
        TreeSet<String> optimizers = new TreeSet<>();
        goldenConfigs("optimizers").forEach(config -> optimizers.add((String) config.get("class_name")));
        assertThat(optimizers)
                .containsAll(Optimizers.REGISTRY.names().stream()
                        .filter(name -> Character.isUpperCase(name.charAt(0)))
                        .toList());
        TreeSet<String> schedules = new TreeSet<>();
        goldenConfigs("schedules")
                .map(config ->
                        Config.map("", Config.map("", config.get("config")).get("learning_rate")))
                .forEach(config -> schedules.add((String) config.get("class_name")));
        assertThat(schedules).containsAll(Schedules.REGISTRY.names());
    }

    private static Stream<Map<String, Object>> goldenConfigs(String group) {
        return Config.map(group, ALL.get(group)).values().stream()
                .map(golden -> Config.map("", Config.map("", golden).get("model")))
                .map(model -> Config.map(
                        "", Config.map("", model.get("compile_config")).get("optimizer")));
    }

    /** JSON with all numbers as doubles. */
    private static Object numbers(Object json) {
        if (json instanceof Map<?, ?> map) {
            Map<Object, Object> all = new LinkedHashMap<>();
            map.forEach((key, value) -> all.put(key, numbers(value)));
            return all;
        }
        if (json instanceof List<?> list) {
            return list.stream().map(OptimizerGoldensTest::numbers).toList();
        }
        return json instanceof Number number ? (Object) number.doubleValue() : json;
    }
}
