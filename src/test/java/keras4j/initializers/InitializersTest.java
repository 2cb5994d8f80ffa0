package keras4j.initializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import keras4j.Keras4j;
import keras4j.Sequential;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.layers.Dense;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Keras's formulas: mean, deviation and limit of 120,000 numbers of a kernel (300, 400). */
class InitializersTest {
    private static final Shape SHAPE = Shape.of(300, 400);

    private static float[] values(Initializer initializer, Shape shape) {
        float[] values = new float[shape.size() + 2];
        initializer.fill(values, 1, shape);
        assertThat(values[0]).isZero();
        assertThat(values[values.length - 1]).isZero();
        return Arrays.copyOfRange(values, 1, values.length - 1);
    }

    /** The limit is sqrt(3 variance) for uniform, two deviations before the cut for truncated normal numbers. */
    @ParameterizedTest
    @CsvSource({
        "glorot_uniform, 0.0534522, 0.0925820",
        "glorot_normal, 0.0534522, 0.1215340",
        "he_uniform, 0.0816497, 0.1414214",
        "he_normal, 0.0816497, 0.1856462",
        "lecun_uniform, 0.0577350, 0.1",
        "lecun_normal, 0.0577350, 0.1312717",
        "random_uniform, 0.0288675, 0.05",
        "truncated_normal, 0.0439813, 0.1",
        "variance_scaling, 0.0577350, 0.1312717",
        "random_normal, 0.05, 1",
    })
    void momentsAndLimits(String name, double deviation, double limit) {
        float[] values = values(Initializers.REGISTRY.get(name), SHAPE);
        double mean = 0;
        double square = 0;
        double largest = 0;
        for (float value : values) {
            mean += value / (double) values.length;
            square += value * (double) value / values.length;
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(mean).isCloseTo(0, within(5 * deviation / Math.sqrt(values.length)));
        assertThat(Math.sqrt(square)).isCloseTo(deviation, within(0.01 * deviation));
        assertThat(largest).isLessThanOrEqualTo(limit * 1.000001);
        if (limit < 1) {
            assertThat(largest).isGreaterThan(0.99 * limit);
        }
    }

    /** Rows or columns, whichever are fewer, are as long as the gain and at right angles; the first axes are rows. */
    @ParameterizedTest
    @CsvSource({"6,6", "20,5", "5,20", "1,7"})
    void orthogonalMatrices(int rows, int columns) {
        for (Shape shape : List.of(Shape.of(rows, columns), Shape.of(1, rows, columns))) {
            float[] values = values(new Orthogonal().gain(3).seed(1), shape);
            boolean byRow = rows <= columns;
            int count = Math.min(rows, columns);
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    double dot = 0;
                    for (int k = 0; k < Math.max(rows, columns); k++) {
                        dot += (double) values[byRow ? i * columns + k : k * columns + i]
                                * values[byRow ? j * columns + k : k * columns + j];
                    }
                    assertThat(dot).isCloseTo(i == j ? 9 : 0, within(1e-5));
                }
            }
        }
        assertThat(values(new Orthogonal().seed(1), Shape.of(4, 4)))
                .isNotEqualTo(values(new Orthogonal().seed(2), Shape.of(4, 4)));
    }

    @Test
    void identities() {
        assertThat(values(new Identity().gain(2), Shape.of(2, 3))).containsExactly(2, 0, 0, 0, 2, 0);
        assertThat(values(new Identity(), Shape.of(3, 2))).containsExactly(1, 0, 0, 1, 0, 0);
        assertThatThrownBy(() -> values(new Identity(), Shape.of(3)))
                .hasMessage("Identity: expected a weight with two axes, received (3,)");
        assertThatThrownBy(() -> values(new Orthogonal(), Shape.of(3)))
                .hasMessage("Orthogonal: expected a weight with at least two axes, received (3,)");
    }

    @Test
    void constantsAndSeeds() {
        assertThat(values(new Ones(), Shape.of(3))).containsOnly(1);
        assertThat(values(new Zeros(), Shape.of(3))).containsOnly(0);
        assertThat(values(new Constant().value(2.5), Shape.of(3))).containsOnly(2.5f);
        assertThat(values(new HeNormal().seed(1), SHAPE)).containsExactly(values(new HeNormal().seed(1), SHAPE));
        assertThat(values(new HeNormal().seed(1), SHAPE)).isNotEqualTo(values(new HeNormal().seed(2), SHAPE));
        assertThatThrownBy(() -> new VarianceScaling().mode("fan_inn"))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("VarianceScaling.mode: expected one of");
        assertThatThrownBy(() -> new VarianceScaling().scale(0)).isInstanceOf(KerasException.class);
    }

    /** PyTorch: kaiming_uniform_(a=sqrt(5)) for the kernel, and the same limit for the bias. */
    @Test
    void torchUniform() {
        Sequential model = new Sequential(
                new Dense(1000).inputDim(16).kernelInitializer("torch_uniform").biasInitializer("torch_uniform"));
        for (INDArray weight : model.getWeights()) {
            float[] values = weight.data().asFloat();
            double squares = 0;
            for (float value : values) {
                assertThat(value).isBetween(-0.25f, 0.25f);
                squares += value * value;
            }
            assertThat(Math.sqrt(squares / values.length)).isCloseTo(0.25 / Math.sqrt(3), within(0.01));
        }
        Sequential read = (Sequential) Keras4j.modelFromJson(model.toJson());
        assertThat(read.toJson())
                .isEqualTo(model.toJson())
                .contains("RandomUniform", "0.25")
                .doesNotContain("Torch");
        Sequential unknown = new Sequential(new Dense(1).biasInitializer("torch_uniform"));
        assertThatThrownBy(unknown::toJson)
                .hasMessage("torch_uniform: expected a built Dense layer, whose inputs are known, received a layer"
                        + " without, to be written");
        assertThatThrownBy(() -> new TorchUniform().fill(new float[3], 0, Shape.of(3)))
                .isInstanceOf(KerasException.class);
        float[] kernel = new float[8];
        new TorchUniform().seed(1).fill(kernel, 0, Shape.of(4, 2));
        for (float value : kernel) {
            assertThat(Math.abs(value)).isBetween(Float.MIN_NORMAL, 0.5f);
        }
    }
}
