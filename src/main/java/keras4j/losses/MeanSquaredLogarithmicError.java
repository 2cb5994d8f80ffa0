package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * mean((log(1 + y_true) - log(1 + y_pred))^2) over the last axis, with numbers of at least 1e-7. Keras: {@code
 * MeanSquaredLogarithmicError}.
 */
public final class MeanSquaredLogarithmicError extends ElementwiseLoss implements LossByOps {
    private static double log(float number) {
        return Math.log1p(Math.max(number, Probabilities.LEAST));
    }

    @Override
    public String name() {
        return "mean_squared_logarithmic_error";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        return Ops.mean(Ops.square(log(yPred).minus(log(yTrue))), -1);
    }

    private static Symbol log(Symbol numbers) {
        return Ops.log(Ops.maximum(numbers, Probabilities.EPSILON).plus(1));
    }

    @Override
    protected double loss(float y, float p) {
        double difference = log(p) - log(y);
        return difference * difference;
    }

    @Override
    protected double gradient(float y, float p) {
        return p < Probabilities.LEAST ? 0 : 2 * (log(p) - log(y)) / (1 + (double) p);
    }
}
