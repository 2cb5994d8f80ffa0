package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Tanh;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.GaussianNoise;
import keras4j.layers.Input;
import keras4j.layers.Lambda;
import keras4j.layers.Layer;
import keras4j.layers.SpatialDropout1D;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers that draw random numbers in training, and functions as layers. */
class NoiseAndLambdaTest {
    private static final int STEPS = 500;
    private static final int FEATURES = 40;

    @TempDir
    Path folder;

    /** What is half the gradient of the sum of squares by the inputs, which are 1, per number: the factor squared, or the output. */
    private static float[] inputGradients(Layer<?> layer) {
        Sequential model = new Sequential(new Input(STEPS, FEATURES), layer);
        model.compile(optimizer("sgd"), loss("mse"));
        float[] ones = new float[STEPS * FEATURES];
        Arrays.fill(ones, 1);
        INDArray x = NdArrays.of(ones, 1, STEPS, FEATURES);
        INDArray y = NdArrays.of(new float[ones.length], 1, STEPS, FEATURES);
        float[] gradients = NdArrays.floats(model.gradients(x, y).input());
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] *= gradients.length / 2f;
        }
        assertThat(NdArrays.floats(model.predict(x))).isEqualTo(ones);
        return gradients;
    }

    @Test
    void noiseIsNormal() {
        float[] noisy = inputGradients(new GaussianNoise(0.3).seed(1));
        double sum = 0;
        double squares = 0;
        for (float value : noisy) {
            sum += value - 1;
            squares += (value - 1) * (value - 1);
        }
        assertThat(sum / noisy.length).isCloseTo(0, within(0.01));
        assertThat(Math.sqrt(squares / noisy.length)).isCloseTo(0.3, within(0.01));
    }

    @Test
    void featuresAreDroppedInAllSteps() {
        float[] factors = inputGradients(new SpatialDropout1D(0.5).seed(1));
        for (int i = 0; i < factors.length; i++) {
            assertThat(factors[i]).isEqualTo(factors[i % FEATURES]).isIn(0f, 4f);
        }
        assertThat(factors).contains(0f, 4f);
    }

    @Test
    void functionsAreLayers() {
        Sequential model =
                new Sequential(new Input(3), new Lambda(x -> Ops.square(x).plus(1)));
        assertThat(model.predict(new float[] {1, 2, 3})).containsExactly(2, 5, 10);
        assertThatThrownBy(() -> model.save(folder.resolve("x.keras")))
                .isInstanceOf(KerasException.class)
                .hasMessage(
                        "activation: expected one that is registered by Keras4j.registerKerasSerializable(package, class), since a"
                                + " file has its name, received a function without a name");
    }

    /** x^3 times a factor, which is an argument of the layer's. */
    static final class Cubed extends ActivationFunction {
        private double factor = 1;

        @Override
        public String name() {
            return "cubed";
        }

        @Override
        public void config(Config config) {
            factor = config.number("factor", factor);
        }

        @Override
        protected Symbol call(Symbol x) {
            return Ops.expandDims(Ops.power(x, 3).times(factor), 1);
        }
    }

    @Test
    void functionsThatAreRegisteredAreInFiles() {
        Keras4j.registerKerasSerializable("lambdas", Cubed.class);
        Cubed doubled = new Cubed();
        doubled.factor = 2;
        Sequential model = new Sequential(new Input(2), new Lambda(doubled).name("cube"), new Lambda(new Tanh()));
        for (String file : List.of("lambda.keras", "lambda.h5")) {
            model.save(folder.resolve(file));
            Model read = Keras4j.loadModel(folder.resolve(file));
            float[][][] y = {{{(float) Math.tanh(2), (float) Math.tanh(0.25)}}};
            assertThat(NdArrays.floats(read.predict(NdArrays.of(new float[] {1, 0.5f}, 1, 2))))
                    .containsExactly(y[0][0], within(1e-6f));
            assertThat(read.toJson()).isEqualTo(model.toJson()).contains("lambdas>cubed", "\"factor\":2.0");
        }
        String other = model.toJson().replace("lambdas>cubed", "triple");
        assertThatThrownBy(() -> Keras4j.modelFromJson(other))
                .hasMessage("layer cube.function: expected a function of Keras, or one that was registered before: "
                        + "Keras4j.registerKerasSerializable(..), received \"triple\"");
    }
}
