package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.layers.Dense;
import keras4j.layers.Layer;
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
}
