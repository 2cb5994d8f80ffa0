package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/** What a regularizer says of numbers: one number. */
public record Penalties(Regularizer regularizer) implements Primitive {
    /** The penalty of some numbers. */
    public static Symbol of(Regularizer regularizer, Symbol x) {
        return Primitives.call(new Penalties(regularizer), x);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        regularizer.check(inputs.get(0));
        return Shape.of();
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        View all = x[0];
        return () -> y[0].array()[y[0].offset()] = (float) regularizer.penalty(all.array(), all.offset(), all.shape());
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Symbol back = Primitives.call(new Back(regularizer), y.inputs().get(0));
        return List.of(Primitives.multiply(back, dy.get(0)));
    }

    /** The gradient. */
    record Back(Regularizer regularizer) implements LastGradient {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return FromFirst.of(y[0], to -> {
                Arrays.fill(to, 0, y[0].size(), 0);
                regularizer.addGradient(x[0].array(), to, 0, x[0].shape());
            });
        }

        @Override
        public KerasException refused() {
            return KerasException.expected(
                    "gradients", "no penalty of a regularizer where gradients of gradients are taken", "one");
        }
    }
}
