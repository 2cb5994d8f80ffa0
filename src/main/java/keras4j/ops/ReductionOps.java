package keras4j.ops;

import java.util.List;
import keras4j.core.Shape;

/** Keras's ops that make one number of several. */
final class ReductionOps {
    private ReductionOps() {}

    static void define() {
        reduction("Sum", Reduction.SUM);
        reduction("Prod", Reduction.PROD);
        reduction("Max", Reduction.MAX);
        reduction("Min", Reduction.MIN);
        OpDefinition.define("numpy", "Mean", "x", a -> {
            Symbol x = a.symbol("x");
            return mean(x, a.axes("axis", x.rank()), a.flag("keepdims"));
        });
    }

    private static void reduction(String className, Reduction reduction) {
        OpDefinition.define("numpy", className, "x", a -> {
            Symbol x = a.symbol("x");
            return reduce(reduction, x, a.axes("axis", x.rank()), a.flag("keepdims"));
        });
    }

    /** @param keepdims whether the axes stay, with length 1 */
    static Symbol reduce(Reduction reduction, Symbol x, List<Integer> axes, boolean keepdims) {
        Symbol y = Primitives.reduce(reduction, x, axes);
        return keepdims ? y : Primitives.reshape(y, without(y.shape(), axes));
    }

    static Symbol mean(Symbol x, List<Integer> axes, boolean keepdims) {
        return Primitives.divide(reduce(Reduction.SUM, x, axes, keepdims), Primitives.length(x, axes));
    }

    /** A shape without some axes. */
    static Shape without(Shape shape, List<Integer> axes) {
        int[] dims = new int[shape.rank() - axes.size()];
        for (int i = 0, k = 0; i < shape.rank(); i++) {
            if (!axes.contains(i)) {
                dims[k++] = shape.dim(i);
            }
        }
        return Shape.of(dims);
    }
}
