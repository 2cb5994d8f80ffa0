package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.internal.compiled.Program;
import keras4j.internal.graph.Network;
import keras4j.internal.saving.ModelConfig;
import keras4j.layers.LayerHooks;
import keras4j.layers.Layers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a mask behind each layer, as in Keras. */
class MasksTest {
    /** Those that refuse a mask, for Keras changes numbers there that do not count; and what has no input. */
    private static final Set<String> WITHOUT = Set.of(
            "InputLayer",
            "Maximum",
            "Minimum",
            "Multiply",
            "RepeatVector",
            "Softmax",
            "GRUCell",
            "LSTMCell",
            "SimpleRNNCell",
            "StackedRNNCells");

    static Stream<Map<String, Object>> cases() {
        return ((List<?>) Goldens.read("masks").get("cases")).stream().map(item -> Config.map("case", item));
    }

    private static Network network(Map<String, Object> golden) {
        return new Network(
                ModelConfig.read(Config.map("model", golden.get("model"))).graph());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void behindEachLayer(Map<String, Object> golden) {
        Network network = network(golden);
        float[] x = Goldens.floats(golden.get("x"));
        int samples = x.length / network.inputShape().size();
        Program program = new Program(network);
        program.forward(network.weights(), 1, new float[][] {x}, samples, false, true);
        float[] mask = program.mask(0);
        Object expected = golden.get("mask");
        int count = expected instanceof List<?> list ? list.size() : 0;
        assertThat(mask == null ? null : found(mask, count)).isEqualTo(expected);
    }

    private static List<Integer> found(float[] mask, int count) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add((int) mask[i]);
        }
        return found;
    }

    @Test
    void noLayerIsLeftOut() {
        Set<String> classes = cases().flatMap(golden -> network(golden).layers().stream())
                .map(placed -> LayerHooks.className(placed.layer()))
                .collect(Collectors.toCollection(TreeSet::new));
        classes.addAll(WITHOUT);
        classes.add("InputLayer");
        assertThat(classes).containsAll(Layers.REGISTRY.names());
    }
}
