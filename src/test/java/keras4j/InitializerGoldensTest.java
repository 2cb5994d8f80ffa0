package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.initializers.Initializers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Initializers of Keras's configs give Keras's numbers, random ones numbers that are distributed as Keras's: make_compile_goldens.py. */
class InitializerGoldensTest {
    private static final Map<String, Object> GOLDEN = Goldens.readZipped("initializers");

    static List<Map<String, Object>> exact() {
        return cases("exact");
    }

    static List<Map<String, Object>> random() {
        return cases("random");
    }

    private static List<Map<String, Object>> cases(String kind) {
        return ((List<?>) GOLDEN.get(kind))
                .stream().map(golden -> Config.map(kind, golden)).toList();
    }

    private static float[] values(Map<String, Object> golden) {
        Initializer initializer = Serialized.read("initializer", golden.get("initializer"), Initializers.REGISTRY);
        int[] dims = ((List<?>) golden.get("shape"))
                .stream().mapToInt(dim -> (Integer) dim).toArray();
        float[] values = new float[Shape.of(dims).size()];
        initializer.fill(values, 0, Shape.of(dims));
        Map<String, Object> config =
                Config.map("", Config.map("", golden.get("initializer")).get("config"));
        Config.write(initializer::config).forEach((key, value) -> {
            boolean isArray = config.get(key) instanceof Map<?, ?>;
            boolean isNumber = value instanceof Number && config.get(key) instanceof Number;
            if (isNumber) {
                assertThat(((Number) value).doubleValue()).isEqualTo(((Number) config.get(key)).doubleValue());
            } else if (!isArray) {
                assertThat(value).as(key).isEqualTo(config.get(key));
            }
        });
        return values;
    }

    @ParameterizedTest
    @MethodSource("exact")
    void numbersAreKeras(Map<String, Object> golden) {
        float[] expected = Goldens.floats(golden.get("values"));
        float[] received = values(golden);
        for (int i = 0; i < expected.length; i++) {
            assertThat(received[i])
                    .as("number %d", i)
                    .isCloseTo(expected[i], within(1e-6f + 1e-5f * Math.abs(expected[i])));
        }
    }

    /** Both are drawn: mean and deviation of n numbers differ by about the deviation divided by the root of n, and the largest is near a limit. */
    @ParameterizedTest
    @MethodSource("random")
    void distributionsAreKeras(Map<String, Object> golden) {
        float[] received = values(golden);
        List<?> moments = (List<?>) golden.get("moments");
        double[] keras = moments.stream()
                .mapToDouble(moment -> ((Number) moment).doubleValue())
                .toArray();
        int n = received.length;
        double mean = 0;
        double largest = 0;
        for (float value : received) {
            mean += value / (double) n;
            largest = Math.max(largest, Math.abs(value));
        }
        double squares = 0;
        for (float value : received) {
            squares += (value - mean) * (value - mean) / n;
        }
        double[] all = {mean, Math.sqrt(squares), largest};
        assertThat(all[0])
                .as("mean of %s", Arrays.toString(all))
                .isCloseTo(keras[0], within(6 * keras[1] / Math.sqrt(n)));
        assertThat(all[1]).as("deviation").isCloseTo(keras[1], within(0.02 * keras[1]));
        assertThat(all[2]).as("largest").isCloseTo(keras[2], within(0.3 * keras[2]));
    }
}
