package keras4j.losses;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * (1 - p^q) / q, p being the probability of the label, a class number: between the cross-entropy, q near 0, and the absolute error, q
 * near 1, for labels that may be wrong. Zhang and Sabuncu, 2018. Keras: {@code CategoricalGeneralizedCrossEntropy}.
 */
public final class CategoricalGeneralizedCrossEntropy extends LossFunction {
    private double q = 0.5;

    /** From 0 to 1, without both; 0.5 unless given. */
    public CategoricalGeneralizedCrossEntropy q(double value) {
        if (!(value > 0 && value < 1)) {
            throw KerasException.expected("CategoricalGeneralizedCrossEntropy.q", "a number between 0 and 1", value);
        }
        q = value;
        return this;
    }

    @Override
    public String name() {
        return "categorical_generalized_cross_entropy";
    }

    @Override
    public void config(Config config) {
        super.config(config);
        q(config.number("q", q));
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        boolean isColumn = yTrue.rank() == yPred.rank() && yTrue.dim(-1) == 1;
        Symbol classes = isColumn ? Ops.squeeze(yTrue, -1) : yTrue;
        Symbol p = Ops.sum(yPred.times(Ops.oneHot(classes, yPred.dim(-1))), -1);
        return Ops.subtract(1, Ops.power(p, q)).dividedBy(q);
    }
}
