package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Unary;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward and gradients allocate nothing once they have run: scans, windows, random numbers, ctc_loss. */
class OpAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private interface Function {
        Symbol of(Symbol x, Symbol weight);
    }

    static Stream<Arguments> ops() {
        SeedGenerator seed = new SeedGenerator(1);
        List<Integer> two = List.of(2);
        List<Integer> one = List.of(1);
        Function scan = (x, weight) -> {
            Symbol sequence = Primitives.reshape(x, Shape.of(4, 6, 8));
            Symbol kernel = Primitives.reshape(weight, Shape.of(8, 8));
            Symbol first = Primitives.broadcast(Primitives.constant(0), Shape.of(4, 8));
            Scan.Cell cell = (xs, states) -> {
                Symbol sum = Primitives.add(Primitives.matmul(states.get(0), kernel), xs.get(0));
                Symbol next = Ops.dropout(Primitives.map(Unary.TANH, sum), 0.2, null, seed);
                return new Scan.Step(List.of(next), List.of(next));
            };
            return Scan.of(cell, List.of(sequence), List.of(first), true, 1)
                    .outputs()
                    .get(0);
        };
        Function ctc = (x, weight) -> Ops.ctcLoss(
                numbers(2, 4, 1, 2, 3, 3, 1, 2, 2, 1),
                Primitives.reshape(x, Shape.of(2, 12, 8)),
                numbers(2, 0, 4, 3),
                numbers(2, 0, 12, 10),
                0);
        return Stream.of(
                Arguments.of("scan", scan),
                Arguments.of("ctc_loss", ctc),
                Arguments.of("conv", (Function) (x, weight) ->
                        Ops.conv(image(x), Primitives.reshape(weight, Shape.of(2, 2, 4, 4)), two, "same", null, one)),
                Arguments.of("depthwise_conv", (Function) (x, weight) -> Ops.depthwiseConv(
                        image(x), Primitives.reshape(weight, Shape.of(4, 2, 4, 2)), one, "same", null, one)),
                Arguments.of("conv_transpose", (Function) (x, weight) -> Ops.convTranspose(
                        image(x), Primitives.reshape(weight, Shape.of(2, 2, 4, 4)), two, "same", null, null, one)),
                Arguments.of("max_pool", (Function) (x, weight) -> Ops.maxPool(image(x), two, one, "same", null)),
                Arguments.of("softmax", (Function) (x, weight) -> Ops.softmax(image(x), 1)));
    }

    private static Symbol image(Symbol x) {
        return Primitives.reshape(x, Shape.of(2, 4, 6, 4));
    }

    /** (count, width), or (count) for a width of 0. */
    private static Symbol numbers(int count, int width, float... values) {
        return Primitives.constant(values, width == 0 ? Shape.of(count) : Shape.of(count, width));
    }

    @ParameterizedTest
    @MethodSource("ops")
    void runsAllocateNothing(String name, Function op) {
        Trace trace = new Trace(true);
        Symbol x = trace.input(Shape.of(192));
        Symbol weight = trace.input(Shape.of(64));
        Map<Symbol, View> places = new HashMap<>();
        for (Symbol leaf : List.of(x, weight)) {
            float[] values = new float[leaf.shape().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sin(i);
            }
            places.put(leaf, View.of(Buffer.of(values), leaf.shape()));
        }
        Symbol y = op.of(x, weight);
        List<Symbol> gradients =
                new ArrayList<>(Gradients.of(List.of(y), List.of(Primitives.map(Unary.SIN, y)), List.of(x, weight)));
        gradients.removeIf(gradient -> gradient == null);
        Plan plan = new Plan(new Arena(), places, List.of(y), gradients, Plan.Mode.FUSED);
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < 300; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            plan.runFirst();
            plan.runThen();
            fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(fewest).isZero();
    }
}
