package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import keras4j.layers.Dense;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Large products whose operands are slices of what one layer gives do what those of three layers with these parts of its weights do. */
class SlicesOfOneTest {
    private static final int FEATURES = 24;
    private static final int WIDTH = 48;

    private final Random random = new Random(3);

    static Stream<Arguments> products() {
        Function<List<Symbol>, Symbol> attention = x -> {
            List<Symbol> heads = x.stream()
                    .map(each -> Ops.reshape(each, -1, each.dim(1), 3, WIDTH / 3))
                    .toList();
            return Ops.dotProductAttention(heads.get(0), heads.get(1), heads.get(2));
        };
        Function<List<Symbol>, Symbol> rows =
                x -> Ops.matmul(Ops.matmul(x.get(0), Ops.swapaxes(x.get(1), -2, -1)), x.get(2));
        Function<List<Symbol>, Symbol> columns =
                x -> Ops.matmul(x.get(2), Ops.matmul(Ops.swapaxes(x.get(0), -2, -1), x.get(1)));
        return Stream.of(Named.of("attention", attention), Named.of("rows", rows), Named.of("columns", columns))
                .flatMap(product -> Stream.of(Arguments.of(product, 8, 32), Arguments.of(product, 1, 256)));
    }

    private INDArray numbers(double scale, int... shape) {
        int size = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextGaussian() * scale);
        }
        return NdArrays.of(values, IntStream.of(shape).asLongStream().toArray());
    }

    /** The columns of a matrix. */
    private static INDArray columns(INDArray kernel, int from) {
        float[] all = NdArrays.floats(kernel);
        float[] part = new float[FEATURES * WIDTH];
        for (int i = 0; i < part.length; i++) {
            part[i] = all[i / WIDTH * 3 * WIDTH + from + i % WIDTH];
        }
        return NdArrays.of(part, FEATURES, WIDTH);
    }

    @ParameterizedTest
    @MethodSource("products")
    void areThoseOfSeveral(Function<List<Symbol>, Symbol> product, int batch, int time) {
        INDArray kernel = numbers(0.05, FEATURES, 3 * WIDTH);
        Symbol x = input(time, FEATURES);
        Symbol all = new Dense(3 * WIDTH).useBias(false).apply(x);
        Model one = new Model(x, product.apply(Ops.split(all, 3, -1)));
        one.setWeights(List.of(kernel));

        Symbol same = input(time, FEATURES);
        List<Symbol> parts = new ArrayList<>();
        List<Dense> layers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            layers.add(new Dense(WIDTH).useBias(false));
            parts.add(layers.get(i).apply(same));
        }
        Model several = new Model(same, product.apply(parts));
        for (int i = 0; i < 3; i++) {
            layers.get(i).setWeights(List.of(columns(kernel, i * WIDTH)));
        }

        INDArray inputs = numbers(1, batch, time, FEATURES);
        INDArray expected = several.predict(inputs);
        assertClose("y", one.predict(inputs), expected);
        Dataset data = Dataset.of(inputs, expected.mul(2));
        for (Model model : List.of(one, several)) {
            model.compile(optimizer(new SGD().learningRate(0.1)), loss("mse"));
        }
        assertClose(
                "gradient", one.gradients(data).input(), several.gradients(data).input());
        one.trainOnBatch(data);
        several.trainOnBatch(data);
        for (int i = 0; i < 3; i++) {
            INDArray trained = columns(one.getWeights().get(0), i * WIDTH);
            assertClose("kernel " + i, trained, layers.get(i).getWeights().get(0));
        }
    }

    private static void assertClose(String what, INDArray found, INDArray expected) {
        LayerContractTest.assertClose(what, NdArrays.floats(found), NdArrays.floats(expected), 1e-5);
    }
}
