package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Unary;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scans against the same steps written one after the other: outputs, states, gradients, and gradients of gradients. */
class ScanTest {
    private static final int STEPS = 5, BATCH = 3, WIDTH = 4, UNITS = 6;

    private final Trace trace = new Trace(true);
    private final Map<Symbol, View> places = new HashMap<>();
    private final Random random = new Random(3);

    private Symbol leaf(int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() / 2;
        }
        Symbol leaf = trace.input(shape);
        places.put(leaf, View.of(Buffer.of(values), shape));
        return leaf;
    }

    /** The same steps without a loop. */
    private static Scan.Result unrolled(
            Scan.Cell cell, List<Symbol> xs, List<Symbol> first, boolean reverse, int axis) {
        int steps = xs.get(0).dim(axis);
        List<List<Symbol>> outputs = new ArrayList<>();
        List<Symbol> states = first;
        for (int i = 0; i < steps; i++) {
            int t = reverse ? steps - 1 - i : i;
            List<Symbol> now = xs.stream()
                    .map(x -> Primitives.reshape(
                            Primitives.slice(x, axis, t, 1, 1), ReductionOps.without(x.shape(), List.of(axis))))
                    .toList();
            Scan.Step step = cell.step(now, states);
            states = step.states();
            outputs.add(reverse ? 0 : i, step.outputs());
        }
        List<Symbol> stacked = new ArrayList<>();
        for (int k = 0; k < outputs.get(0).size(); k++) {
            List<Symbol> all = new ArrayList<>();
            for (List<Symbol> each : outputs) {
                Symbol one = each.get(k);
                int[] dims = new int[one.rank() + 1];
                for (int i = 0; i < dims.length; i++) {
                    dims[i] = i == axis ? 1 : one.dim(i < axis ? i : i - 1);
                }
                all.add(Primitives.reshape(one, Shape.of(dims)));
            }
            stacked.add(Primitives.concatenate(all, axis));
        }
        return new Scan.Result(stacked, states);
    }

    private List<float[]> run(List<Symbol> ends, Plan.Mode mode) {
        Plan plan = new Plan(new Arena(), places, ends.subList(0, 2), ends.subList(2, ends.size()), mode);
        for (int i = 0; i < 2; i++) {
            plan.runFirst();
            plan.runThen();
        }
        List<float[]> all = new ArrayList<>();
        for (Symbol end : ends) {
            View view = plan.view(end);
            all.add(Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size()));
        }
        return all;
    }

    private List<Symbol> ends(Scan.Result result, List<Symbol> of) {
        List<Symbol> ends = new ArrayList<>();
        ends.add(result.outputs().get(0));
        ends.add(result.states().get(0));
        List<Symbol> weighted = new ArrayList<>();
        for (Symbol y : List.of(result.outputs().get(0), result.states().get(0))) {
            weighted.add(Primitives.map(Unary.SIN, y));
        }
        List<Symbol> gradients =
                Gradients.of(List.of(result.outputs().get(0), result.states().get(0)), weighted, of).stream()
                        .filter(gradient -> gradient != null)
                        .toList();
        ends.addAll(gradients);
        List<Symbol> second = new ArrayList<>();
        gradients.forEach(g -> second.add(Primitives.map(Unary.TANH, g)));
        Gradients.of(gradients, second, of).stream()
                .filter(gradient -> gradient != null)
                .forEach(ends::add);
        return ends;
    }

    private void compare(
            Scan.Cell cell, List<Symbol> xs, List<Symbol> first, List<Symbol> weights, boolean reverse, int axis) {
        List<Symbol> of = new ArrayList<>(xs);
        of.addAll(first);
        of.addAll(weights);
        List<float[]> expected = run(ends(unrolled(cell, xs, first, reverse, axis), of), Plan.Mode.PLAIN);
        for (Plan.Mode mode : Plan.Mode.values()) {
            List<float[]> found = run(ends(Scan.of(cell, xs, first, reverse, axis), of), mode);
            assertThat(found).hasSameSizeAs(expected);
            for (int k = 0; k < expected.size(); k++) {
                float largest = 0;
                for (float value : expected.get(k)) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(found.get(k)).hasSameSizeAs(expected.get(k));
                for (int i = 0; i < found.get(k).length; i++) {
                    assertThat(Math.abs(found.get(k)[i] - expected.get(k)[i]))
                            .as("end %d at %d: %s, not %s", k, i, found.get(k)[i], expected.get(k)[i])
                            .isLessThanOrEqualTo(2e-6f * Math.max(largest, 1));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 0", "true, 0", "false, 1", "true, 1"})
    void aGatedCellGivesWhatItsStepsGive(boolean reverse, int axis) {
        Symbol x = axis == 0 ? leaf(STEPS, BATCH, WIDTH) : leaf(BATCH, STEPS, WIDTH);
        Symbol first = leaf(BATCH, UNITS);
        Symbol kernel = leaf(WIDTH, 2 * UNITS);
        Symbol recurrent = leaf(UNITS, 2 * UNITS);
        Symbol bias = leaf(2 * UNITS);
        Scan.Cell cell = (xs, states) -> {
            Symbol h = states.get(0);
            Symbol sum = Primitives.add(
                    Primitives.add(Primitives.matmul(xs.get(0), kernel), bias), Primitives.matmul(h, recurrent));
            Symbol gate = Primitives.map(Unary.SIGMOID, Primitives.slice(sum, 1, 0, 1, UNITS));
            Symbol made = Primitives.map(Unary.TANH, Primitives.slice(sum, 1, UNITS, 1, UNITS));
            Symbol next = Primitives.add(
                    Primitives.multiply(gate, h),
                    Primitives.multiply(Primitives.subtract(Primitives.constant(1), gate), made));
            return new Scan.Step(List.of(next), List.of(next));
        };
        compare(cell, List.of(x), List.of(first), List.of(kernel, recurrent, bias), reverse, axis);
    }

    @Test
    void weightsCutAndUsedTwiceAndAMaskGiveWhatTheStepsGive() {
        Symbol x = leaf(STEPS, BATCH, UNITS);
        Symbol mask = leaf(STEPS, BATCH, 1);
        Symbol first = leaf(BATCH, UNITS);
        Symbol second = leaf(BATCH, UNITS);
        Symbol weight = leaf(UNITS, 2 * UNITS);
        Symbol scale = leaf(UNITS);
        Scan.Cell cell = (xs, states) -> {
            Symbol left = Primitives.slice(weight, 1, 0, 1, UNITS);
            Symbol right = Primitives.slice(weight, 1, UNITS, 1, UNITS);
            Symbol a = Primitives.matmul(Primitives.multiply(states.get(0), scale), left);
            Symbol b = Primitives.matmul(states.get(1), right);
            Symbol h = Primitives.map(Unary.TANH, Primitives.add(Primitives.add(a, b), xs.get(0)));
            Symbol isSeen = Primitives.map(Binary.GREATER, xs.get(1), Primitives.constant(0));
            Symbol kept = Primitives.where(isSeen, h, states.get(0));
            return new Scan.Step(List.of(Primitives.multiply(kept, b)), List.of(kept, states.get(0)));
        };
        compare(cell, List.of(x, mask), List.of(first, second), List.of(weight, scale), false, 0);
    }

    @Test
    void statesOfOtherShapesAreRefused() {
        Symbol x = leaf(STEPS, BATCH, WIDTH);
        Symbol first = leaf(BATCH, UNITS);
        assertThatThrownBy(() -> Scan.of((xs, s) -> new Scan.Step(xs, xs), List.of(x), List.of(first), false, 0))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("states");
    }
}
