package keras4j.losses;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.ops.Symbol;

/** A cross-entropy in which what is predicted well counts less. */
abstract class FocalLoss<L extends FocalLoss<L>> extends LossFunction {
    private double alpha = 0.25;
    private double gamma = 2;
    private boolean fromLogits;
    private double labelSmoothing;

    @SuppressWarnings("unchecked")
    private L self() {
        return (L) this;
    }

    private double checked(String argument, double value, double max) {
        if (!(value >= 0 && value <= max)) {
            String range = max == 1 ? "a number from 0 to 1" : "a number of at least 0";
            throw KerasException.expected(Names.classOf(this) + "." + argument, range, value);
        }
        return value;
    }

    /** By what classes are multiplied; 0.25 unless given. */
    public final L alpha(double value) {
        alpha = checked("alpha", value, Float.MAX_VALUE);
        return self();
    }

    /** The exponent: the larger, the less counts what is predicted well; 2 unless given. */
    public final L gamma(double value) {
        gamma = checked("gamma", value, Float.MAX_VALUE);
        return self();
    }

    /** Whether predictions are logits. */
    public final L fromLogits(boolean value) {
        fromLogits = value;
        return self();
    }

    /** How far labels are moved towards the mean of all classes: 0 not at all, 1 the whole way. */
    public final L labelSmoothing(double value) {
        labelSmoothing = checked("labelSmoothing", value, 1);
        return self();
    }

    /** The axis, that of the batch being 0, along which the loss is taken; the last unless given. */
    public final L axis(int value) {
        setAxis(value);
        return self();
    }

    @Override
    public void config(Config config) {
        super.config(config);
        alpha(config.number("alpha", alpha));
        gamma(config.number("gamma", gamma));
        fromLogits = config.flag("from_logits", fromLogits);
        labelSmoothing(config.number("label_smoothing", labelSmoothing));
        configAxis(config);
    }

    final double alpha() {
        return alpha;
    }

    final double gamma() {
        return gamma;
    }

    final boolean fromLogits() {
        return fromLogits;
    }

    /** Labels moved towards a number. */
    final Symbol smoothed(Symbol yTrue, double towards) {
        return labelSmoothing == 0 ? yTrue : yTrue.times(1 - labelSmoothing).plus(labelSmoothing * towards);
    }
}
