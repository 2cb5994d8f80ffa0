package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random ops: their distributions, seeds, and what flows through them. */
class RandomOpsTest {
    private static final List<Integer> MANY = List.of(200, 500);

    private final Trace trace = new Trace(true);
    private final Map<Symbol, View> places = new HashMap<>();
    private long draws;

    private Symbol leaf(float value, int... dims) {
        Symbol leaf = trace.input(Shape.of(dims));
        float[] values = new float[leaf.shape().size()];
        Arrays.fill(values, value);
        places.put(leaf, View.of(Buffer.of(values), leaf.shape()));
        return leaf;
    }

    private List<float[]> run(Plan.Mode mode, long seed, Symbol... ends) {
        Plan plan = new Plan(new Arena(), places, List.of(ends), List.of(), mode);
        SplittableRandom seeds = new SplittableRandom(seed);
        plan.random().forEach(primitive -> primitive.seed(seeds.nextLong(), draws++));
        plan.runFirst();
        List<float[]> all = new ArrayList<>();
        for (Symbol end : ends) {
            View view = plan.view(end);
            all.add(Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size()));
        }
        return all;
    }

    private float[] drawn(Symbol symbol) {
        return run(Plan.Mode.FUSED, 1, symbol).get(0);
    }

    private static Symbol ones(Symbol like) {
        return Primitives.broadcast(Primitives.constant(1), like.shape());
    }

    private static double mean(float[] x) {
        double sum = 0;
        for (float value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static double deviation(float[] x) {
        double mean = mean(x);
        double sum = 0;
        for (float value : x) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / x.length);
    }

    private static float[] sorted(float[] x) {
        float[] sorted = x.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    @Test
    void distributionsAreTheirs() {
        SeedGenerator seed = new SeedGenerator(1);
        float[] uniform = sorted(drawn(Ops.uniform(MANY, -1, 3, seed)));
        assertThat(uniform[0]).isBetween(-1f, -0.999f);
        assertThat(uniform[uniform.length - 1]).isBetween(2.999f, 3f);
        assertThat(mean(uniform)).isCloseTo(1, within(0.02));
        assertThat(deviation(uniform)).isCloseTo(4 / Math.sqrt(12), within(0.02));
        float[] normal = drawn(Ops.normal(MANY, 2, 3, seed));
        assertThat(mean(normal)).isCloseTo(2, within(0.05));
        assertThat(deviation(normal)).isCloseTo(3, within(0.05));
        float[] truncated = sorted(drawn(Ops.truncatedNormal(MANY, 0, 1, seed)));
        assertThat(truncated[0]).isBetween(-2.0001f, -1.99f);
        assertThat(truncated[truncated.length - 1]).isBetween(1.99f, 2.0001f);
        assertThat(deviation(truncated)).isCloseTo(0.8796, within(0.01));
        float[] whole = drawn(Ops.randint(MANY, -2, 3, seed));
        for (int value = -2; value < 3; value++) {
            assertThat(count(whole, value) / (double) whole.length).isCloseTo(0.2, within(0.01));
        }
    }

    private static int count(float[] all, float value) {
        int count = 0;
        for (float each : all) {
            count += each == value ? 1 : 0;
        }
        return count;
    }

    @Test
    void classesComeByTheirLogits() {
        Symbol logits = Primitives.add(
                leaf(0, 3, 3), Primitives.constant(new float[] {0, (float) Math.log(3), -100}, Shape.of(3)));
        float[] drawn = drawn(Ops.categorical(logits, 20_000, new SeedGenerator(3)));
        assertThat(drawn).hasSize(60_000);
        assertThat(count(drawn, 0) / 60_000.0).isCloseTo(0.25, within(0.01));
        assertThat(count(drawn, 1) / 60_000.0).isCloseTo(0.75, within(0.01));
    }

    @ParameterizedTest
    @EnumSource(Plan.Mode.class)
    void runsDrawOtherNumbersWhichFollowFromTheirSeed(Plan.Mode mode) {
        SeedGenerator seed = new SeedGenerator();
        Symbol first = Ops.normal(List.of(7, 30), 0, 1, seed);
        Symbol second = Ops.normal(List.of(7, 30), 0, 1, seed);
        Symbol fixed = Ops.uniform(List.of(7, 30), 0, 1, 5);
        List<float[]> a = run(mode, 1, first, second, fixed);
        List<float[]> again = run(mode, 1, first, second, fixed);
        List<float[]> other = run(mode, 2, first, second, fixed);
        for (int i = 0; i < 3; i++) {
            assertThat(Arrays.equals(a.get(i), again.get(i))).isTrue();
        }
        assertThat(Arrays.equals(a.get(0), a.get(1))).isFalse();
        assertThat(Arrays.equals(a.get(0), other.get(0))).isFalse();
        assertThat(Arrays.equals(a.get(2), other.get(2))).isTrue();
    }

    /** They go on from run to run, whatever the seeds of these. */
    @ParameterizedTest
    @EnumSource(Plan.Mode.class)
    void seedsOfTheirOwn(Plan.Mode mode) {
        Symbol first = Ops.normal(List.of(7, 30), 0, 1, new SeedGenerator(1));
        Symbol same = Ops.normal(List.of(7, 30), 0, 1, new SeedGenerator(1));
        Symbol other = Ops.normal(List.of(7, 30), 0, 1, new SeedGenerator(2));
        List<float[]> a =
                List.of(run(mode, 1, first).get(0), run(mode, 1, first).get(0));
        draws = 0;
        List<float[]> b = List.of(run(mode, 5, same).get(0), run(mode, 6, same).get(0));
        draws = 0;
        assertThat(Arrays.equals(a.get(0), b.get(0))).isTrue();
        assertThat(Arrays.equals(a.get(1), b.get(1))).isTrue();
        assertThat(Arrays.equals(a.get(0), a.get(1))).isFalse();
        assertThat(Arrays.equals(a.get(0), run(mode, 1, other).get(0))).isFalse();
    }

    /** A number that is dropped is 0, whatever it was. */
    @Test
    void infinityIsDroppedToo() {
        assertThat(drawn(Ops.dropout(leaf(Float.POSITIVE_INFINITY, 10, 10), 0.5, null, new SeedGenerator(1))))
                .containsOnly(0, Float.POSITIVE_INFINITY);
        assertThat(drawn(Ops.dropout(leaf(Float.POSITIVE_INFINITY, 10, 10), 1, null, new SeedGenerator(1))))
                .containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(Plan.Mode.class)
    void dropoutsGradientIsThatOfWhatIsLeft(Plan.Mode mode) {
        Symbol x = leaf(2, 100, 50);
        Symbol y = Ops.dropout(x, 0.25, null, new SeedGenerator(1));
        Symbol gradient = Gradients.of(List.of(y), List.of(ones(y)), List.of(x)).get(0);
        List<float[]> found = run(mode, 4, y, gradient);
        assertThat(count(found.get(0), 0) / 5000.0).isCloseTo(0.25, within(0.03));
        for (int i = 0; i < 5000; i++) {
            assertThat(found.get(0)[i]).isIn(0f, 2 / 0.75f);
            assertThat(found.get(1)[i]).isEqualTo(found.get(0)[i] / 2);
        }
    }

    @Test
    void dropoutDropsWholeAxes() {
        Symbol x = leaf(1, 4, 6, 40);
        float[] y = drawn(Ops.dropout(x, 0.5, Arrays.asList(null, 1, null), new SeedGenerator(1)));
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(y[i / 240 * 240 + i % 40]);
        }
        assertThat(count(y, 0)).isBetween(1, y.length - 1);
    }

    @Test
    void dropoutInACellIsAnotherOneInEachStep() {
        Symbol x = leaf(1, 5, 3, 40);
        Symbol first = leaf(0, 3, 40);
        SeedGenerator seed = new SeedGenerator();
        Scan.Cell cell = (xs, states) -> {
            Symbol kept = Ops.dropout(xs.get(0), 0.5, null, seed);
            return new Scan.Step(List.of(kept), List.of(Primitives.add(states.get(0), kept)));
        };
        Scan.Result result = Ops.scan(cell, List.of(first), List.of(x), false);
        Symbol gradient =
                Gradients.of(result.states(), List.of(ones(first)), List.of(x)).get(0);
        List<float[]> found = run(Plan.Mode.FUSED, 1, result.outputs().get(0), gradient);
        float[] y = found.get(0);
        assertThat(Arrays.equals(Arrays.copyOf(y, 120), Arrays.copyOfRange(y, 120, 240)))
                .isFalse();
        assertThat(Arrays.equals(y, found.get(1))).isTrue();
        List<float[]> other = run(Plan.Mode.FUSED, 2, result.outputs().get(0), gradient);
        assertThat(Arrays.equals(y, other.get(0))).isFalse();
    }

    @Test
    void otherSeedsAndRatesAreRefused() {
        Symbol x = leaf(1, 2, 2);
        assertThatThrownBy(() -> Ops.dropout(x, 1.5, null, 1)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Ops.uniform(MANY, 0, 1, "seed")).isInstanceOf(KerasException.class);
    }
}
