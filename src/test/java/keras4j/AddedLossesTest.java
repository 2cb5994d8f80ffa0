package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.layers.ActivityRegularization;
import keras4j.layers.Add;
import keras4j.layers.Call;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.TimeDistributed;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What layers add to the loss is the same in both engines; that it is Keras's, {@link TrajectoryTest} and {@link StepTest} hold. */
class AddedLossesTest {
    private static final int ROWS = 6;

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    /** Hands on what it gets, and adds to the loss. */
    static final class Watch extends Layer<Watch> {
        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            call.addLoss(Ops.mean(Ops.square(x)).times(0.3));
            return x;
        }
    }

    static Stream<Supplier<Model>> models() {
        return Stream.of(
                StepModels::added,
                () -> new Sequential(new Input(3), new Watch(), new Dense(4), new Watch(), new Dense(2)),
                () -> new Sequential(
                        new Input(3),
                        new Dense(4).activation("gelu").activityRegularizer("l2"),
                        new Dense(2).activation("softmax").activityRegularizer("l1")),
                () -> new Sequential(new Input(3), new Dense(2), new ActivityRegularization().l2(0.1)),
                () -> new Sequential(
                        new Input(2, 3), new TimeDistributed(new Dense(2).activityRegularizer("l2")), new Dense(2)),
                () -> {
                    Symbol x = input(3);
                    Dense twice = new Dense(3).activation("tanh").activityRegularizer("l2");
                    Symbol sum = new Add().activityRegularizer("l1").apply(twice.apply(x), twice.apply(twice.apply(x)));
                    return new Model(x, new Dense(2).apply(sum));
                });
    }

    private static INDArray drawn(int seed, long... shape) {
        int size = 1;
        for (long length : shape) {
            size *= (int) length;
        }
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) Math.abs(Math.sin(seed + 0.7 * i));
        }
        return NdArrays.of(numbers, shape);
    }

    private static double[] trained(Model model, String engine) {
        Keras4j.setEngine(engine);
        boolean isLong = model.inputs().get(0).rank() == 3;
        INDArray x = isLong ? drawn(1, ROWS, 2, 3) : drawn(1, ROWS, 3);
        INDArray y = isLong ? drawn(2, ROWS, 2, 2) : drawn(2, ROWS, 2);
        model.compile(optimizer(new SGD().learningRate(0.1)), loss("mse"));
        List<Double> all = new ArrayList<>();
        all.add(model.evaluate(x, y, verbose(0)).loss());
        for (int i = 0; i < 3; i++) {
            all.add(model.trainOnBatch(x, y).loss());
        }
        all.add(model.evaluate(x, y, verbose(0)).loss());
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @ParameterizedTest
    @MethodSource("models")
    void bothEnginesAddThem(Supplier<Model> make) {
        Model model = make.get();
        Model other = make.get();
        other.setWeights(model.getWeights());
        assertThat(trained(other, "dl4j")).containsExactly(trained(model, "compiled"), within(1e-5));
        List<INDArray> expected = model.getWeights();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(NdArrays.floats(other.getWeights().get(i)))
                    .containsExactly(NdArrays.floats(expected.get(i)), within(1e-5f));
        }
    }

    @Test
    void whatDl4jWouldHaveTwiceIsSaid() {
        Keras4j.setEngine("dl4j");
        Symbol x = input(3);
        Symbol y = new Dense(2).activation("softmax").activityRegularizer("l2").apply(x);
        Model model = new Model(List.of(x), List.of(y, new Dense(2).apply(y)));
        model.compile(loss(List.of("categorical_crossentropy", "mse")));
        INDArray labels = drawn(2, ROWS, 2);
        assertThatThrownBy(() -> model.trainOnBatch(List.of(drawn(1, ROWS, 3)), List.of(labels, labels)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("read by nobody else");
    }
}
