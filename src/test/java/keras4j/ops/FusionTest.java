package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Unary;
import keras4j.internal.kernels.View;
import keras4j.internal.kernels.Window;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A convolution with what follows it in one gives what the calls give one after the other. */
class FusionTest {
    private static final int SAMPLES = 7;
    private static final int FILTERS = 6;
    private static final List<Integer> ONE = List.of(1, 1);

    /** An image's height, width and channels; what follows the convolution, a pool of size 0 being none. */
    record Case(int height, int width, int channels, Window.Border border, boolean relu, int pool, boolean poolFirst) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(28, 28, 1, Window.Border.VALID, true, 2, false),
                new Case(13, 13, 8, Window.Border.VALID, true, 2, false), // the last row and column are in no pool
                new Case(13, 13, 8, Window.Border.VALID, true, 2, true),
                new Case(13, 13, 8, Window.Border.VALID, false, 2, false),
                new Case(12, 12, 3, Window.Border.SAME, true, 3, false),
                new Case(
                        60, 50, 3, Window.Border.SAME, true, 2, false), // an image is more than BLAS multiplies at once
                new Case(13, 12, 8, Window.Border.VALID, true, 0, false));
    }

    private final Trace trace = new Trace(true);
    private final Map<Symbol, View> places = new HashMap<>();
    private final Random random = new Random(1);

    private Symbol leaf(int... dims) {
        Symbol leaf = trace.input(Shape.of(dims));
        float[] values = new float[leaf.shape().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        places.put(leaf, View.of(Buffer.of(values), leaf.shape()));
        return leaf;
    }

    private static Symbol pool(Symbol x, int size, int stride, Window.Border border) {
        Windows windows = new Windows(List.of(size, size), List.of(stride, stride), ONE);
        return Primitives.call(new MaxPool(windows, border), x);
    }

    private static Symbol relu(Symbol x) {
        return Primitives.map(Unary.RELU, x);
    }

    /** What an end and its gradients are. */
    private List<float[]> run(Symbol end, Symbol dy, List<Symbol> of) {
        List<Symbol> gradients = Gradients.of(List.of(end), List.of(dy), of);
        Plan plan = new Plan(new Arena(), places, List.of(end), gradients, Plan.Mode.FUSED);
        plan.runFirst();
        plan.runThen();
        List<Symbol> all = new ArrayList<>(List.of(end));
        all.addAll(gradients);
        return all.stream().map(symbol -> numbers(plan, symbol)).toList();
    }

    private static float[] numbers(Plan plan, Symbol end) {
        View view = plan.view(end);
        return Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatCallsGiveOneAfterTheOther(Case c) {
        Symbol x = leaf(SAMPLES, c.height, c.width, c.channels);
        Symbol kernel = leaf(3, 2, c.channels, FILTERS);
        Symbol bias = leaf(FILTERS);
        Symbol y = Conv.call(x, kernel, bias, new Windows(List.of(3, 2), ONE, ONE), c.border);
        y = c.relu && !c.poolFirst ? relu(y) : y;
        y = c.pool > 0 ? pool(y, c.pool, c.pool, Window.Border.VALID) : y;
        y = c.poolFirst ? relu(y) : y;
        Symbol dy = leaf(y.shape().dims());
        Symbol fused = Fusion.of(List.of(y)).get(0);

        assertThat(fused.inputs()).containsExactly(x, kernel, bias);
        List<float[]> expected = run(y, dy, List.of(x, kernel, bias));
        List<float[]> found = run(fused, dy, List.of(x, kernel, bias));
        for (int i = 0; i < expected.size(); i++) {
            assertClose(found.get(i), expected.get(i));
        }
        Plan inference = new Plan(new Arena(), places, List.of(fused), List.of(), Plan.Mode.FUSED);
        inference.runFirst();
        assertThat(inference.size()).isEqualTo(1);
        assertClose(numbers(inference, fused), expected.get(0));
    }

    private static void assertClose(float[] found, float[] expected) {
        assertThat(found.length).isEqualTo(expected.length);
        float largest = 0;
        float error = 0;
        for (int i = 0; i < found.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(expected[i] - found[i]));
        }
        assertThat(largest).isPositive();
        assertThat(error).isLessThanOrEqualTo(2e-6f * largest);
    }

    private Symbol convolution() {
        return Conv.call(
                leaf(2, 13, 12, 3), leaf(2, 2, 3, 4), null, new Windows(List.of(2, 2), ONE, ONE), Window.Border.VALID);
    }

    @Test
    void whatTwoReadIsMadeOnce() {
        Symbol sums = convolution();
        Symbol first = relu(sums);
        Symbol second = pool(first, 2, 2, Window.Border.VALID);
        List<Symbol> apart = List.of(first, Primitives.map(Unary.TANH, sums));

        assertThat(Fusion.of(apart)).isEqualTo(apart);
        assertThat(Fusion.of(List.of(sums, first))).containsExactly(sums, first);
        List<Symbol> half = Fusion.of(List.of(first, second));
        assertThat(half.get(0).inputs()).isEqualTo(sums.inputs());
        assertThat(half.get(1).inputs()).containsExactly(half.get(0));
    }

    @Test
    void whatIsBehindIsTheSameOfWhatIsJoined() {
        Symbol sums = convolution();
        Symbol end = Primitives.add(Primitives.map(Unary.TANH, relu(sums)), Primitives.constant(1));
        Symbol fused = Fusion.of(List.of(end)).get(0);

        assertThat(fused.operation()).isEqualTo(end.operation());
        assertThat(fused.inputs().get(0).inputs().get(0).inputs()).isEqualTo(sums.inputs());
        Symbol dy = leaf(end.shape().dims());
        assertClose(run(fused, dy, List.of()).get(0), run(end, dy, List.of()).get(0));
    }

    @Test
    void onlyPoolsThatDivideAnImageAreTakenAndEachOnlyOnce() {
        Symbol relu = relu(convolution());
        for (Symbol pool : List.of(
                pool(relu, 3, 2, Window.Border.VALID),
                pool(relu, 2, 3, Window.Border.VALID),
                pool(relu, 5, 5, Window.Border.SAME))) {
            Symbol fused = Fusion.of(List.of(pool)).get(0);
            assertThat(fused.operation()).isEqualTo(pool.operation());
            assertThat(fused.inputs().get(0).operation()).isInstanceOf(Conv.class);
        }
        Symbol once = pool(relu, 2, 2, Window.Border.VALID);
        Symbol twice = pool(once, 2, 2, Window.Border.VALID);
        Symbol fused = Fusion.of(List.of(twice)).get(0);
        assertThat(fused.operation()).isEqualTo(twice.operation());
        assertThat(fused.inputs().get(0).operation()).isInstanceOf(Conv.class);
    }
}
