package keras4j.layers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, the shape unchanged: the channels along one axis are parted into groups,
 * and mean and variance are those of each sample and group, over all other axes, too. Gamma and beta have a number for each channel.
 * Wu and He, "Group Normalization", 2018. Keras: {@code GroupNormalization}.
 */
public final class GroupNormalization extends GammaAndBeta<GroupNormalization> {
    private int groups = 32;
    private int axis = -1;
    private Symbol gamma;
    private Symbol beta;

    /** How many groups, a divisor of the number of channels, or -1 for a group for each channel; 32 unless given. */
    public GroupNormalization groups(int value) {
        return set(() -> groups = valid(value));
    }

    /** The axis of the channels, 0 being the batch's, which it cannot be, negative from the end; the last unless given. */
    public GroupNormalization axis(int value) {
        return set(() -> axis = value);
    }

    @Override
    protected void config(Config config) {
        groups = valid(config.integer("groups", groups));
        axis = config.integer("axis", axis);
        configGammaAndBeta(config);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        Shape shape = MergeAxis.lengths(
                "GroupNormalization.axis", new int[] {axis}, inputs.get(0).withoutFirst());
        groups = groups == -1 ? shape.last() : groups;
        if (shape.last() % groups != 0) {
            throw KerasException.expected(
                    "GroupNormalization.groups", "a divisor of " + shape.last() + " channels", groups);
        }
        gamma = hasGamma() ? weights.add(gamma(shape)) : null;
        beta = hasBeta() ? weights.add(beta(shape)) : null;
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol last = Ops.moveaxis(x, axis, -1);
        Symbol split = Ops.reshape(last, x.dim(0), -1, groups, last.dim(-1) / groups);
        Symbol centred = split.minus(Ops.mean(split, new int[] {1, 3}, true));
        Symbol variance = Ops.mean(Ops.square(centred), new int[] {1, 3}, true);
        Symbol y = centred.times(Ops.rsqrt(variance.plus(epsilon())));
        y = Ops.reshape(y, last.shape().dims());
        y = gamma == null ? y : y.times(gamma);
        y = beta == null ? y : y.plus(beta);
        return Ops.moveaxis(y, -1, axis);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }

    private static int valid(int groups) {
        if (groups < 1 && groups != -1) {
            throw KerasException.expected("GroupNormalization.groups", "a positive number, or -1 for all", groups);
        }
        return groups;
    }
}
