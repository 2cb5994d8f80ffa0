package keras4j.losses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import keras4j.Edges;
import keras4j.core.Config;
import keras4j.core.Loss;
import keras4j.core.Reduction;
import keras4j.internal.graph.OutputLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and their gradients at the edges of float32 are Keras's. */
class LossEdgesTest {
    static Stream<JsonNode> losses() {
        return StreamSupport.stream(Edges.GOLDEN.get("losses").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("losses")
    @SuppressWarnings("unchecked")
    void lossesAndGradientsAreKeras(JsonNode golden) {
        String name = golden.get("loss").textValue();
        Loss loss = Losses.REGISTRY.get(name);
        Map<String, Object> arguments = new ObjectMapper().convertValue(golden.get("arguments"), Map.class);
        Config.read(name, arguments, loss::config);
        float[] labels = Edges.floats(golden.get("labels"));
        float[] predictions = Edges.floats(golden.get("predictions"));
        int width = golden.get("width").intValue();
        int rows = predictions.length / width;
        float[] losses = new float[rows];
        loss.losses(labels, predictions, rows, width, losses);
        float[] gradients = new float[predictions.length];
        loss.gradients(labels, predictions, rows, width, gradients);
        List<String> differences =
                Edges.differences(name + arguments, losses, golden.get("losses"), labels, predictions);
        differences.addAll(Edges.differences(
                "gradient of " + name + arguments, gradients, golden.get("gradients"), labels, predictions));
        assertThat(differences).isEmpty();
    }

    @Test
    void allHaveAGolden() {
        Set<String> all = new TreeSet<>();
        Losses.REGISTRY.names().stream()
                .map(Losses.REGISTRY::get)
                .filter(loss -> !(loss instanceof LossFunction)) // the ops that these are made of have goldens
                .forEach(loss -> all.add(loss.name()));
        all.remove("crossentropy"); // in whose place one of the others comes
        assertThat(losses().map(golden ->
                        Losses.REGISTRY.get(golden.get("loss").textValue()).name()))
                .containsAll(all);
    }

    static Stream<JsonNode> reductions() {
        return StreamSupport.stream(Edges.GOLDEN.get("reductions").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("reductions")
    void reductionsAreKeras(JsonNode golden) {
        Reduction reduction = Reduction.of("reduction", golden.get("reduction").textValue());
        OutputLoss loss = new OutputLoss(new MeanSquaredError(), false, reduction, 1, 1);
        float[] weights = golden.get("weights").isNull() ? null : Edges.floats(golden.get("weights"));
        float[] predictions = Edges.floats(golden.get("predictions"));
        float[] found = {(float) loss.value(new float[3], predictions, weights, 3, 1, new float[3])};
        float[] gradients = new float[3];
        loss.gradients(new float[3], predictions, weights, 3, 1, gradients);
        List<String> differences = Edges.differences("loss", found, golden.get("loss"), predictions);
        differences.addAll(Edges.differences("gradient", gradients, golden.get("gradients"), predictions));
        assertThat(differences).isEmpty();
    }
}
