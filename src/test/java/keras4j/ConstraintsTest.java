package keras4j;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import keras4j.constraints.MaxNorm;
import keras4j.constraints.NonNeg;
import keras4j.constraints.UnitNorm;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.initializers.Constant;
import keras4j.initializers.RandomUniform;
import keras4j.layers.Call;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.Weights;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints of one's own, in both engines, in files, and of what is not trained; Keras's numbers are in LayerContractTest. */
class ConstraintsTest {
    private static final Dataset DATA =
            Dataset.of(new float[][] {{1, 2, 3}, {3, 1, -1}, {0, -2, 1}}, new float[] {1, 0, 2});

    @TempDir
    Path folder;

    /** Whole multiples of a number. */
    static final class Steps implements Constraint {
        private double step = 0.25;

        @Override
        public void config(Config config) {
            step = config.number("step", step);
        }

        @Override
        public void constrain(float[] weights, int from, Shape shape) {
            for (int i = from; i < from + shape.size(); i++) {
                weights[i] = (float) (Math.rint(weights[i] / step) * step);
            }
        }
    }

    /** Multiplies by a weight that is not negative. */
    static final class Scale extends Layer<Scale> {
        private Symbol scale;

        @Override
        protected void config(Config config) {}

        @Override
        protected void build(Weights weights, List<Shape> inputs) {
            scale = weights.add("scale", Shape.of(inputs.get(0).last()), new Constant().value(-1), null, new NonNeg());
        }

        @Override
        protected Symbol call(Symbol x, Call call) {
            return Ops.multiply(x, scale);
        }
    }

    @AfterEach
    void useTheDefaultEngine() {
        Keras4j.setEngine("compiled");
    }

    private static Sequential trained(Layer<?> layer) {
        Sequential model =
                new Sequential(new Input(3), layer, new Dense(1).kernelInitializer(new Constant().value(0.5)));
        model.compile(optimizer(new SGD().learningRate(0.05)), loss("mse"));
        model.fit(DATA, epochs(3), batchSize(2), verbose(0));
        return model;
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void eachStepEndsWithThem(String engine) {
        Keras4j.setEngine(engine);
        Dense layer = new Dense(4)
                .kernelInitializer(new RandomUniform().seed(1))
                .kernelConstraint(new UnitNorm())
                .biasConstraint(new Steps());
        trained(layer);
        float[][] kernel = layer.getWeights().get(0).toFloatMatrix();
        for (int unit = 0; unit < 4; unit++) {
            double squares = 0;
            for (float[] row : kernel) {
                squares += row[unit] * row[unit];
            }
            assertThat(squares).isCloseTo(1, within(1e-5));
        }
        for (float bias : layer.getWeights().get(1).toFloatVector()) {
            assertThat(bias % 0.25f).isZero();
        }
    }

    @Test
    void aLayerOfOnesOwnHasThem() {
        Scale layer = new Scale();
        trained(layer);
        for (float scale : layer.getWeights().get(0).toFloatVector()) {
            assertThat(scale).isNotNegative();
        }
    }

    @Test
    void whatIsNotTrainedKeepsItsNumbers() {
        Dense layer = new Dense(4)
                .kernelInitializer(new Constant().value(3))
                .kernelConstraint("max_norm")
                .trainable(false);
        trained(layer);
        assertThat(layer.getWeights().get(0).maxNumber().floatValue()).isEqualTo(3);
    }

    @Test
    void filesHaveThem() {
        Keras4j.registerKerasSerializable("lesson", Steps.class);
        Sequential model = trained(new Dense(4)
                .name("limited")
                .kernelConstraint(new MaxNorm(0.5).axis(0, 1))
                .biasConstraint(new Steps()));
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model again = Keras4j.loadModel(file);
        assertThat(again.toJson()).isEqualTo(model.toJson());
        again.fit(DATA, epochs(1), verbose(0));
        assertThat(again.getLayer("limited").getWeights().get(0).norm2Number().doubleValue())
                .isLessThan(0.50001);
    }

    @Test
    void aNetworkOfDl4jOnlyPredicts() {
        Sequential model = new Sequential(new Input(3), new Dense(1).kernelConstraint("non_neg"));
        model.compile(optimizer("sgd"), loss("mse"));
        assertThat(model.toMultiLayerNetwork().getLayerWiseConfigurations().toJson())
                .doesNotContain("LossMSE");
        Sequential free = new Sequential(new Input(3), new Dense(1));
        free.compile(optimizer("sgd"), loss("mse"));
        assertThat(free.toMultiLayerNetwork().getLayerWiseConfigurations().toJson())
                .contains("LossMSE");
    }

    @Test
    void axesThatAWeightHasNotAreSaidWhenItIsBuilt() {
        for (int[] axes : new int[][] {{2}, {-3}, {0, 0}, {0, -2}, {}}) {
            Dense layer = new Dense(4).kernelConstraint(new MaxNorm(1).axis(axes));
            assertThatThrownBy(() -> new Sequential(new Input(3), layer).summaryText())
                    .isInstanceOf(KerasException.class)
                    .hasMessageContaining("MaxNorm.axis: expected different axes of a weight of shape (3, 4)");
        }
        assertThatThrownBy(() -> new MaxNorm(-1))
                .hasMessage("MaxNorm.maxValue: expected a number of at least 0, received -1.0");
        assertThatThrownBy(() -> new Dense(1).kernelConstraint("max_nrm"))
                .hasMessageContaining("did you mean \"max_norm\"?");
    }
}
