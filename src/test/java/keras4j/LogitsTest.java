package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static keras4j.ops.Ops.binaryCrossentropy;
import static keras4j.ops.Ops.categoricalCrossentropy;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.sparseCategoricalCrossentropy;
import static keras4j.ops.Ops.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.losses.LossFunction;
import keras4j.metrics.MetricFunction;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cross-entropies in losses and metrics of one's own, of saturated outputs: see src/test/python/make_logits_goldens.py. */
class LogitsTest {
    private static final Map<String, Object> GOLDEN = Goldens.read("logits");

    private static final Map<String, BinaryOperator<Symbol>> FUNCTIONS = Map.of(
            "binary", (y, p) -> mean(binaryCrossentropy(y, p), -1),
            "categorical", (y, p) -> categoricalCrossentropy(y, p),
            "sparse", (y, p) -> sparseCategoricalCrossentropy(y, p),
            "binary_of_product", (y, p) -> mean(binaryCrossentropy(y, p.times(1)), -1),
            "categorical_and_squares",
                    (y, p) -> categoricalCrossentropy(y, p)
                            .plus(mean(square(y.minus(p)), -1).times(0.5)),
            "binary_said_to_be_of_logits", (y, p) -> mean(binaryCrossentropy(y, p, true), -1));

    static Stream<Arguments> cases() {
        return ((List<?>) GOLDEN.get("cases"))
                .stream()
                        .flatMap(given -> Stream.of("compiled", "dl4j").map(engine -> {
                            Map<String, Object> golden = Config.map("case", given);
                            return Arguments.of(engine, golden.get("activation"), golden.get("function"), golden);
                        }));
    }

    @AfterEach
    void useTheDefaultEngine() {
        Keras4j.setEngine("compiled");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areWhatTheyGoBackTo(String engine, String activation, String function, Map<String, Object> golden) {
        Keras4j.setEngine(engine);
        Dense layer = new Dense(3).activation(activation).useBias(false);
        Sequential model = new Sequential(new Input(3), layer);
        model.summaryText();
        layer.setWeights(List.of(NdArrays.of(Goldens.floats(GOLDEN.get("kernel")), 3, 3)));
        BinaryOperator<Symbol> described = FUNCTIONS.get(function);
        model.compile(
                optimizer("sgd"), loss(LossFunction.of(described)), metrics(MetricFunction.of("function", described)));
        float[] y = Goldens.floats(golden.get("y"));
        Dataset data = Dataset.of(
                List.of(NdArrays.of(Goldens.floats(GOLDEN.get("x")), 4, 3)),
                List.of(NdArrays.of(y, Shape.of(y.length / 4).batchOf(4))));
        Gradients gradients = model.gradients(data);
        assertThat(gradients.loss()).isCloseTo(Goldens.number(golden.get("loss")), within(1e-4));
        float[] found = NdArrays.floats(gradients.get(gradients.names().get(0)));
        float[] expected = Goldens.floats(golden.get("gradient"));
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(2e-6));
        }
        Logs logs = model.evaluate(data, verbose(0));
        float[] evaluated = Goldens.floats(golden.get("evaluated"));
        assertThat(logs.get("loss")).isCloseTo(evaluated[0], within(1e-4));
        assertThat(logs.get("function")).isCloseTo(evaluated[1], within(1e-4));
    }
}
