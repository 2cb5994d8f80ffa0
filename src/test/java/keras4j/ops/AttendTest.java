package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Unary;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Attend} against the primitives that it stands for: odd lengths, heads side by side, some gradients, their gradients, threads. */
class AttendTest {
    private static final float SCALE = 0.3f;
    /** Threads that write where another reads seldom meet. */
    private static final int REPEATS = 10;

    private final Trace trace = new Trace(true);
    private final Map<Symbol, View> places = new HashMap<>();
    private final Random random = new Random(5);

    @AfterEach
    void asItWas() {
        Parallel.setThreads(Parallel.PARTS);
    }

    /** (batch, heads, length, size), of which the heads stand side by side. */
    private Symbol leaf(int batch, int heads, int length, int size) {
        Shape shape = Shape.of(batch, length, heads, size);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Symbol leaf = trace.input(shape);
        places.put(leaf, View.of(Buffer.of(values), shape));
        return leaf;
    }

    private static Symbol heads(Symbol x) {
        return Primitives.transpose(x, List.of(0, 2, 1, 3));
    }

    private static Symbol sine(Symbol x) {
        return Primitives.map(Unary.SIN, x);
    }

    /** What the heads find, side by side, the gradients by some of the inputs, and the gradients of these. */
    private List<Symbol> wanted(List<Symbol> x, List<Symbol> of, boolean isOne, boolean isTwice) {
        Symbol query = heads(x.get(0));
        Symbol key = heads(x.get(1));
        Symbol value = heads(x.get(2));
        Symbol found = isOne ? Attend.of(query, key, value, SCALE) : Attend.composed(query, key, value, SCALE);
        assertThat(found.operation() instanceof Attend).isEqualTo(isOne);
        Symbol y = heads(found);
        List<Symbol> wanted = new ArrayList<>(List.of(y));
        List<Symbol> gradients = Gradients.of(List.of(y), List.of(sine(y)), of);
        wanted.addAll(gradients);
        if (isTwice) {
            wanted.addAll(Gradients.of(
                    gradients, gradients.stream().map(AttendTest::sine).toList(), x));
        }
        return wanted;
    }

    private List<float[]> numbers(List<Symbol> wanted, Plan.Mode mode) {
        List<Symbol> first = wanted.subList(0, 1);
        List<Symbol> then = wanted.subList(1, wanted.size());
        Plan plan = new Plan(new Arena(), places, first, then, mode);
        for (int i = 0; i < 2; i++) {
            plan.runFirst();
            plan.runThen();
        }
        return wanted.stream()
                .map(end -> Arrays.copyOf(plan.view(end).array(), end.shape().size()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 16, 16, 16, 16, 7, true",
        "3, 2, 17, 33, 20, 12, 7, true",
        "1, 1, 64, 65, 4, 1, 7, false",
        "2, 1, 1, 128, 40, 9, 7, false",
        "4, 2, 32, 20, 8, 8, 1, false",
        "4, 2, 32, 20, 8, 8, 2, false",
        "4, 2, 32, 20, 8, 8, 4, false",
        "8, 4, 64, 64, 16, 16, 7, false"
    })
    void isWhatThePrimitivesAre(
            int batch, int heads, int time, int length, int size, int any, int gradients, boolean isTwice) {
        List<Symbol> x = List.of(
                leaf(batch, heads, time, size), leaf(batch, heads, length, size), leaf(batch, heads, length, any));
        List<Symbol> of = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            if ((gradients >> i & 1) == 1) {
                of.add(x.get(i));
            }
        }
        assertIsWhatThePrimitivesAre(x, of, isTwice);
    }

    /** Query, key and value are slices of one value, of each place three vectors side by side. */
    @ParameterizedTest
    @CsvSource({"8, 3, 32, 16, false", "8, 1, 32, 48, true", "1, 4, 65, 17, true"})
    void readsSlicesOfOneValue(int batch, int heads, int time, int size, boolean isTwice) {
        Symbol leaf = leaf(batch, 3 * heads, time, size);
        Symbol all = sine(Primitives.reshape(leaf, Shape.of(batch, time, 3 * heads * size)));
        List<Symbol> x = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Symbol slice = Primitives.slice(all, 2, i * heads * size, 1, heads * size);
            x.add(Primitives.reshape(slice, Shape.of(batch, time, heads, size)));
        }
        assertIsWhatThePrimitivesAre(x, List.of(leaf), isTwice);
    }

    private void assertIsWhatThePrimitivesAre(List<Symbol> x, List<Symbol> of, boolean isTwice) {
        List<float[]> expected = numbers(wanted(x, of, false, isTwice), Plan.Mode.PLAIN);
        Parallel.setThreads(1);
        List<Symbol> wanted = wanted(x, of, true, isTwice);
        List<float[]> alone = numbers(wanted, Plan.Mode.FUSED);
        for (int i = 0; i < expected.size(); i++) {
            assertClose(alone.get(i), expected.get(i), "value " + i);
        }
        Parallel.setThreads(Parallel.PARTS);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            List<float[]> again = numbers(wanted, Plan.Mode.FUSED);
            for (int i = 0; i < alone.size(); i++) {
                assertThat(Arrays.equals(again.get(i), alone.get(i)))
                        .as("value " + i)
                        .isTrue();
            }
        }
    }

    private static void assertClose(float[] found, float[] expected, String what) {
        float largest = 0;
        for (float number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= 1e-5 * Math.max(Math.abs(expected[i]), 0.1 * largest))) {
                assertThat(found[i]).as(what + ", number " + i).isEqualTo(expected[i]);
            }
        }
    }
}
