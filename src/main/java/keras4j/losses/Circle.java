package keras4j.losses;

import static keras4j.ops.Ops.equal;
import static keras4j.ops.Ops.expandDims;
import static keras4j.ops.Ops.eye;
import static keras4j.ops.Ops.greater;
import static keras4j.ops.Ops.logsumexp;
import static keras4j.ops.Ops.matmul;
import static keras4j.ops.Ops.maximum;
import static keras4j.ops.Ops.reshape;
import static keras4j.ops.Ops.softplus;
import static keras4j.ops.Ops.subtract;
import static keras4j.ops.Ops.swapaxes;
import static keras4j.ops.Ops.where;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Symbol;

/**
 * Pulls embeddings of one class together and pushes those of others away: of L2-normed embeddings (batch, features), with class numbers
 * (batch) as labels. A sample whose loss is 0, such as one without another of its class, does not count. Sun et al., 2020. Keras:
 * {@code Circle}.
 */
public final class Circle extends LossFunction {
    /** Stands for minus infinity, of which there is no gradient. */
    private static final double NEVER = -1e30;

    private double gamma = 80;
    private double margin = 0.4;
    private boolean removeDiagonal = true;

    /** By what similarities are multiplied; 80 unless given. */
    public Circle gamma(double value) {
        gamma = number("gamma", value);
        return this;
    }

    /** How much better than others those of the class are to be; 0.4 unless given. */
    public Circle margin(double value) {
        margin = number("margin", value);
        return this;
    }

    /** Whether a sample is no other one of its own class, which it is not unless this is false. */
    public Circle removeDiagonal(boolean value) {
        removeDiagonal = value;
        return this;
    }

    private static double number(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected("Circle." + argument, "a number of at least 0", value);
        }
        return value;
    }

    @Override
    public String name() {
        return "circle";
    }

    @Override
    public void config(Config config) {
        super.config(config);
        gamma(config.number("gamma", gamma));
        margin(config.number("margin", margin));
        removeDiagonal = config.flag("remove_diagonal", removeDiagonal);
    }

    @Override
    protected Symbol call(Symbol yTrue, Symbol yPred) {
        if (yPred.rank() != 2 || yTrue.shape().size() != yPred.dim(0)) {
            throw KerasException.expected(
                    "circle",
                    "labels (batch) and outputs (batch, features)",
                    yTrue.sampleShape().batched() + " and "
                            + yPred.sampleShape().batched());
        }
        int batch = yPred.dim(0);
        Symbol labels = reshape(yTrue, batch);
        Symbol distances = maximum(subtract(1, matmul(yPred, swapaxes(yPred, 0, 1))), 0);
        Symbol isSame = equal(expandDims(labels, 1), expandDims(labels, 0));
        Symbol positive = removeDiagonal ? isSame.times(subtract(1, eye(batch))) : isSame;
        Symbol negative = subtract(1, isSame);
        Symbol pull = maximum(distances.plus(margin).times(positive), 0);
        Symbol push = maximum(subtract(1 + margin, distances).times(negative), 0);
        Symbol pulled = pull.times(subtract(margin, distances)).times(-gamma);
        Symbol pushed = push.times(subtract(1 - margin, distances)).times(gamma);
        return softplus(of(positive, pulled).plus(of(negative, pushed)));
    }

    private static Symbol of(Symbol mask, Symbol values) {
        return logsumexp(where(mask, values, NEVER), 1);
    }

    @Override
    boolean leavesOut() {
        return true;
    }

    @Override
    Symbol mask(Symbol mask, Symbol yTrue, Symbol losses) {
        Symbol counted = greater(losses, 0);
        return mask == null ? counted : counted.times(mask);
    }
}
