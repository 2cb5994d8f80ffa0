package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.seed;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import keras4j.core.SampleKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.DropoutFactors;
import keras4j.internal.engine.DropoutKernel;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.layers.Layer;
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

    /** Dropout with given masks. */
    private static final class MaskedDropout extends Layer<MaskedDropout> {
        private final float[][][] masks;
        private int next;

        MaskedDropout(float[][][] masks) {
            this.masks = masks;
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected Shape outputShape(Shape input) {
            return input;
        }

        @Override
        protected List<SampleKernel> kernels(Shape input, int offset) {
            DropoutFactors factors = new DropoutFactors(RATE, null) {
                @Override
                protected void draw(float[] factors, int count) {
                    for (int row = 0; row < count / input.size(); row++) {
                        System.arraycopy(masks[next][row], 0, factors, row * input.size(), input.size());
                    }
                    next++;
                }
            };
            return List.of(new DropoutKernel(factors, input.size()));
        }
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

    @Test
    void withKerassMasksTrainingIsKerass() {
        Sequential model = new Sequential(
                new Input(5),
                new Dense(20).activation("tanh"),
                new MaskedDropout(part("masks", new TypeReference<>() {})),
                new Dense(1).activation("sigmoid"));
        model.setWeights(weights("weights"));
        model.compile(optimizer(new Adam().learningRate(0.01)), loss("binary_crossentropy"));
        float[][][] x = part("x", new TypeReference<>() {});
        float[][] y = part("y", new TypeReference<>() {});
        float[] losses = Goldens.floats(GOLDEN.get("losses"));
        for (int step = 0; step < x.length; step++) {
            double loss = model.trainOnBatch(x[step], y[step]).loss();
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

    /** Over a million numbers; each tolerance is six standard errors of what is compared. */
    @Test
    void momentsAreKerass() {
        DropoutKernel kernel = new DropoutKernel(new DropoutFactors(RATE, 1L), 1_000_000);
        float[] ones = new float[1_000_000];
        Arrays.fill(ones, 1);
        float[] y = new float[ones.length];
        kernel.forward(null, ones, y, 1, true);
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
