package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.validationData;
import static keras4j.Args.verbose;
import static keras4j.Args.weightedMetrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keras4j.data.Dataset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Training steps that a model describes itself, beside Keras on TensorFlow: make_step_goldens.py. */
class TrainStepTest {
    private static JsonNode goldens;

    @BeforeAll
    static void read() throws IOException {
        goldens = new ObjectMapper().readTree(TrainStepTest.class.getResourceAsStream("/golden/steps.json"));
    }

    private static Arguments of(String name, Supplier<Model> model, CompileArg... args) {
        return Arguments.of(name, model, args);
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                of("plain", StepModels.Plain::new, optimizer("adam"), loss("mse"), metrics("mae")),
                of("plain_weights", StepModels.Plain::new, optimizer("adam"), loss("mse"), weightedMetrics("mae")),
                of("own_loss", StepModels.OwnLoss::new, optimizer("adam"), loss("mse"), metrics("mse")),
                of("gan", StepModels.Gan::new),
                of("wgan", StepModels.Wgan::new),
                of("vae", StepModels.Vae::new, optimizer("sgd")),
                of("steps", StepModels.Steps::new, optimizer("rmsprop")),
                of("adversarial", StepModels.Adversarial::new, optimizer("sgd")),
                of("order", StepModels.Order::new),
                of("bare", StepModels.Bare::new, optimizer("adam")),
                of("distiller", StepModels.Distiller::new, optimizer("adam"), loss("mse")),
                of("added", StepModels::added, optimizer("adam"), loss("mse")),
                of("added_weights", StepModels::added, optimizer("adam"), loss("mse")),
                of("alone", StepModels::alone, optimizer("adam")));
    }

    private static INDArray array(JsonNode node) {
        long[] shape = new long[node.get("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = node.get("shape").get(i).asLong();
        }
        return Nd4j.createFromArray(floats(node.get("values"))).reshape(shape);
    }

    private static float[] floats(JsonNode node) {
        float[] values = new float[node.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) node.get(i).asDouble();
        }
        return values;
    }

    private static List<INDArray> arrays(JsonNode nodes) {
        List<INDArray> all = new ArrayList<>();
        nodes.forEach(node -> all.add(array(node)));
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void trainsAsKeras(String name, Supplier<Model> maker, CompileArg[] args) {
        JsonNode golden = goldens.get(name);
        List<INDArray> x = arrays(golden.get("x"));
        boolean hasLabels = !golden.get("y").isNull();
        Dataset data = hasLabels ? Dataset.of(x, array(golden.get("y"))) : Dataset.of(x);
        Dataset weighted =
                golden.get("sample_weight").isNull() ? data : data.sampleWeight(floats(golden.get("sample_weight")));
        Model model = maker.get();
        model.compile(args);
        model.network(data.xShapes());
        model.setWeights(arrays(golden.get("weights")));
        List<FitArg> fit = new ArrayList<>(List.of(epochs(3), batchSize(8), shuffle(false), verbose(0)));
        if (golden.get("history")
                .has("val_" + golden.get("history").fieldNames().next())) {
            fit.add(validationData(data));
        }
        History history = model.fit(weighted, fit.toArray(FitArg[]::new));

        List<String> names = new ArrayList<>();
        golden.get("history").fieldNames().forEachRemaining(names::add);
        for (String each : names) {
            for (int epoch = 0; epoch < 3; epoch++) {
                close(
                        each + " " + epoch,
                        history.get(each).get(epoch),
                        golden.get("history").get(each).get(epoch));
            }
        }
        List<INDArray> trained = model.getWeights();
        for (int i = 0; i < trained.size(); i++) {
            close("weight " + i, trained.get(i), golden.get("trained").get(i));
        }
        if (golden.has("predicted")) {
            close("predicted", model.predict(Dataset.of(x), batchSize(8)), golden.get("predicted"));
        }
        if (golden.has("figures")) {
            Logs figures = model.evaluate(data, batchSize(8), verbose(0));
            golden.get("figures")
                    .properties()
                    .forEach(figure ->
                            close("evaluated " + figure.getKey(), figures.get(figure.getKey()), figure.getValue()));
        }
    }

    private static void close(String what, double found, JsonNode expected) {
        double value = expected.asDouble();
        assertThat(found).as(what).isCloseTo(value, within(1e-4 * Math.max(Math.abs(value), 1e-2)));
    }

    private static void close(String what, INDArray found, JsonNode expected) {
        float[] values = floats(expected.get("values"));
        float[] numbers = found.dup('c').data().asFloat();
        assertThat(numbers.length).isEqualTo(values.length);
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < values.length; i++) {
            assertThat((double) numbers[i]).as(what + ", " + i).isCloseTo(values[i], within(1e-4 * largest));
        }
    }
}
