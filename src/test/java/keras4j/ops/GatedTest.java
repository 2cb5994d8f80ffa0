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
import keras4j.internal.kernels.GatedCell;
import keras4j.internal.kernels.Unary;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link Gated} against the same steps by ops: products by loops and by BLAS, masks, states, both directions, one thread and all. */
class GatedTest {
    /** Threads that write where another reads seldom meet. */
    private static final int REPEATS = 10;

    /** The gates of a GRU that are of the inputs alone, and of the state. */
    private static final int OF_INPUTS = 2;

    private static final int OF_STATE = 3;

    private final Trace trace = new Trace(true);
    private final Map<Symbol, View> places = new HashMap<>();
    private final Random random = new Random(3);

    @AfterEach
    void asItWas() {
        Parallel.setThreads(Parallel.PARTS);
    }

    private Symbol leaf(int... dims) {
        return leaf(0.5, dims);
    }

    private Symbol leaf(double deviation, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return leaf(values, shape);
    }

    /** With numbers as small as a layer begins with: steps of larger ones make rounding errors grow; of a GRU, one gate is 0. */
    private Symbol kernel(GatedCell cell, int rows, int units, int ofOther) {
        Symbol kernel = leaf(1 / Math.sqrt(rows), rows, 4 * units);
        float[] values = places.get(kernel).array();
        for (int i = 0; i < values.length; i++) {
            values[i] = cell == GatedCell.GRU && i / units % 4 == ofOther ? 0 : values[i];
        }
        return kernel;
    }

    /** The gradient by a kernel, without the gate that is 0. */
    private static Symbol given(GatedCell cell, Symbol gradient, int ofOther) {
        List<Symbol> gates = new ArrayList<>(Ops.split(gradient, 4, -1));
        if (cell == GatedCell.GRU) {
            gates.remove(ofOther);
        }
        return Ops.concatenate(gates, -1);
    }

    private Symbol leaf(float[] values, Shape shape) {
        Symbol leaf = trace.input(shape);
        places.put(leaf, View.of(Buffer.of(values), shape));
        return leaf;
    }

    /** Gaps within and at both ends; of the first sample, nothing counts. */
    private Symbol mask(int batch, int steps) {
        float[] counts = new float[batch * steps];
        for (int i = steps; i < counts.length; i++) {
            counts[i] = i * i % 5 % 3 == 0 ? 0 : 1;
        }
        return leaf(counts, Shape.of(batch, steps));
    }

    private record Given(
            GatedCell cell,
            Symbol x,
            Symbol kernel,
            Symbol recurrent,
            Symbol bias,
            Symbol mask,
            List<Symbol> states,
            boolean zeroes) {}

