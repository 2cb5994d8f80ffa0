package keras4j.losses;

import static keras4j.ops.Ops.binaryCrossentropy;
import static keras4j.ops.Ops.mean;
import static keras4j.ops.Ops.power;
import static keras4j.ops.Ops.sigmoid;
import static keras4j.ops.Ops.subtract;

import keras4j.core.Config;
import keras4j.ops.Symbol;

/**
 * The binary cross-entropy, each number multiplied by (1 - p)^gamma, p being the probability of the label: what is predicted well
 * counts less. Lin et al., 2017. Keras: {@code BinaryFocalCrossentropy}.
 */
public final class BinaryFocalCrossentropy extends FocalLoss<BinaryFocalCrossentropy> {
    private boolean applyClassBalancing;

    /** Whether labels of 1 are multiplied by alpha, those of 0 by 1 - alpha. */
    public BinaryFocalCrossentropy applyClassBalancing(boolean value) {
        applyClassBalancing = value;
        return this;
    }

    @Override
    public String name() {
        return "binary_focal_crossentropy";
    }

    @Override
    public void config(Config config) {
        super.config(config);
        applyClassBalancing = config.flag("apply_class_balancing", applyClassBalancing);
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        Symbol y = smoothed(yTrue, 0.5);
        Symbol p = fromLogits() ? sigmoid(yPred) : yPred;
        Symbol ofLabel = y.times(p).plus(subtract(1, y).times(subtract(1, p)));
        Symbol focal = power(subtract(1, ofLabel), gamma()).times(binaryCrossentropy(y, p));
        Symbol weighted = applyClassBalancing
                ? y.times(alpha()).plus(subtract(1, y).times(1 - alpha())).times(focal)
                : focal;
        return mean(weighted, axis());
    }
}
