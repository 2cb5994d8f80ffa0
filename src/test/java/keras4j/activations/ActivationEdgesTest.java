package keras4j.activations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import keras4j.Edges;
import keras4j.core.NdArrays;
import keras4j.internal.dl4j.Dl4jActivations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Activations and their slopes at the edges of float32 are Keras's. */
class ActivationEdgesTest {
    private static final JsonNode GOLDEN = Edges.GOLDEN.get("activations");
    /** relu's loop without comparisons makes NaN of the slope at NaN, where TensorFlow has 0: the output is NaN in both. */
    private static final Set<String> OURS = Set.of("slope of relu (NaN)");
    /** Beside it, ND4J's tanh loses the digits of numbers near 0. */
    private static final Set<String> ND4J =
            Set.of("slope of relu (NaN)", "tanh (1.0E-30)", "tanh (-1.0E-30)", "tanh (1.0E-7)");

    static List<String> names() {
        List<String> names = new ArrayList<>();
        GOLDEN.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @MethodSource("names")
    void valuesAndSlopesAreKeras(String name) {
        ActivationFunction function = ActivationsTest.function(name);
        JsonNode golden = GOLDEN.get(name);
        float[] x = Edges.floats(golden.get("x"));
        int width = golden.get("width").intValue();
        Traced found = Traced.of(function, x, Edges.floats(golden.get("dy")), width);
        List<String> differences = Edges.differences(name, found.y(), golden.get("y"), x);
        differences.addAll(Edges.differences("slope of " + name, found.dx(), golden.get("dx"), x));
        Edges.assertOnly(OURS, differences);
    }

    @ParameterizedTest
    @MethodSource("names")
    void valuesAndSlopesInDl4jAreKeras(String name) {
        ActivationFunction function = ActivationsTest.function(name);
        JsonNode golden = GOLDEN.get(name);
        float[] x = Edges.floats(golden.get("x"));
        int width = golden.get("width").intValue();
        int rows = x.length / width;
        INDArray y = Dl4jActivations.of(function).getActivation(NdArrays.of(x, rows, width), true);
        INDArray dy = NdArrays.of(
                Edges.floats(golden.get("dy")), rows, golden.get("y").size() / rows);
        INDArray dx = Dl4jActivations.of(function)
                .backprop(NdArrays.of(x, rows, width), dy)
                .getFirst();
        List<String> differences = Edges.differences(name, NdArrays.floats(y), golden.get("y"), x);
        differences.addAll(Edges.differences("slope of " + name, NdArrays.floats(dx), golden.get("dx"), x));
        Edges.assertOnly(ND4J, differences);
    }

    @Test
    void allHaveAGolden() {
        Set<String> all = new TreeSet<>(Activations.REGISTRY.names());
        all.remove("step"); // which Keras does not have
        assertThat(names()).containsAll(all);
    }
}