    /** What the kernel gives, step by step. */
    private static Gated.Result steps(Given given, boolean isReverse) {
        int batch = given.x.dim(0);
        int units = given.recurrent.dim(0);
        Symbol read = Ops.matmul(given.x, given.kernel);
        Symbol sums = given.bias == null ? read : Ops.add(read, given.bias);
        Symbol counts = given.mask == null ? Ops.ones(batch, given.x.dim(1)) : given.mask;
        int count = given.cell.states();
        List<Symbol> first = new ArrayList<>(given.states);
        while (first.size() <= count) {
            first.add(Ops.zeros(batch, units));
        }
        Scan.Cell cell = (xs, states) -> {
            Symbol h = states.get(0);
            List<Symbol> gates = Ops.split(Ops.add(xs.get(0), Ops.matmul(h, given.recurrent)), 4, -1);
            List<Symbol> made = given.cell == GatedCell.GRU ? gru(gates, h) : lstm(gates, states.get(1));
            Symbol is = xs.get(1);
            List<Symbol> next = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                next.add(Ops.where(is, made.get(i), states.get(i)));
            }
            Symbol y = given.zeroes ? Ops.where(is, made.get(0), 0) : Ops.where(is, made.get(0), states.get(count));
            next.add(y);
            return new Scan.Step(List.of(y), next);
        };
        Scan.Result made = Scan.of(cell, List.of(sums, Ops.expandDims(counts, -1)), first, isReverse, 1);
        Symbol all = made.outputs().get(0);
        List<Symbol> last = made.states();
        return new Gated.Result(isReverse ? Ops.flip(all, 1) : all, last.get(count), last.subList(0, count));
    }

    private static List<Symbol> lstm(List<Symbol> gates, Symbol c) {
        Symbol kept = Ops.multiply(Ops.sigmoid(gates.get(1)), c);
        Symbol next = Ops.add(kept, Ops.multiply(Ops.sigmoid(gates.get(0)), Ops.tanh(gates.get(2))));
        return List.of(Ops.multiply(Ops.sigmoid(gates.get(3)), Ops.tanh(next)), next);
    }

    private static List<Symbol> gru(List<Symbol> gates, Symbol h) {
        Symbol z = Ops.sigmoid(gates.get(0));
        Symbol reset = Ops.multiply(Ops.sigmoid(gates.get(1)), gates.get(3));
        Symbol candidate = Ops.tanh(Ops.add(gates.get(2), reset));
        return List.of(Ops.add(Ops.multiply(z, h), Ops.multiply(Ops.subtract(1, z), candidate)));
    }

    /** Some outputs, and the gradients by all inputs. */
    private List<float[]> run(Given given, Gated.Result result, int outputs, Plan.Mode mode) {
        List<Symbol> all = new ArrayList<>(List.of(result.sequence(), result.last()));
        all.addAll(result.states());
        List<Symbol> ends = new ArrayList<>();
        List<Symbol> dys = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if ((outputs >> i & 1) == 1) {
                ends.add(all.get(i));
                dys.add(Primitives.map(Unary.SIN, Ops.add(all.get(i), 0.3)));
            }
        }
        List<Symbol> of = new ArrayList<>(List.of(given.x, given.kernel, given.recurrent));
        if (given.bias != null) {
            of.add(given.bias);
        }
        of.addAll(given.states);
        List<Symbol> gradients = Gradients.of(ends, dys, of);
        gradients.set(1, given(given.cell, gradients.get(1), OF_STATE));
        gradients.set(2, given(given.cell, gradients.get(2), OF_INPUTS));
        Plan plan = new Plan(new Arena(), places, ends, gradients, mode);
        List<float[]> found = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            plan.runFirst();
            plan.runThen();
        }
        List<Symbol> wanted = new ArrayList<>(ends);
        wanted.addAll(gradients);
        for (Symbol end : wanted) {
            View view = plan.view(end);
            found.add(Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size()));
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, true, false, false, false, 1",
        "5, 3, 4, 3, true, false, false, false, 15",
        "5, 3, 4, 3, false, true, false, false, 2",
        "4, 2, 5, 4, true, false, true, false, 12",
        "4, 2, 5, 4, true, true, true, false, 4",
        "6, 3, 4, 5, true, false, false, true, 1",
        "6, 3, 4, 5, true, false, true, true, 2",
        "6, 3, 4, 5, false, true, false, true, 15",
        "3, 33, 37, 5, true, true, true, true, 15",
        "4, 24, 48, 1, true, false, false, false, 2",
        "9, 20, 64, 33, true, false, false, true, 1",
        "9, 20, 64, 33, true, true, true, false, 6"
    })
    void isTheSameStepByStep(
            int steps,
            int in,
            int units,
            int batch,
            boolean hasBias,
            boolean hasStates,
            boolean isReverse,
            boolean isMasked,
            int outputs) {
        for (int i = 0; i < 4; i++) {
            GatedCell cell = GatedCell.values()[i / 2];
            boolean zeroes = i % 2 == 1;
            List<Symbol> states = new ArrayList<>();
            while (hasStates && !isMasked && states.size() < cell.states()) {
                states.add(leaf(batch, units));
            }
            Given given = new Given(
                    cell,
                    leaf(batch, steps, in),
                    kernel(cell, in, units, OF_STATE),
                    kernel(cell, units, units, OF_INPUTS),
                    hasBias ? leaf(4 * units) : null,
                    isMasked ? mask(batch, steps) : null,
                    states,
                    zeroes);
            List<float[]> expected = run(given, steps(given, isReverse), outputs, Plan.Mode.PLAIN);
            Gated.Result result = Gated.of(
                    cell,
                    given.x,
                    given.kernel,
                    given.recurrent,
                    given.bias,
                    given.mask,
                    given.states,
                    isReverse,
                    zeroes);
            for (Plan.Mode mode : Plan.Mode.values()) {
                Parallel.setThreads(1);
                assertClose(run(given, result, outputs, mode), expected);
                Parallel.setThreads(Parallel.PARTS);
                for (int repeat = 0; repeat < REPEATS; repeat++) {
                    assertClose(run(given, result, outputs, mode), expected);
                }
            }
        }
    }

    private static void assertClose(List<float[]> found, List<float[]> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int k = 0; k < expected.size(); k++) {
            float largest = 0;
            for (float value : expected.get(k)) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(found.get(k)).hasSameSizeAs(expected.get(k));
            for (int i = 0; i < expected.get(k).length; i++) {
                float distance = Math.abs(found.get(k)[i] - expected.get(k)[i]);
                if (!(distance <= 5e-6f * Math.max(largest, 0.1f))) {
                    throw new AssertionError("end " + k + " at " + i + ": expected " + expected.get(k)[i] + ", found "
                            + found.get(k)[i] + ", the largest being " + largest);
                }
            }
        }
    }
}
