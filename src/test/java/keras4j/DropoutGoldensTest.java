package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.NdArrays;
import keras4j.internal.compiled.Program;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.layers.Multiply;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Dropout as Keras on TensorFlow has it: with Keras's masks the same numbers, with masks of our own the same moments. */
class DropoutGoldensTest {
    private static final Map<String, Object> GOLDEN = Goldens.read("dropout");
    private static final double RATE = (Double) GOLDEN.get("rate");

    private static <T> T part(String name, TypeReference<T> type) {
        return new ObjectMapper().convertValue(GOLDEN.get(name), type);
    }

    private static List<INDArray> weights(String name) {
        List<INDArray> weights = new ArrayList<>();
        for (Object values : (List<?>) GOLDEN.get(name)) {
            weights.add(
                    ((List<?>) values).get(0) instanceof List<?>
                            ? Nd4j.create(new ObjectMapper().convertValue(values, float[][].class))
                            : NdArrays.of(Goldens.floats(values), ((List<?>) values).size()));
        }
        return weights;
    }

    /** Keras's masks are a second input. */
    @Test
    void withKerassMasksTrainingIsKerass() {
        Symbol features = input(5);
        Symbol factors = input(20);
        Symbol hidden = new Dense(20).activation("tanh").apply(features);
        Symbol kept = new Multiply().apply(hidden, factors);
        Model model = new Model(
                List.of(features, factors),
                List.of(new Dense(1).activation("sigmoid").apply(kept)));
        model.setWeights(weights("weights"));
        model.compile(optimizer(new Adam().learningRate(0.01)), loss("binary_crossentropy"));
        float[][][] masks = part("masks", new TypeReference<>() {});
        float[][][] x = part("x", new TypeReference<>() {});
        float[][] y = part("y", new TypeReference<>() {});
        float[] losses = Goldens.floats(GOLDEN.get("losses"));
        for (int step = 0; step < x.length; step++) {
            double loss =
                    model.trainOnBatch(List.of(x[step], masks[step]), y[step]).loss();
            assertThat(loss).isCloseTo(losses[step], within(1e-4 * losses[step]));
        }
        List<INDArray> expected = weights("final_weights");
        for (int i = 0; i < expected.size(); i++) {
            float[] found = NdArrays.floats(model.getWeights().get(i));
            float[] wanted = NdArrays.floats(expected.get(i));
            for (int j = 0; j < found.length; j++) {
                assertThat(found[j]).isCloseTo(wanted[j], within(1e-4f * Math.max(0.01f, Math.abs(wanted[j]))));
            }
        }
    }

    private static Program program(Dropout dropout, int... shape) {
        return new Program(new Sequential(new Input(shape), dropout).network());
    }

    /** What it makes of ones in the next step of training. */
    private static float[] drawn(Program program, int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        program.forward(new float[0], 1, new float[][] {ones}, 1, true, false);
        return Arrays.copyOf(program.output(0), size);
    }

    /** A layer's own seed is not changed by that of the training, and the numbers go on. */
    @Test
    void ownSeed() {
        Dropout dropout = new Dropout(0.5).seed(7);
        Program program = program(dropout, 100);
        float[][] y = new float[4][];
        for (int i = 0; i < 2; i++) {
            program.seed(1);
            y[i] = drawn(program, 100);
        }
        Program same = program(new Dropout(0.5).seed(7), 100);
        y[2] = drawn(same, 100);
        y[3] = drawn(same, 100);
        assertThat(y[0]).isEqualTo(y[2]).isNotEqualTo(y[1]);
        assertThat(y[1]).isEqualTo(y[3]);
    }

    @Test
    void noiseShape() {
        float[] y = drawn(program(new Dropout(0.5).seed(1).noiseShape(null, 1, null), 6, 40), 240);
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(y[i % 40]).isIn(0f, 2f);
        }
        assertThat(y).contains(0f, 2f);
        Program wrong = program(new Dropout(0.5).name("drop").noiseShape(null, 5, null), 6, 40);
        assertThatThrownBy(() -> drawn(wrong, 240))
                .hasMessage(
                        "layer drop: dropout.noise_shape: expected lengths of (1, 6, 40), or 1, received [null, 5, null]");
        assertThatThrownBy(() -> new Dropout(0.5).noiseShape(null, 0))
                .hasMessage("Dropout.noiseShape: expected a list of positive lengths, or null, received [null, 0]");
    }

    /** All of them are dropped, as in Keras. */
    @Test
    void ofRateOneNothingIsLeft() {
        assertThat(drawn(program(new Dropout(1), 30), 30)).containsOnly(0);
    }

    /** Over a million numbers; each tolerance is six standard errors of what is compared. */
    @Test
    void momentsAreKerass() {
        float[] y = drawn(program(new Dropout(RATE).seed(1), 1_000_000), 1_000_000);
        double mean = 0;
        double largest = 0;
        for (float value : y) {
            mean += value / (double) y.length;
            largest = Math.max(largest, value);
        }
        double variance = 0;
        for (float value : y) {
            variance += (value - mean) * (value - mean) / y.length;
        }
        double error = Math.sqrt(2 * RATE / (1 - RATE) / y.length);
        assertThat(mean).isCloseTo((Double) GOLDEN.get("mean"), within(6 * error));
        assertThat(variance).isCloseTo((Double) GOLDEN.get("variance"), within(6 * error));
        assertThat(largest).isEqualTo((double) (float) (1 / (1 - RATE)));
        assertThat(largest).isCloseTo((Double) GOLDEN.get("largest"), within(1e-7));
    }

    private static double fitted(Long layerSeed, long fitSeed) {
        Keras4j.setRandomSeed(5);
        Dropout dropout = layerSeed == null ? new Dropout(0.5) : new Dropout(0.5).seed(layerSeed);
        Sequential model = new Sequential(new Input(50), dropout, new Dense(1));
        model.compile(optimizer("sgd"), loss("mse"));
        float[][] x = new float[1][50];
        Arrays.fill(x[0], 1);
        return model.fit(x, new float[] {1}, seed(fitSeed), verbose(0))
                .get("loss")
                .get(0);
    }

    /** Dropout and shuffling follow from fit's seed, to the bit, but a layer's own seed is its own. */
    @Test
    void seeds() {
        assertThat(fitted(null, 1)).isEqualTo(fitted(null, 1)).isNotEqualTo(fitted(null, 2));
        assertThat(fitted(3L, 1)).isEqualTo(fitted(3L, 2)).isNotEqualTo(fitted(4L, 1));
    }
}
