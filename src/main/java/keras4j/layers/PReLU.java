package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.initializers.Zeros;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = x above 0, alpha x below, the shape unchanged: alpha is learned, one for each position of a sample, with one for all
 * along shared axes. He et al., 2015. Keras: {@code PReLU}.
 */
public final class PReLU extends Layer<PReLU> {
    private final WeightArguments alphaArguments = new WeightArguments(this, "alpha", new Zeros());
    private int[] sharedAxes;
    private Symbol alpha;

    /** Alpha's initializer by Keras's name. */
    public PReLU alphaInitializer(String name) {
        return set(() -> alphaArguments.initializer(name));
    }

    /** Alpha's initializer; zeros unless given. */
    public PReLU alphaInitializer(Initializer initializer) {
        return set(() -> alphaArguments.initializer(initializer));
    }

    /** Alpha's regularizer by Keras's name, such as "l2". */
    public PReLU alphaRegularizer(String name) {
        return set(() -> alphaArguments.regularizer(name));
    }

    /** Alpha's regularizer; none unless given. */
    public PReLU alphaRegularizer(Regularizer regularizer) {
        return set(() -> alphaArguments.regularizer(regularizer));
    }

    /** Alpha's constraint by Keras's name, such as "non_neg". */
    public PReLU alphaConstraint(String name) {
        return set(() -> alphaArguments.constraint(name));
    }

    /** Alpha's constraint; none unless given. */
    public PReLU alphaConstraint(Constraint constraint) {
        return set(() -> alphaArguments.constraint(constraint));
    }

    /** The axes along which there is one alpha for all, 1 being the first after the batch's; none unless given. */
    public PReLU sharedAxes(int... axes) {
        return set(() -> sharedAxes =
                KerasException.notNull("PReLU.sharedAxes", "axes", axes).clone());
    }

    @Override
    protected void config(Config config) {
        WeightArguments.config(config, alphaArguments);
        sharedAxes = config.optionalIntegers("shared_axes", sharedAxes);
    }

    @Override
    protected void build(Weights weights, List<Shape> inputs) {
        int[] dims = inputs.get(0).withoutFirst().dims();
        for (int axis : sharedAxes == null ? new int[0] : sharedAxes) {
            if (axis < 1 || axis > dims.length) {
                throw KerasException.expected(
                        "PReLU.sharedAxes", "axes from 1 to " + dims.length, Arrays.toString(sharedAxes));
            }
            dims[axis - 1] = 1;
        }
        alpha = weights.add(alphaArguments.weight("alpha", Shape.of(dims)));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol below = Ops.multiply(alpha, Ops.relu(Ops.negative(x)));
        return Ops.subtract(Ops.relu(x), below);
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }
}
