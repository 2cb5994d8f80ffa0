package keras4j.layers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.Initializers;
import keras4j.initializers.Zeros;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.regularizers.Regularizers;

/**
 * y = x above 0, alpha x below, the shape unchanged: alpha is learned, one for each position of a sample, with one for all
 * along shared axes. He et al., 2015. Keras: {@code PReLU}.
 */
public final class PReLU extends Layer<PReLU> {
    private Initializer alphaInitializer = new Zeros();
    private Regularizer alphaRegularizer;
    private int[] sharedAxes;
    private Symbol alpha;

    /** Alpha's initializer by Keras's name. */
    public PReLU alphaInitializer(String name) {
        return alphaInitializer(Initializers.REGISTRY.get(name));
    }

    /** Alpha's initializer; zeros unless given. */
    public PReLU alphaInitializer(Initializer initializer) {
        return set(() -> alphaInitializer = KerasException.notNull("PReLU", "an initializer", initializer));
    }

    /** Alpha's regularizer by Keras's name, such as "l2". */
    public PReLU alphaRegularizer(String name) {
        return alphaRegularizer(Regularizers.REGISTRY.get(name));
    }

    /** Alpha's regularizer; none unless given. */
    public PReLU alphaRegularizer(Regularizer regularizer) {
        return set(() -> alphaRegularizer = regularizer);
    }

    /** The axes along which there is one alpha for all, 1 being the first after the batch's; none unless given. */
    public PReLU sharedAxes(int... axes) {
        return set(() -> sharedAxes =
                KerasException.notNull("PReLU.sharedAxes", "axes", axes).clone());
    }

    @Override
    protected void config(Config config) {
        alphaInitializer = KerasException.notNull(
                "PReLU", "an initializer", config.object("alpha_initializer", alphaInitializer, Initializers.REGISTRY));
        alphaRegularizer = config.object("alpha_regularizer", alphaRegularizer, Regularizers.REGISTRY);
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
        alpha = weights.add(new WeightSpec("alpha", Shape.of(dims), alphaInitializer, alphaRegularizer));
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Symbol below = Ops.multiply(alpha, Ops.relu(Ops.negative(x)));
        return Ops.subtract(Ops.relu(x), below);
    }

    @Override
    protected Mask outputMask(Shape input, Mask mask) {
        return mask;
    }
}
