package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.data.Dataset;
import keras4j.internal.dl4j.Dl4jUpdaters;
import keras4j.layers.Normalization;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** From Keras's first weights, predictions, evaluation and training follow Keras on TensorFlow. */
class TrajectoryTest {
    private static final double FORWARD = 1e-5;
    private static final double TRAJECTORY = 1e-4;

    /** The goldens that DL4J cannot train so: it has not that loss, or would train what is frozen. */
    private static final Set<String> ONLY_HERE = Set.of(
            "trajectory-binary_of_linear",
            "trajectory-cnn_ends_with_images",
            "trajectory-conv_regularizers",
            "trajectory-norm_arguments",
            "trajectory-norm_frozen",
            "trajectory-binary_of_probabilities",
            "trajectory-binary_of_softmax",
            "trajectory-labels_with_last_axis",
            "trajectory-labels_without_last_axis",
            "trajectory-categorical_of_probabilities",
            "trajectory-categorical_of_sigmoid",
            "trajectory-output_of_positions",
            "trajectory-regularizer_bias",
            "trajectory-regularizer_l1",
            "trajectory-regularizer_l1_l2",
            "trajectory-regularizer_l2",
            "trajectory-metrics_binary_crossentropy_of_probabilities",
            "trajectory-conv1d_regularizers",
            "trajectory-function_prelu",
            "trajectory-sparse_of_probabilities");

    /** The same by their kind: of losses, DL4J has a few with Keras's mean. */
    private static final Pattern ONLY_HERE_ALL =
            Pattern.compile("trajectory-(activity_|loss_(?!mae$|reduction_mean$)).*");

    /** Python's generators cannot begin anew; Keras gives their first two batches again, which no stream here does. */
    private static final Set<String> GENERATORS = Set.of(
            "trajectory-batches_run_out", "trajectory-batches_run_out_of_steps", "trajectory-batches_fewer_than_steps");

    static List<String> goldens() {
        return Goldens.names("trajectory-").stream()
                .filter(name -> !GENERATORS.contains(name))
                .toList();
    }

    /** Those whose layers run one after the other, and read no mask. */
    static List<String> chains() {
        return goldens().stream()
                .filter(name -> !name.startsWith("trajectory-graph") && !name.startsWith("trajectory-mask"))
                .toList();
    }

