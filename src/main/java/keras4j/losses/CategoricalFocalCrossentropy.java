package keras4j.losses;

import static keras4j.ops.Ops.clip;
import static keras4j.ops.Ops.log;
import static keras4j.ops.Ops.power;
import static keras4j.ops.Ops.softmax;
import static keras4j.ops.Ops.subtract;
import static keras4j.ops.Ops.sum;

import keras4j.ops.Symbol;

/**
 * The categorical cross-entropy, each term multiplied by alpha (1 - p)^gamma: what is predicted well counts less. Lin et al., 2017.
 * Keras: {@code CategoricalFocalCrossentropy}.
 */
public final class CategoricalFocalCrossentropy extends FocalLoss<CategoricalFocalCrossentropy> {
    @Override
    public String name() {
        return "categorical_focal_crossentropy";
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        Symbol y = smoothed(yTrue, 1.0 / yTrue.dim(-1));
        Symbol p = fromLogits() ? softmax(yPred, axis()) : yPred;
        Symbol normed = p.dividedBy(sum(p, axis(), true));
        Symbol q = clip(normed, Probabilities.EPSILON, 1 - Probabilities.EPSILON);
        Symbol focal = power(subtract(1, q), gamma()).times(alpha());
        return sum(focal.times(y.negative().times(log(q))), axis());
    }
}
