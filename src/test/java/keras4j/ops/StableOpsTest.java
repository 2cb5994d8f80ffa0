package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients far from 0, where exp is infinite or 0: exact there, as the functions are nearly straight. */
class StableOpsTest {
    private record Op(String name, UnaryOperator<Symbol> function, double below, double slopeBelow, double slopeAbove) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What each gives at -1000, and its slopes at -1000 and 1000; above, it is x times the slope there, or 1. */
    static Stream<Arguments> ops() {
        return Stream.of(
                        new Op("softplus", Ops::softplus, 0, 0, 1),
                        new Op("log_sigmoid", Ops::logSigmoid, -1000, 1, 0),
                        new Op("sigmoid", Ops::sigmoid, 0, 0, 0),
                        new Op("silu", Ops::silu, 0, 0, 1),
                        new Op("mish", Ops::mish, 0, 0, 1),
                        new Op("elu", Ops::elu, -1, 0, 1),
                        new Op("celu", x -> Ops.celu(x, 0.5), -0.5, 0, 1),
                        new Op("selu", Ops::selu, -1.7580993408473766, 0, 1.0507009873554805),
                        new Op("gelu", x -> Ops.gelu(x, false), 0, 0, 1),
                        new Op("gelu, approximate", Ops::gelu, 0, 0, 1),
                        new Op("softsign", Ops::softsign, -1000.0 / 1001, 1e-6, 1e-6),
                        new Op("tanh_shrink", Ops::tanhShrink, -999, 1, 1),
                        new Op("squareplus", x -> Ops.squareplus(x, 4), 1e-3, 1e-6, 0.999999),
                        new Op("relu6", Ops::relu6, 0, 0, 0),
                        new Op(
                                "binary_crossentropy of 1 from logits",
                                x -> Ops.binaryCrossentropy(
                                        Primitives.add(
                                                Primitives.multiply(x, Primitives.constant(0)), Primitives.constant(1)),
                                        x,
                                        true),
                                1000,
                                -1,
                                0))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("ops")
    void farFromZeroAllIsFinite(Op op) {
        Symbol x = new Trace(true).input(Shape.of(2));
        Symbol y = op.function.apply(x);
        float[] found = run(x, new float[] {-1000, 1000}, y, false);
        float[] slopes = run(x, new float[] {-1000, 1000}, y, true);
        assertThat((double) found[0]).isCloseTo(op.below, within(1e-3));
        assertThat(found[1]).isFinite();
        assertThat((double) slopes[0]).isCloseTo(op.slopeBelow, within(1e-6));
        assertThat((double) slopes[1]).isCloseTo(op.slopeAbove, within(1e-6));
    }

    @Test
    void softmaxesOfHugeLogitsAreFinite() {
        Symbol x = new Trace(true).input(Shape.of(1, 3));
        float[] logits = {1000, -1000, 999};
        double e = Math.exp(-1);
        double[] p = {1 / (1 + e), 0, e / (1 + e)};
        float[] softmax = run(x, logits, Ops.softmax(x), false);
        float[] logSoftmax = run(x, logits, Ops.logSoftmax(x), false);
        Symbol first = Primitives.slice(Ops.logSoftmax(x), 1, 0, 1, 1);
        float[] slope = run(x, logits, first, true);
        Symbol loss =
                Ops.sparseCategoricalCrossentropy(Primitives.constant(new float[] {1}, Shape.of(1)), Ops.softmax(x));
        float[] lossSlope = run(x, logits, loss, true);
        for (int i = 0; i < 3; i++) {
            assertThat((double) softmax[i]).isCloseTo(p[i], within(1e-6));
            assertThat((double) slope[i]).isCloseTo((i == 0 ? 1 : 0) - p[i], within(1e-6));
            assertThat((double) lossSlope[i]).isCloseTo(p[i] - (i == 1 ? 1 : 0), within(1e-6));
        }
        assertThat((double) logSoftmax[1]).isCloseTo(-2000.31326, within(1e-3));
    }

    private static Symbol ones(Symbol like) {
        return Primitives.broadcast(Primitives.constant(1), like.shape());
    }

    private static float[] run(Symbol x, float[] numbers, Symbol y, boolean isGradient) {
        Symbol end = isGradient
                ? Gradients.of(List.of(y), List.of(ones(y)), List.of(x)).get(0)
                : y;
        Map<Symbol, View> places = new HashMap<>();
        places.put(x, View.of(Buffer.of(numbers), x.shape()));
        Plan plan = new Plan(new Arena(), places, List.of(end), List.of(), Plan.Mode.FUSED);
        plan.runFirst();
        View view = plan.view(end);
        float[] all = new float[view.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = view.buffer().get(view.offset() + i);
        }
        return all;
    }
}
