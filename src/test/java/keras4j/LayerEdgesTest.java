package keras4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import keras4j.core.NdArrays;
import keras4j.internal.compiled.Program;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What layers make of the edges of float32, and the gradients by these, are Keras's. */
class LayerEdgesTest {
    /** The gates' sigmoid and tanh are within 3e-7, see Quotients. */
    private static final double OF_GATES = 1e-6;

    /**
     * Keras loses beta beside a mean of 1e16. Of 0 and -0, maximum pooling takes 0 for the larger one, where Keras takes the first;
     * of two NaN it gives the gradient to the last one.
     */
    private static final Set<String> OURS = Set.of(
            "batch normalization in training [1e+16, 1e+16, 1e+16, 1e+16] (1.00000003E16)",
            "gradient of max pooling (-0.0)",
            "gradient of max pooling (0.0)",
            "gradient of max pooling of images (NaN)");

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    static Stream<JsonNode> layers() {
        return StreamSupport.stream(Edges.GOLDEN.get("layers").spliterator(), false);
    }

    private static Model model(JsonNode golden) {
        Model model = Keras4j.modelFromJson(golden.get("model").toString());
        List<INDArray> weights = new ArrayList<>();
        for (Slot slot : model.network().slots()) {
            float[] values = Edges.floats(golden.get("weights").get(weights.size()));
            weights.add(NdArrays.of(values, slot.spec().shape().lengths()));
        }
        model.setWeights(weights);
        return model;
    }

    @ParameterizedTest
    @MethodSource("layers")
    void outputsAndGradientsAreKeras(JsonNode golden) {
        String name = golden.get("name").textValue();
        Network network = model(golden).network();
        Program program = new Program(network);
        float[] x = Edges.floats(golden.get("x"));
        int samples = golden.get("samples").intValue();
        program.forward(network.weights(), 1, new float[][] {x}, samples, true, true);
        List<String> differences = differences(name, program.output(0), golden.get("y"), x);
        float[] dy = Edges.floats(golden.get("dy"));
        System.arraycopy(dy, 0, program.gradient(0), 0, dy.length);
        program.backward(new float[network.countParams()]);
        float[] dx = new float[x.length];
        program.copyGradient(0, dx, samples);
        differences.addAll(differences("gradient of " + name, dx, golden.get("dx"), x));
        Edges.assertOnly(OURS, differences);
    }

    private static List<String> differences(String what, float[] found, JsonNode expected, float[] x) {
        double noise = what.contains("lstm") || what.contains("masking") ? OF_GATES : 0;
        return Edges.differences(what, Arrays.copyOf(found, expected.size()), expected, noise, x);
    }
}
