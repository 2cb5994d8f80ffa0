package keras4j.losses;

import java.util.Optional;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.ops.LossByOps;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * mean(-y log p - (1 - y) log(1 - p)) over the last axis, with p in [1e-7, 1 - 1e-7]; from logits z, p is sigmoid(z) and
 * nothing is cut off. Keras: {@code BinaryCrossentropy}.
 */
public final class BinaryCrossentropy extends ElementwiseLoss implements LossByOps {
    private boolean fromLogits;
    private double labelSmoothing;

    /** Whether predictions are logits, before any sigmoid. */
    public BinaryCrossentropy fromLogits(boolean value) {
        fromLogits = value;
        return this;
    }

    /** How far labels are moved from 0 and 1 towards 0.5: 0 not at all, 1 the whole way. */
    public BinaryCrossentropy labelSmoothing(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw KerasException.expected("BinaryCrossentropy.labelSmoothing", "a number from 0 to 1", value);
        }
        labelSmoothing = value;
        return this;
    }

    /** The axis, that of the batch being 0, along which the loss is taken; the last unless given. */
    public BinaryCrossentropy axis(int value) {
        setAxis(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        arguments(config);
        configAxis(config);
    }

    /** Names the arguments that this has in common with Keras's metric of the same name. */
    public void arguments(Config config) {
        fromLogits = config.flag("from_logits", fromLogits);
        labelSmoothing(config.number("label_smoothing", labelSmoothing));
    }

    private double smooth(double y) {
        return y * (1 - labelSmoothing) + 0.5 * labelSmoothing;
    }

    @Override
    public Symbol byOps(Symbol yTrue, Symbol yPred) {
        Symbol y = yTrue.times(1 - labelSmoothing).plus(0.5 * labelSmoothing);
        return Ops.mean(Ops.binaryCrossentropy(y, yPred, fromLogits), axis());
    }

    @Override
    public String name() {
        return "binary_crossentropy";
    }

    @Override
    protected double loss(float label, float prediction) {
        double y = smooth(label);
        if (fromLogits) {
            double z = prediction;
            return Math.max(z, 0) - z * y + Probabilities.softplusTail(z);
        }
        double p = Probabilities.clip(prediction);
        return -y * Math.log(p) - (1 - y) * Math.log(1 - p);
    }

    @Override
    protected double gradient(float label, float prediction) {
        double y = smooth(label);
        if (fromLogits) {
            return 1 / (1 + Math.exp(-(double) prediction)) - y;
        }
        return Probabilities.isCut(prediction) ? 0 : (1 - y) / (1 - (double) prediction) - y / prediction;
    }

    @Override
    public Optional<String> probabilitiesBy() {
        return fromLogits ? Optional.empty() : Optional.of("sigmoid");
    }

    @Override
    public Optional<Loss> ofLogits() {
        return Optional.of(new BinaryCrossentropy().fromLogits(true).labelSmoothing(labelSmoothing));
    }
}
