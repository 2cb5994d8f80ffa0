package keras4j.losses;

import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** mean((y_true - y_pred)^2) over the last axis. Keras: {@code MeanSquaredError}. */
public final class MeanSquaredError extends ElementwiseLoss implements LossByOps {
    @Override
    public String name() {
        return "mean_squared_error";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        return Ops.mean(Ops.square(yPred.minus(yTrue)), -1);
    }

    @Override
    protected double loss(float y, float p) {
        double error = (double) p - y;
        return error * error;
    }

    @Override
    protected double gradient(float y, float p) {
        return 2 * (p - y);
    }
}
