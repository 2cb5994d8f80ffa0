package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import keras4j.activations.Celu;
import keras4j.activations.Gelu;
import keras4j.activations.LeakyRelu;
import keras4j.activations.SoftShrink;
import keras4j.activations.Threshold;
import keras4j.constraints.MinMaxNorm;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.initializers.RandomUniform;
import keras4j.layers.Activation;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Conv1D;
import keras4j.layers.Dense;
import keras4j.layers.GRU;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Lambda;
import keras4j.layers.Layer;
import keras4j.layers.SeparableConv1D;
import keras4j.layers.SerializedLayers;
import keras4j.regularizers.L1L2;
import org.junit.jupiter.api.Test;

/** What layers are given, initializers, regularizers, constraints and activations, they keep as copies. */
class GivenObjectsTest {
    @Test
    void changingWhatWasGivenChangesNoLayer() {
        RandomUniform initializer = new RandomUniform().minval(-1).seed(3);
        L1L2 regularizer = new L1L2().l1(0.5);
        MinMaxNorm constraint = new MinMaxNorm().rate(0.5);
        LeakyRelu activation = new LeakyRelu().negativeSlope(0.1);
        Layer<?>[] layers = {
            new Dense(2)
                    .kernelInitializer(initializer)
                    .kernelRegularizer(regularizer)
                    .biasConstraint(constraint)
                    .activityRegularizer(regularizer)
                    .activation(activation),
            new Conv1D(2, 2).biasInitializer(initializer).activation(activation),
            new BatchNormalization().movingMeanInitializer(initializer).gammaConstraint(constraint),
            new LSTM(2).recurrentInitializer(initializer).recurrentActivation(activation),
            new GRU(2).recurrentRegularizer(regularizer).recurrentActivation(activation),
            new Activation(activation),
            new Lambda(activation)
        };
        String[] before = new String[layers.length];
        for (int i = 0; i < layers.length; i++) {
            before[i] = SerializedLayers.serialize(layers[i]).toString();
        }
        initializer.minval(-7).seed(8);
        regularizer.l1(7);
        constraint.rate(0.7);
        activation.negativeSlope(0.7);
        for (int i = 0; i < layers.length; i++) {
            assertThat(SerializedLayers.serialize(layers[i]).toString()).isEqualTo(before[i]);
        }
        assertThat(before[0]).contains("0.5", "-1.0");
    }

    @Test
    void eachWeightIsWrittenWithWhatItWasDrawnWith() {
        SeparableConv1D layer = new SeparableConv1D(3, 2)
                .depthwiseInitializer("torch_uniform")
                .pointwiseInitializer("torch_uniform")
                .biasInitializer("torch_uniform");
        assertThatThrownBy(() -> SerializedLayers.serialize(layer)).isInstanceOf(KerasException.class);
        new Sequential(new Input(5, 4), layer).predict(new float[1][5][4]);
        Map<String, Object> config =
                Config.map("config", SerializedLayers.serialize(layer).get("config"));
        assertThat(limit(config, "depthwise")).isEqualTo(1 / Math.sqrt(8));
        assertThat(limit(config, "pointwise")).isEqualTo(1 / Math.sqrt(4));
        assertThat(limit(config, "bias")).isEqualTo(1 / Math.sqrt(4));
    }

    private static Object limit(Map<String, Object> config, String weight) {
        return Config.map(
                        "config",
                        Config.map(weight, config.get(weight + "_initializer")).get("config"))
                .get("maxval");
    }

    @Test
    void activationsWithArgumentsAreLayersInFiles() {
        float[][] x = {{0.5f, -2}};
        Sequential model = new Sequential(
                new Input(2),
                new Dense(3).activation(new Celu().alpha(0.4)),
                new Dense(3).activation(new Threshold(0.1, -3)),
                new Dense(3).activation(new LeakyRelu().negativeSlope(0.4)),
                new Activation(new SoftShrink().threshold(0.2)),
                new Dense(2).activation(new Gelu().approximate(true)));
        Model read = Keras4j.modelFromJson(model.toJson());
        float[][] expected = model.predict(x);
        read.setWeights(model.getWeights());
        assertThat(read.predict(x)).isDeepEqualTo(expected);
        assertThat(read.toJson()).isEqualTo(model.toJson());
    }

    @Test
    void aFunctionWithoutDefaultsIsReadByItsName() {
        Sequential model = new Sequential(new Input(2), new Lambda(new Threshold(1, -3)));
        float[][] x = {{0.5f, 2}};
        assertThat(Keras4j.modelFromJson(model.toJson()).predict(x)).isDeepEqualTo(new float[][] {{-3, 2}});
    }
}
