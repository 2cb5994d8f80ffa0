package keras4j.ops;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;

/** The loss of each row: of labels and predictions, (.., width), it gives (..). */
public record RowLosses(Loss loss) implements Primitive {
    /** The losses of the rows. */
    public Symbol of(Symbol yTrue, Symbol yPred) {
        return Primitives.call(this, yTrue, yPred);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(1).withoutLast();
    }

    @Override
    public boolean takes(int input, View x) {
        return FromFirst.takes(x);
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        int rows = y[0].size();
        int width = x[1].size() / rows;
        return FromFirst.of(y[0], to -> loss.losses(x[0].array(), x[1].array(), rows, width, to));
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Symbol yTrue = y.inputs().get(0);
        Symbol back = Primitives.call(new Back(loss), yTrue, y.inputs().get(1), dy.get(0));
        boolean isKnown =
                loss.isOfDifference() && yTrue.shape().size() == back.shape().size();
        return List.of(
                isKnown
                        ? Primitives.reshape(Primitives.negative(back), yTrue.shape())
                        : Primitives.call(new OfLabels(loss), yTrue),
                back);
    }

    /** Stands for the gradient with respect to the labels where it is not known: nothing must be made of it. */
    record OfLabels(Loss loss) implements LastGradient {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(0);
        }

        @Override
        public KerasException refused() {
            return KerasException.expected(
                    "gradients",
                    "labels that do not depend on what the gradients are of: stopGradient(yTrue), or a loss described by ops",
                    "labels of the loss " + loss.name() + " that do");
        }
    }

    /** The gradient with respect to the predictions. */
    record Back(Loss loss) implements LastGradient {
        @Override
        public Shape shape(List<Shape> inputs) {
            return inputs.get(1);
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            int rows = x[2].size();
            int width = x[1].size() / rows;
            return FromFirst.of(
                    y[0], to -> loss.gradients(x[0].array(), x[1].array(), x[2].array(), 1, rows, width, to));
        }

        @Override
        public KerasException refused() {
            return KerasException.expected(
                    "gradients", "a loss described by ops where gradients of gradients are taken", loss.name());
        }
    }
}
