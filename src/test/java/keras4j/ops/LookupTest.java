package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;

/** Rows of a table by their numbers, and the sums on the way back. */
class LookupTest {
    private final Trace trace = new Trace(true);
    private final Map<Symbol, View> places = new HashMap<>();

    private Symbol leaf(Shape shape, float... values) {
        Symbol leaf = trace.input(shape);
        places.put(leaf, View.of(Buffer.of(values), shape));
        return leaf;
    }

    private float[] run(Symbol end) {
        Plan plan = new Plan(new Arena(), places, List.of(end), List.of(), Plan.Mode.FUSED);
        plan.runFirst();
        View view = plan.view(end);
        return Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size());
    }

    @Test
    void rowsAndTheirGradients() {
        Symbol numbers = leaf(Shape.of(2, 3), 1, 0, 3, 3, 1, 3);
        Symbol table = leaf(Shape.of(4, 2), 10, 11, 20, 21, 30, 31, 40, 41);
        Symbol y = Lookup.of("table", numbers, table);
        assertThat(y.shape()).isEqualTo(Shape.of(2, 3, 2));
        assertThat(run(y)).containsExactly(20, 21, 10, 11, 40, 41, 40, 41, 20, 21, 40, 41);
        Symbol dy = leaf(y.shape(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        List<Symbol> gradients = Gradients.of(List.of(y), List.of(dy), List.of(table, numbers));
        assertThat(run(gradients.get(0))).containsExactly(3, 4, 10, 12, 0, 0, 23, 26);
        assertThat(gradients.get(1)).isNull();
        Symbol again = leaf(table.shape(), 1, 2, 3, 4, 5, 6, 7, 8);
        Symbol second = Gradients.of(List.of(gradients.get(0)), List.of(again), List.of(dy))
                .get(0);
        assertThat(run(second)).containsExactly(3, 4, 1, 2, 7, 8, 7, 8, 3, 4, 7, 8);
    }

    @Test
    void otherNumbersAreRefused() {
        for (float wrong : new float[] {-1, 4, 0.5f, Float.NaN, Float.POSITIVE_INFINITY, 1e30f}) {
            Symbol y = Lookup.of("table", leaf(Shape.of(2, 3), 1, 0, 3, 3, wrong, 3), leaf(Shape.of(4, 1), 1, 2, 3, 4));
            assertThatThrownBy(() -> run(y))
                    .isInstanceOf(KerasException.class)
                    .hasMessage("table, sample 1 of the batch, place 1: expected a whole number from 0 to 3, received "
                            + wrong);
        }
    }
}
