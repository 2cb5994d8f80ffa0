package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Unary;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Keras on TensorFlow cannot say on a CPU: channels first and groups; and gradients of gradients. */
class ConvolutionOpsTest {
    private enum Kind {
        CONV,
        DEPTHWISE,
        SEPARABLE,
        TRANSPOSED,
        MAX,
        MEAN,
        RESIZED
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

    private float[] run(Symbol symbol) {
        Plan plan = new Plan(new Arena(), places, List.of(symbol), List.of(), Plan.Mode.FUSED);
        plan.runFirst();
        View view = plan.view(symbol);
        float[] all = new float[view.size()];
        view.buffer().get(view.offset(), all, 0, all.length);
        return all;
    }

    private static void assertClose(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).as("at %d", i).isCloseTo(expected[i], offset(1e-5f));
        }
    }

    private Symbol call(Kind kind, Symbol x, String format, Symbol kernel, Symbol pointwise) {
        List<Integer> one = List.of(1);
        List<Integer> two = List.of(2, 1);
        return switch (kind) {
            case CONV -> Ops.conv(x, kernel, two, "same", format, one);
            case DEPTHWISE -> Ops.depthwiseConv(x, kernel, one, "same", format, two);
            case SEPARABLE -> Ops.separableConv(x, kernel, pointwise, two, "valid", format, one);
            case TRANSPOSED -> Ops.convTranspose(x, kernel, two, "same", null, format, one);
            case MAX -> Ops.maxPool(x, List.of(2, 3), two, "same", format);
            case MEAN -> Ops.averagePool(x, List.of(2, 3), null, "same", format);
            case RESIZED ->
                Op.call(
                        "Resize",
                        "images",
                        x,
                        "size",
                        List.of(3, 7),
                        "interpolation",
                        "bilinear",
                        "data_format",
                        format);
        };
    }

    @ParameterizedTest
    @EnumSource
    void channelsFirstAreTheSameTransposed(Kind kind) {
        Symbol x = leaf(2, 5, 6, 3);
        Symbol kernel = leaf(3, 2, 3, 3);
        Symbol pointwise = leaf(1, 1, 9, 4);
        Symbol last = call(kind, x, "channels_last", kernel, pointwise);
        Symbol first = call(kind, Grid.channelsFirst(x), "channels_first", kernel, pointwise);
        assertThat(first.dim(1)).isEqualTo(last.dim(3));
        assertClose(run(Grid.channelsLast(first)), run(last));
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "3, 3"})
    void groupsAreConvolutionsOfTheirOwn(int groups, int filters) {
        Symbol x = leaf(2, 6, 6);
        int channels = 6 / groups;
        Symbol kernel = leaf(3, channels, groups * filters);
        List<Symbol> parts = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            parts.add(Ops.conv(
                    Primitives.slice(x, 2, i * channels, 1, channels),
                    Primitives.slice(kernel, 2, i * filters, 1, filters),
                    "same"));
        }
        Symbol whole = Ops.conv(x, kernel, "same");
        Symbol expected = Primitives.concatenate(parts, 2);
        assertClose(run(whole), run(expected));
        assertClose(run(gradient(whole, kernel)), run(gradient(expected, kernel)));
        assertClose(run(gradient(whole, x)), run(gradient(expected, x)));
    }

    /** Of the sum of sin(y). */
    private static Symbol gradient(Symbol y, Symbol x) {
        return Gradients.of(List.of(y), List.of(Primitives.map(Unary.COS, y)), List.of(x))
                .get(0);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsOfGradientsAreTheirSlopes(Kind kind) {
        Symbol x = leaf(1, 4, 5, 2);
        Symbol kernel = leaf(3, 2, 2, 2);
        Symbol pointwise = leaf(1, 1, 4, 3);
        Symbol towards = leaf(1, 4, 5, 2);
        UnaryOperator<Symbol> first =
                at -> gradient(Primitives.map(Unary.TANH, call(kind, at, "channels_last", kernel, pointwise)), at);
        Symbol dx = first.apply(x);
        Symbol product = Gradients.of(List.of(dx), List.of(towards), List.of(x)).get(0);
        float step = 3e-3f;
        float[] numbers = places.get(x).array();
        float[] before = shifted(numbers, run(towards), -step);
        float[] after = shifted(numbers, run(towards), step);
        float[] found = run(product);
        places.put(x, View.of(Buffer.of(after), x.shape()));
        float[] high = run(dx);
        places.put(x, View.of(Buffer.of(before), x.shape()));
        float[] low = run(dx);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i])
                    .as("at %d", i)
                    .isCloseTo((high[i] - low[i]) / (2 * step), offset(1e-2f * Math.max(1, Math.abs(found[i]))));
        }
    }

    private static float[] shifted(float[] from, float[] by, float step) {
        float[] all = from.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] += step * by[i];
        }
        return all;
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Symbol x = leaf(1, 4, 3);
        List<Integer> one = List.of(1);
        assertThatThrownBy(() -> Ops.conv(x, leaf(5, 3, 2), "valid")).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Ops.conv(x, leaf(2, 2, 2), "valid")).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Ops.conv(x, leaf(2, 3, 2), "full")).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Ops.conv(x, leaf(2, 3, 2), List.of(1, 1), "same", null, one))
                .isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Ops.depthwiseConv(x, leaf(2, 2, 1), one, "same", null, one))
                .isInstanceOf(KerasException.class);
    }
}
