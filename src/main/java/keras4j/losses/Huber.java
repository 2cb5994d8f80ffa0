package keras4j.losses;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * The mean over the last axis of e^2 / 2 where |e| is at most delta, and delta |e| - delta^2 / 2 beyond, with
 * e = y_true - y_pred. Huber, 1964. Keras: {@code Huber}.
 */
public final class Huber extends ElementwiseLoss implements LossByOps {
    private double delta = 1;

    /** Up to which error the loss is quadratic. */
    public Huber delta(double value) {
        if (!(value > 0)) {
            throw KerasException.expected("Huber.delta", "a positive number", value);
        }
        delta = value;
        return this;
    }

    /** Keras reads delta here, though it leaves it out when it writes. */
    @Override
    public void config(Config config) {
        super.config(config);
        delta(config.number("delta", delta));
    }

    @Override
    public String name() {
        return "huber_loss";
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol error = Ops.abs(yPred.minus(yTrue));
        Symbol beyond = error.times(delta).minus(delta * delta / 2);
        return Ops.mean(Ops.where(Ops.lessEqual(error, delta), Ops.square(error).times(0.5), beyond), -1);
    }

    @Override
    protected double loss(float y, float p) {
        double error = Math.abs((double) p - y);
        return error <= delta ? error * error / 2 : delta * error - delta * delta / 2;
    }

    /** As Keras's, NaN for an infinite error. */
    @Override
    protected double gradient(float y, float p) {
        double error = (double) p - y;
        return Math.min(Math.max(error, -delta), delta) + 0 * error;
    }
}