    /** Those of a plain fit, and of Normalization. */
    static List<String> plainGoldens() {
        return chains().stream()
                .filter(name -> name.startsWith("trajectory-normalization")
                        || !Goldens.read(name).containsKey("fit"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void followsKeras(String name) {
        follows(name, "compiled");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void followsKerasInDl4j(String name) {
        follows(name, "dl4j");
    }

    private static void follows(String name, String engine) {
        Keras4j.setEngine(engine);
        try {
            follows(name);
        } finally {
            Keras4j.setEngine("compiled");
        }
    }

    private static void follows(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Dataset data = Goldens.data(golden);
        Model model = Goldens.model(golden);

        assertClose(predictions(model, data), golden.get("initial_predictions"), FORWARD);
        Goldens.compile(model, golden);
        Logs before = model.evaluate(data, verbose(0));
        for (Map.Entry<?, ?> figure : ((Map<?, ?>) golden.get("initial_evaluation")).entrySet()) {
            assertClose(
                    new float[] {(float) before.get((String) figure.getKey())},
                    List.of(figure.getValue()),
                    Math.max(FORWARD, backends(golden)));
        }

        History history = GoldenFit.run(model, golden);
        Map<?, ?> expected = (Map<?, ?>) golden.get("history");
        assertThat((Set<?>) new TreeSet<>(history.history().keySet())).isEqualTo(new TreeSet<>(expected.keySet()));
        expected.forEach((key, values) -> {
            List<Double> found = history.get((String) key);
            float[] figures = new float[found.size()];
            for (int i = 0; i < figures.length; i++) {
                figures[i] = found.get(i).floatValue();
            }
            assertClose(figures, values, Math.max(TRAJECTORY, backends(golden)));
        });
        assertClose(predictions(model, data), golden.get("final_predictions"), TRAJECTORY);
        List<?> weights = (List<?>) golden.getOrDefault("final_weights", List.of());
        for (int i = 0; i < weights.size(); i++) {
            assertClose(NdArrays.floats(model.getWeights().get(i)), weights.get(i), TRAJECTORY);
        }
    }

    /** Mean and variance as Keras's adapt finds them. */
    @ParameterizedTest
    @MethodSource("adapted")
    void adaptsAsKeras(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Map<?, ?> expected = (Map<?, ?>) golden.get("adapted");
        Model model = Goldens.model(golden);
        Normalization layer = (Normalization) model.getLayer(0);
        layer.adapt(Goldens.data(golden));
        float[] means = Goldens.floats(expected.get("mean"));
        float[] variances = Goldens.floats(expected.get("variance"));
        for (int i = 0; i < means.length; i++) {
            // NumPy sums float32, here it is float64: that is off by up to 1e-6 of the mean, and its square in the
            // variance.
            float mean = NdArrays.floats(layer.getWeights().get(0))[i];
            float variance = NdArrays.floats(layer.getWeights().get(1))[i];
            double rounding = 1e-6 * Math.abs(means[i]);
            assertThat((double) mean).isCloseTo(means[i], within(rounding + 1e-6 * Math.sqrt(variances[i])));
            assertThat((double) variance).isCloseTo(variances[i], within(rounding * rounding + 1e-5 * variances[i]));
        }
    }

    static List<String> adapted() {
        return goldens().stream()
                .filter(name -> Goldens.read(name).containsKey("adapted"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("chains")
    void dl4jNetworkPredictsTheSame(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Dataset data = Goldens.data(golden);
        Model model = Goldens.model(golden);
        assertDl4jEquals(model, data);
        Goldens.compile(model, golden);
        model.fit(data, shuffle(false), verbose(0));
        assertDl4jEquals(model, data);
    }

    /** Any model is a graph in DL4J, which predicts the same, and is the same after its way through JSON. */
    @ParameterizedTest
    @MethodSource("goldens")
    void dl4jGraphPredictsTheSame(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Dataset data = Goldens.data(golden);
        Model model = Goldens.compiled(golden);
        ComputationGraph graph = model.toComputationGraph();
        float[] predictions = predictions(model, data);
        assertEquals(NdArrays.floats(graph.output(data.x())[0]), predictions);
        ComputationGraphConfiguration configuration = model.getComputationGraphConfiguration();
        ComputationGraphConfiguration again = ComputationGraphConfiguration.fromJson(configuration.toJson());
        assertThat(again.toJson()).isEqualTo(configuration.toJson());
        ComputationGraph made = new ComputationGraph(again);
        made.init(graph.params(), true);
        assertEquals(NdArrays.floats(made.output(data.x())[0]), predictions);
    }

    private static void assertEquals(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-6f));
        }
    }

    /** Where DL4J has the same loss and optimizer, the network it is handed trains there as it does here. */
    @ParameterizedTest
    @MethodSource("plainGoldens")
    void dl4jNetworkTrainsTheSame(String name) {
        Map<String, Object> golden = Goldens.read(name);
        Dataset all = Goldens.data(golden);
        Dataset data = all.slice(0, Math.min(40, all.size()));
        Model model = Goldens.model(golden);
        Goldens.compile(model, golden);
        Optimizer optimizer = Goldens.compileConfig(golden).optimizer();
        MultiLayerNetwork net = model.toMultiLayerNetwork();
        boolean trainable = net.getOutputLayer() instanceof IOutputLayer;
        assertThat(trainable)
                .as(name)
                .isEqualTo(Dl4jUpdaters.of(optimizer).isPresent()
                        && !ONLY_HERE.contains(name)
                        && !ONLY_HERE_ALL.matcher(name).matches());
        if (trainable) {
            INDArray labels = data.y().reshape(data.size(), data.yShape().size());
            for (int step = 0; step < 5; step++) {
                net.fit(data.x(), labels);
            }
            model.fit(data, batchSize(data.size()), epochs(5), shuffle(false), verbose(0));
            assertThat(NdArrays.floats(net.output(data.x()))).containsExactly(predictions(model, data), within(1e-5f));
        }
    }

    private static void assertDl4jEquals(Model model, Dataset data) {
        float[] dl4j = NdArrays.floats(model.toMultiLayerNetwork().output(data.x()));
        float[] expected = predictions(model, data);
        assertThat(dl4j).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(dl4j[i]).isCloseTo(expected[i], within(1e-6f * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private static float[] predictions(Model model, Dataset data) {
        return NdArrays.floats(model.predict(data));
    }

    /**
     * Twice the difference between Keras's own backends, where it is rounding: a loss of probabilities within float32's last
     * digits of 0 or 1 shows it. Where it is more, the backends compute another thing, and TensorFlow is followed.
     */
    private static double backends(Map<String, Object> golden) {
        double spread = ((Number) golden.get("spread")).doubleValue();
        return spread < 1e-3 ? 2 * spread : 0;
    }

    private static void assertClose(float[] found, Object golden, double tolerance) {
        assertClose(found, Goldens.floats(golden), tolerance);
    }

    /**
     * Relative to the larger of the two numbers, or to 1 % of the largest expected one where both are smaller: a sum that
     * nearly cancels keeps the rounding errors of its terms.
     */
    static void assertClose(float[] found, float[] expected, double tolerance) {
        assertThat(found).hasSameSizeAs(expected);
        double largest = 0;
        for (float number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < found.length; i++) {
            double scale = Math.max(largest / 100, Math.max(Math.abs(expected[i]), Math.abs(found[i])));
            assertThat((double) Math.abs(found[i] - expected[i]))
                    .as("number %d: expected %s, found %s", i, expected[i], found[i])
                    .isLessThanOrEqualTo(tolerance * scale);
        }
    }
}
