package keras4j;

import static keras4j.Args.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import keras4j.activations.Step;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.layers.Add;
import keras4j.layers.Conv1D;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.Lambda;
import keras4j.layers.Layer;
import keras4j.layers.TimeDistributed;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;

/** Models in models and layers: what is unusual, and what is refused. */
class NestedEdgesTest {
    private static void assertFails(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(KerasException.class).hasMessageContaining(message);
    }

    private static class Pair extends Model {
        final Dense dense = new Dense(2);
        Model other;

        @Override
        protected Symbol call(Symbol x) {
            return dense.apply(x);
        }
    }

    /** A layer with a model in it that keeps the layer, as Java has it. */
    private static final class Outer extends Layer<Outer> {
        final Model inner = part("inner", new Inner());

        @Override
        protected void config(Config config) {}

        private final class Inner extends Model {
            final Dense dense = new Dense(2);

            @Override
            protected Symbol call(Symbol x) {
                return dense.apply(x);
            }
        }
    }

    @Test
    void modelsThatKnowEachOtherAreSetOnce() {
        Pair one = new Pair();
        Pair two = new Pair();
        one.other = two;
        two.other = one;
        one.trainable(false);
        assertThat(two.dense.isTrainable()).isFalse();
        two.trainable(true);
        assertThat(one.dense.isTrainable()).isTrue();

        Outer outer = new Outer().trainable(false);
        assertThat(outer.inner.isTrainable()).isFalse();
        outer.inner.trainable(true);
        assertThat(outer.isTrainable()).isFalse();
    }

    @Test
    void aPartThatNeedsKnownLengthsSaysSo() {
        Caller layer = new Caller(new Sequential(new Flatten(), new Dense(3)));
        assertFails(() -> layer.apply(input(Input.NONE, 3)), "known");
        assertThat(layer.apply(input(5, 3)).shape().dim(1)).isEqualTo(3);
    }

    @Test
    void aSubclassThatIsNotBuiltIsInNoFile() {
        String message = "a model whose input shape is known";
        assertFails(() -> new Sequential(new Pair()).toJson(), message);
        assertFails(() -> new Sequential(new TimeDistributed(new Pair())).toJson(), message);
        assertFails(() -> new Sequential(new Sequential(new Pair())).toJson(), message);
    }

    private static Model sum() {
        Symbol x = input(4);
        Symbol y = input(4);
        return new Model(List.of(x, y), List.of(new Add().apply(x, y)));
    }

    private static Model three() {
        Symbol x = input(3);
        return new Model(x, new Dense(2).apply(x));
    }

    /** A layer that only calls the one that it is made of. */
    static final class Caller extends Layer<Caller> {
        private final Layer<?> inner;

        Caller(Layer<?> inner) {
            this.inner = part("inner", inner);
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x) {
            return inner.apply(x);
        }
    }

    @Test
    void aPartChecksItsInputs() {
        assertFails(() -> new TimeDistributed(sum()).apply(input(5, 4)), "inputs of shapes [(None, 4), (None, 4)]");
        assertFails(() -> new TimeDistributed(three()).apply(input(5, 4)), "inputs of shapes [(None, 3)]");
        assertFails(() -> new Caller(sum()).apply(input(4)), "inputs of shapes [(None, 4), (None, 4)]");
        assertFails(() -> new Caller(three()).apply(input(4)), "inputs of shapes [(None, 3)]");
        assertFails(() -> new Caller(three()).apply(input(5, 3)), "inputs of shapes [(None, 3)]");
    }

    @Test
    void aModelThatCannotBeAddedIsInNone() {
        Sequential inner = new Sequential(new Dense(2).inputDim(3), new Conv1D(2, 3));
        Sequential outer = new Sequential();
        assertFails(() -> outer.add(inner), "Conv1D");
        inner.pop();
        outer.add(inner).build(3);
        assertThat(outer.getLayers()).containsExactly(inner);
    }

    @Test
    void aModelNeedsTheAxisOfTheBatch() {
        assertFails(() -> three().apply(Ops.mean(input(3))), "first axis is that of the batch");
        assertFails(() -> new Caller(three()).apply(Ops.mean(input(3))), "first axis is that of the batch");
        Model inner = three();
        Layer<?> inside = new Lambda(x -> inner.apply(Ops.mean(x)));
        assertFails(() -> inside.apply(input(3)), "first axis is that of the batch");
    }

    @Test
    void aLambdaOfWhatKerasLacksIsInNoFile() {
        assertFails(() -> new Sequential(new Lambda(new Step())).toJson(), "step, which Keras does not have");
    }
}
