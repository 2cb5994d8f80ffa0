package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.classWeight;
import static keras4j.Args.epochs;
import static keras4j.Args.sampleWeight;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models with each loss, regularizer and constraint, and with metrics of several numbers, train as in Keras: make_compile_goldens.py.
 * They are read from Keras's configs, and their own configs are Keras's.
 */
class PartGoldensTest {
    private static final Map<String, Object> GOLDEN = Goldens.readZipped("parts");

    private record Case(Map<String, Object> golden) {
        @Override
        public String toString() {
            return (String) golden.get("name");
        }
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        ((List<?>) GOLDEN.get("cases")).forEach(golden -> all.add(new Case(Config.map("case", golden))));
        return all;
    }

    static List<Case> losses() {
        return cases().stream()
                .filter(tried -> !tried.toString().startsWith("activity")
                        && !tried.toString().startsWith("ctc"))
                .toList();
    }

    @AfterEach
    void compiledAgain() {
        Keras4j.setEngine("compiled");
    }

    private static Model model(Case tried) {
        byte[] json = Json.write(Config.map("model", tried.golden().get("model")));
        Model model = Keras4j.modelFromJson(new String(json, StandardCharsets.UTF_8));
        model.setWeights(((List<?>) tried.golden().get("weights"))
                .stream().map(weight -> Goldens.numbers(weight).array()).toList());
        return model;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void trainsAsInKeras(Case tried) {
        train(tried);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void trainsAsInKerasByDl4j(Case tried) {
        Keras4j.setEngine("dl4j");
        train(tried);
    }

    private static void train(Case tried) {
        Map<String, Object> golden = tried.golden();
        List<FitArg> args = new ArrayList<>(List.of(batchSize(8), epochs(3), shuffle(false), verbose(0)));
        if (golden.get("weighted").equals(true)) {
            args.add(sampleWeight(Goldens.floats(GOLDEN.get("sample_weight"))));
        }
        if (golden.get("class_weight") != null) {
            Map<Integer, Double> weights = new LinkedHashMap<>();
            Config.map("", golden.get("class_weight"))
                    .forEach((label, weight) -> weights.put(Integer.valueOf(label), ((Number) weight).doubleValue()));
            args.add(classWeight(weights));
        }
        Goldens.Numbers x = Goldens.numbers(GOLDEN.get("x"));
        Goldens.Numbers y = Goldens.numbers(Config.map("", GOLDEN.get("labels")).get(golden.get("labels")));
        Model model = model(tried);
        History history = model.fit(x.array(), y.array(), args.toArray(FitArg[]::new));
        double tolerance = Math.max(1e-4, 2 * ((Number) golden.get("spread")).doubleValue());
        Map<String, Object> expected = Config.map("", golden.get("history"));
        assertThat(history.history().keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, epochs) -> {
            for (int epoch = 0; epoch < 3; epoch++) {
                close(
                        name + " of epoch " + epoch,
                        history.getAll(name).get(epoch),
                        (List<?>) ((List<?>) epochs).get(epoch),
                        tolerance);
            }
        });
        List<?> trained = (List<?>) golden.get("trained");
        for (int i = 0; i < trained.size(); i++) {
            double[] weight = model.getWeights().get(i).dup('c').data().asDouble();
            close("weight " + i, weight, (List<?>) trained.get(i), tolerance);
        }
    }

    private static void close(String what, double[] received, List<?> expected, double tolerance) {
        assertThat(received).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < received.length; i++) {
            double value = ((Number) expected.get(i)).doubleValue();
            double allowed = tolerance * Math.max(1e-2, Math.abs(value));
            assertThat(received[i]).as("%s, number %d", what, i).isCloseTo(value, within(allowed));
        }
    }

    /** Each argument that Keras writes is written with the same value. */
    @ParameterizedTest
    @MethodSource("cases")
    void configsAreKeras(Case tried) {
        Map<String, Object> written = Json.read("model", model(tried).toJson().getBytes(StandardCharsets.UTF_8));
        Map<String, Object> keras = Config.map("", tried.golden().get("model"));
        Goldens.same("", keras.get("compile_config"), written.get("compile_config"));
        Goldens.same("", keras.get("config"), written.get("config"));
    }
}
