package keras4j.losses;

import keras4j.core.Config;
import keras4j.core.KerasException;

/**
 * The mean over the last axis of e^2 / 2 where |e| is at most delta, and delta |e| - delta^2 / 2 beyond, with
 * e = y_true - y_pred. Huber, 1964. Keras: {@code Huber}.
 */
public final class Huber extends ElementwiseLoss {
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
        return "huber";
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

    @Override
    public boolean isOfDifference() {
        return true;
    }
}
