package keras4j.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import keras4j.core.Parallel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Loops and BLAS give what ND4J's own products give. */
class ProductsTest {
    private static final int OFFSET = 3;
    private static final int THREADS = Parallel.threads();

    @BeforeAll
    static void allProcessors() {
        Parallel.setThreads(Parallel.PARTS);
    }

    @AfterAll
    static void asItWas() {
        Parallel.setThreads(THREADS);
    }

    private static float[] random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private static float[] part(float[] values, int from, int size) {
        float[] part = new float[size];
        System.arraycopy(values, from, part, 0, size);
        return part;
    }

    private static void assertClose(float[] found, int from, INDArray expected) {
        float[] numbers = expected.dup('c').data().asFloat();
        for (int i = 0; i < numbers.length; i++) {
            assertThat(found[from + i]).isCloseTo(numbers[i], within(2e-5f));
        }
    }

    private static Stream<Arguments> products() {
        return Stream.of("1,1,1", "10,11,6", "3,1,5", "7,64,32", "6,33,65", "40,100,100", "70,300,40")
                .map(sizes -> Stream.of(sizes.split(",")).map(Integer::valueOf).toArray(Integer[]::new))
                .flatMap(size -> Stream.of(
                        Arguments.of(
                                new SmallProducts(size[1], size[2], OFFSET, OFFSET + size[1] * size[2]),
                                size[0],
                                size[1],
                                size[2]),
                        Arguments.of(
                                new LargeProducts(size[1], size[2], OFFSET, OFFSET + size[1] * size[2]),
                                size[0],
                                size[1],
                                size[2])));
    }

    /** Arrays are longer than the rows need, as in a smaller last batch. */
    @ParameterizedTest
    @MethodSource("products")
    void threeProducts(Products products, int rows, int in, int out) {
        float[] x = random((rows + 2) * in, 1);
        float[] weights = random(OFFSET + in * out + out, 2);
        float[] dy = random((rows + 2) * out, 3);
        INDArray left = Nd4j.create(part(x, 0, rows * in), new long[] {rows, in}, 'c');
        INDArray matrix = Nd4j.create(part(weights, OFFSET, in * out), new long[] {in, out}, 'c');
        INDArray bias = Nd4j.create(part(weights, OFFSET + in * out, out), new long[] {1, out}, 'c');
        INDArray right = Nd4j.create(part(dy, 0, rows * out), new long[] {rows, out}, 'c');

        float[] y = random((rows + 2) * out, 4);
        products.forward(weights, x, y, rows);
        assertClose(y, 0, left.mmul(matrix).addRowVector(bias));
        float[] gradients = random(OFFSET + in * out + out + 1, 5);
        float[] kept = gradients.clone();
        float[] dx = random((rows + 2) * in, 6);
        products.backward(weights, x, dy, dx, gradients, rows);
        assertClose(gradients, OFFSET, left.transpose().mmul(right));
        assertClose(gradients, OFFSET + in * out, right.sum(0));
        assertThat(gradients[OFFSET - 1]).isEqualTo(kept[OFFSET - 1]);
        assertThat(gradients[OFFSET + in * out + out]).isEqualTo(kept[OFFSET + in * out + out]);
        assertClose(dx, 0, right.mmul(matrix.transpose()));
        products.forward(weights, x, y, rows);
        products.backward(weights, x, dy, null, gradients, rows);
        assertClose(gradients, OFFSET, left.transpose().mmul(right));

        weights[OFFSET] += 1;
        matrix.putScalar(0, weights[OFFSET]);
        products.weightsChanged();
        products.forward(weights, x, y, rows);
        assertClose(y, 0, left.mmul(matrix).addRowVector(bias));
    }
}
