package keras4j;

import static keras4j.Args.sampleWeight;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training by single batches, and from files that Keras saved in mid-training, goes as with Keras. */
class TrainingGoldensTest {
    private static void assertFigures(Logs logs, Object expected) {
        Map<String, Object> figures = Config.map("figures", expected);
        assertThat(logs.names()).containsExactlyInAnyOrderElementsOf(figures.keySet());
        figures.forEach((name, value) -> Goldens.assertClose(logs.get(name), value));
    }

    @Test
    void singleBatches() {
        Map<String, Object> golden = Goldens.read("on_batch");
        Model model = Goldens.compiled(golden);
        Dataset all = Goldens.data(golden);
        Dataset unweighted = Goldens.unweighted(golden);
        float[] weights = Goldens.floats(golden.get("sample_weight"));
        int compared = 0;
        for (Object entry : (List<?>) golden.get("calls")) {
            Map<String, Object> call = Config.map("call", entry);
            if (call.get("call").equals("fit")) {
                Map<String, Object> fit = new LinkedHashMap<>(golden);
                fit.put("epochs", call.get("epochs"));
                GoldenFit.run(model, fit);
            }
            if (!(call.get("rows") instanceof List<?> rows)) {
                continue;
            }
            int from = (Integer) rows.get(0);
            int to = (Integer) rows.get(1);
            boolean weighted = Boolean.TRUE.equals(call.get("sample_weight"));
            Dataset batch = (weighted ? all : unweighted).slice(from, to);
            switch ((String) call.get("call")) {
                case "train_on_batch" -> {
                    Logs logs = call.containsKey("class_weight")
                            ? model.trainOnBatch(
                                    batch, Args.classWeight(GoldenFit.classWeights(call.get("class_weight"))))
                            : model.trainOnBatch(batch);
                    assertResult(logs, call.get("result"));
                }
                case "test_on_batch" -> {
                    float[] part = Arrays.copyOfRange(weights, from, to);
                    assertResult(
                            weighted
                                    ? model.testOnBatch(unweighted.slice(from, to), sampleWeight(part))
                                    : model.testOnBatch(batch),
                            call.get("result"));
                }
                case "predict_on_batch" ->
                    assertThat(NdArrays.floats(model.predictOnBatch(batch.x())))
                            .containsExactly(Goldens.floats(call.get("result")), within(1e-5f));
                case "evaluate" ->
                    Goldens.assertClose(
                            model.evaluate(batch, verbose(0)).loss(), ((List<?>) call.get("result")).get(0));
                default -> throw new IllegalArgumentException(call.toString());
            }
            compared++;
        }
        assertThat(compared).isGreaterThan(12);
    }

    /** All figures, or the loss as the first of a list. */
    private static void assertResult(Logs logs, Object expected) {
        if (expected instanceof List<?> list) {
            Goldens.assertClose(logs.loss(), list.get(0));
        } else {
            assertFigures(logs, expected);
        }
    }

    static List<String> files() {
        return Goldens.names("resume-").stream()
                .distinct()
                .filter(name -> !name.endsWith(".keras"))
                .toList();
    }

    /** Files that Keras saved in mid-training are read with all they hold, and go on as Keras does. */
    @ParameterizedTest
    @MethodSource("files")
    void trainingGoesOn(String name) throws Exception {
        Map<String, Object> golden = Goldens.read(name);
        Path file = Path.of(
                Goldens.class.getResource("/golden/" + golden.get("file")).toURI());
        Sequential model = (Sequential) Keras4j.loadModel(file);
        assertThat(model.trainer().optimizer().iterations())
                .isEqualTo(((Number) Config.map("var", ((List<?>) golden.get("optimizer_vars")).get(0))
                                .get("values"))
                        .longValue());
        History history = GoldenFit.run(model, golden);
        Config.map("history", golden.get("history")).forEach((key, values) -> {
            for (int i = 0; i < history.get(key).size(); i++) {
                Goldens.assertClose(history.get(key).get(i), ((List<?>) values).get(i));
            }
        });
        List<?> weights = (List<?>) golden.get("final_weights");
        for (int i = 0; i < weights.size(); i++) {
            assertThat(NdArrays.floats(model.getWeights().get(i)))
                    .containsExactly(Goldens.floats(weights.get(i)), within(1e-4f));
        }
    }
}
