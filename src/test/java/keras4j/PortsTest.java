package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import keras4j.data.Npy;
import keras4j.ports.AcGan;
import keras4j.ports.Dcgan;
import keras4j.ports.Translator;
import keras4j.ports.Vae;
import keras4j.ports.WganGp;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs of keras4j.ports compute what those of src/test/python/ports compute in real Keras on TensorFlow. */
class PortsTest {
    private static final double TOLERANCE = 1e-4;

    private static final Map<String, Supplier<Map<String, Object>>> PORTS = Map.of(
            "vae", Vae::run,
            "dcgan", Dcgan::run,
            "wgan_gp", WganGp::run,
            "translator", Translator::run,
            "ac_gan", AcGan::run);

    private static List<String> names() {
        return PORTS.keySet().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void portFollowsKeras(String name) {
        Map<String, Object> golden = Goldens.read("ports/" + name);
        golden.remove("made_by");
        assertSame(name, golden);
    }

    /** The same beside real Keras; see {@link InteropTest}. */
    @Tag("interop")
    @Test
    void portsFollowKerasThatRunsNow() throws Exception {
        Map<String, Map<String, Object>> all = new ObjectMapper()
                .convertValue(Python.run("make_port_goldens.py", "", "--print"), new TypeReference<>() {});
        assertThat(all).containsOnlyKeys(PORTS.keySet());
        all.forEach(PortsTest::assertSame);
    }

    private static void assertSame(String name, Map<String, Object> expected) {
        Map<String, Object> found = PORTS.get(name).get();
        assertThat(found).containsOnlyKeys(expected.keySet());
        expected.forEach((key, value) -> {
            if (value instanceof Map<?, ?> history) {
                Map<?, ?> curves = (Map<?, ?>) found.get(key);
                assertThat(curves.keySet()).isEqualTo(history.keySet());
                history.forEach((curve, values) -> assertClose(name + ", " + curve, curves.get(curve), values));
            } else if (found.get(key) instanceof Npy array) {
                assertClose(name + ", " + key, floats(array), value);
            } else {
                assertThat(found.get(key)).isEqualTo(value);
            }
        });
    }

    /** Relative to each number, or to 1 % of the largest. */
    private static void assertClose(String name, Object found, Object expected) {
        double[] numbers = numbers(expected);
        double[] ours = numbers(found);
        assertThat(ours).as(name).hasSameSizeAs(numbers);
        double least = 0.01 * Arrays.stream(numbers).map(Math::abs).max().orElseThrow();
        double largest = 0;
        for (int i = 0; i < numbers.length; i++) {
            largest = Math.max(largest, Math.abs(ours[i] - numbers[i]) / Math.max(Math.abs(numbers[i]), least));
        }
        assertThat(largest).as(name).isLessThan(TOLERANCE);
    }

    private static List<Float> floats(Npy array) {
        List<Float> values = new ArrayList<>();
        for (float value : array.values()) {
            values.add(value);
        }
        return values;
    }

    private static double[] numbers(Object list) {
        return ((List<?>) list).stream().mapToDouble(Goldens::number).toArray();
    }
}
