package keras4j.ops;

import java.util.Arrays;
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
        Symbol yPred = y.inputs().get(1);
        return Arrays.asList(
                ofLabels(yTrue, Primitives.stopGradient(yPred), dy.get(0)),
                Primitives.call(new Back(loss), yTrue, yPred, dy.get(0)));
    }

    private Symbol ofLabels(Symbol yTrue, Symbol yPred, Symbol dy) {
        return loss instanceof LossByOps described
                ? Gradients.of(List.of(losses(described, yTrue, yPred)), List.of(dy), List.of(yTrue))
                        .get(0)
                : Primitives.call(new OfLabels(loss), yTrue);
    }

    /** The same by ops, (..). */
    private static Symbol losses(LossByOps loss, Symbol yTrue, Symbol yPred) {
        Shape rows = yPred.shape().withoutLast();
        Shape labels = yTrue.shape().size() == yPred.shape().size() ? yPred.shape() : rows;
        return Primitives.reshape(loss.byOps(Primitives.reshape(yTrue, labels), yPred), rows);
    }

    /** Stands for the gradient with respect to the labels of a loss that has loops only: nothing must be made of it. */
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
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            if (!(loss instanceof LossByOps described)) {
                throw refused();
            }
            List<Symbol> inputs =
                    y.inputs().stream().map(Primitives::stopGradient).toList();
            Symbol yPred = inputs.get(1);
            Symbol losses = losses(described, inputs.get(0), yPred);
            List<Symbol> back = Gradients.of(List.of(losses), List.of(inputs.get(2)), List.of(yPred));
            return back.get(0) == null ? Arrays.asList(null, null, null) : Gradients.of(back, dy, inputs);
        }

        @Override
        public KerasException refused() {
            return KerasException.expected(
                    "gradients", "a loss described by ops where gradients of gradients are taken", loss.name());
        }
    }
}
