package keras4j.ops;

import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.map;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's ops that make one number of several. */
final class ReductionOps {
    /** What is made of a value along some axes. */
    private interface Rule {
        Symbol apply(Symbol x, List<Integer> axes, boolean keepdims);
    }

    private ReductionOps() {}

    static void define() {
        define("numpy", "Sum", (x, axes, keepdims) -> reduce(Reduction.SUM, x, axes, keepdims));
        define("numpy", "Prod", (x, axes, keepdims) -> reduce(Reduction.PROD, x, axes, keepdims));
        define("numpy", "Amax", (x, axes, keepdims) -> reduce(Reduction.MAX, x, axes, keepdims));
        define("numpy", "Amin", (x, axes, keepdims) -> reduce(Reduction.MIN, x, axes, keepdims));
        define("numpy", "Any", (x, axes, keepdims) -> reduce(Reduction.MAX, isNonzero(x), axes, keepdims));
        define("numpy", "All", (x, axes, keepdims) -> reduce(Reduction.MIN, isNonzero(x), axes, keepdims));
        define("numpy", "CountNonzero", (x, axes, keepdims) -> reduce(Reduction.SUM, isNonzero(x), axes, keepdims));
        define("numpy", "Mean", ReductionOps::mean);
        define("numpy", "Var", ReductionOps::variance);
        define("numpy", "Std", (x, axes, keepdims) -> map(Unary.SQRT, variance(x, axes, keepdims)));
        define("numpy", "Median", SortingOps::median);
        define("math", "Logsumexp", ReductionOps::logsumexp);
        extreme("Max", Reduction.MAX, Binary.MAXIMUM);
        extreme("Min", Reduction.MIN, Binary.MINIMUM);
        place("Argmax", Reduction.MAX);
        place("Argmin", Reduction.MIN);
        OpDefinition.define("numpy", "Average", "x weights=", ReductionOps::average);
        OpDefinition.define("linalg", "Norm", "x", ReductionOps::norm);
        OpDefinition.define("nn", "Normalize", "x", ReductionOps::normalize);
        OpDefinition.defineAll("nn", "Moments", "x", a -> {
            Symbol x = a.symbol("x");
            List<Integer> axes = a.axes("axes", x.rank());
            boolean keepdims = a.flag("keepdims");
            return List.of(mean(x, axes, keepdims), variance(x, axes, keepdims));
        });
    }

    private static void define(String module, String className, Rule rule) {
        OpDefinition.define(module, className, "x", a -> {
            Symbol x = a.symbol("x");
            return rule.apply(x, a.axes("axis", x.rank()), a.flag("keepdims"));
        });
    }

    /** With a number that is one of those compared. */
    private static void extreme(String className, Reduction reduction, Binary function) {
        OpDefinition.define("numpy", className, "x", a -> {
            Symbol x = a.symbol("x");
            Symbol y = reduce(reduction, x, a.axes("axis", x.rank()), a.flag("keepdims"));
            return a.has("initial") ? map(function, y, a.symbol("initial")) : y;
        });
    }

    /** The first place where the largest or the least is; NaN is neither. */
    private static void place(String className, Reduction reduction) {
        OpDefinition.define("numpy", className, "x", a -> {
            Symbol given = a.symbol("x");
            boolean isAll = !a.has("axis");
            Symbol flat = isAll ? ShapeOps.flat(given) : given;
            Symbol worst = constant(reduction == Reduction.MAX ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
            Symbol x = Primitives.where(map(Unary.IS_NAN, flat), worst, flat);
            int axis = a.axis("axis", x.rank(), 0);
            Symbol found = Primitives.reduce(reduction, x, axis);
            Symbol places = ShapeOps.along(ShapeOps.range(x.dim(axis)), axis, x.rank());
            Symbol none = constant(x.dim(axis) - 1);
            Symbol place = Primitives.where(map(Binary.EQUAL, x, found), places, none);
            Symbol first = reduce(Reduction.MIN, place, List.of(axis), a.flag("keepdims") && !isAll);
            return a.flag("keepdims") && isAll ? ShapeOps.ones(first, given.rank()) : first;
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

    static Symbol variance(Symbol x, List<Integer> axes, boolean keepdims) {
        return mean(map(Unary.SQUARE, Primitives.subtract(x, mean(x, axes, true))), axes, keepdims);
    }

    static Symbol isNonzero(Symbol x) {
        return map(Binary.NOT_EQUAL, x, constant(0));
    }

    static Symbol logsumexp(Symbol x, List<Integer> axes, boolean keepdims) {
        Symbol largest = Primitives.stopGradient(Primitives.reduce(Reduction.MAX, x, axes));
        Symbol shift = Primitives.where(map(Unary.IS_FINITE, largest), largest, constant(0));
        Symbol sum = Primitives.reduce(Reduction.SUM, map(Unary.EXP, Primitives.subtract(x, shift)), axes);
        Symbol y = Primitives.add(map(Unary.LOG, sum), shift);
        return keepdims ? y : Primitives.reshape(y, without(y.shape(), axes));
    }

    private static Symbol average(Arguments a) {
        Symbol x = a.symbol("x");
        List<Integer> axes = a.axes("axis", x.rank());
        if (!a.has("weights")) {
            return mean(x, axes, false);
        }
        Symbol given = a.symbol("weights");
        Symbol weights = given.rank() == x.rank() ? given : ShapeOps.along(given, axes.get(0), x.rank());
        return Primitives.divide(
                reduce(Reduction.SUM, Primitives.multiply(x, weights), axes, false),
                reduce(Reduction.SUM, weights, axes, false));
    }

    private static Symbol normalize(Arguments a) {
        Symbol x = a.symbol("x");
        List<Integer> axes = a.axes("axis", x.rank());
        double epsilon = a.number("epsilon", 1e-7);
        double order = a.number("order", 2);
        if (order == 2) {
            Symbol inverse = map(Unary.RSQRT, reduce(Reduction.SUM, map(Unary.SQUARE, x), axes, true));
            return Primitives.multiply(x, map(Binary.MINIMUM, inverse, constant(1 / epsilon)));
        }
        return Primitives.divide(x, map(Binary.MAXIMUM, vectorNorm(x, axes, order), constant(epsilon)));
    }

    private static Symbol norm(Arguments a) {
        Symbol x = a.symbol("x");
        List<Integer> axes = a.axes("axis", x.rank());
        Object order = a.value("ord");
        boolean isSquare = order == null || order.equals("fro") && axes.size() == 2;
        if (!isSquare && !(order instanceof Number) || axes.size() > 2 && !isSquare) {
            throw KerasException.expected(
                    "norm", "an order of vectors, or \"fro\" or 1, -1, inf, -inf of matrices", order);
        }
        double number = isSquare ? 2 : ((Number) order).doubleValue();
        Symbol y = isSquare || axes.size() == 1 ? vectorNorm(x, axes, number) : matrixNorm(x, axes, number);
        return a.flag("keepdims") ? y : Primitives.reshape(y, without(y.shape(), axes));
    }

    /** The axes stay, with length 1. */
    private static Symbol vectorNorm(Symbol x, List<Integer> axes, double order) {
        Symbol size = map(Unary.ABS, x);
        if (order == 2) {
            return map(Unary.SQRT, Primitives.reduce(Reduction.SUM, map(Unary.SQUARE, x), axes));
        } else if (order == 0) {
            return Primitives.reduce(Reduction.SUM, isNonzero(x), axes);
        } else if (Double.isInfinite(order)) {
            return Primitives.reduce(order > 0 ? Reduction.MAX : Reduction.MIN, size, axes);
        }
        Symbol sum = Primitives.reduce(Reduction.SUM, map(Binary.POWER, size, constant(order)), axes);
        return map(Binary.POWER, sum, constant(1 / order));
    }

    /** The largest or least sum of a column, order 1, or of a row, order infinity. */
    private static Symbol matrixNorm(Symbol x, List<Integer> axes, double order) {
        if (Math.abs(order) != 1 && !Double.isInfinite(order)) {
            throw KerasException.expected("norm", "\"fro\" or 1, -1, inf, -inf of matrices", order);
        }
        boolean isColumns = Math.abs(order) == 1;
        Symbol sums = Primitives.reduce(Reduction.SUM, map(Unary.ABS, x), axes.get(isColumns ? 0 : 1));
        return Primitives.reduce(order > 0 ? Reduction.MAX : Reduction.MIN, sums, axes.get(isColumns ? 1 : 0));
    }

    /** A shape without some axes. */
    static Shape without(Shape shape, List<Integer> axes) {
        List<Integer> dims = new ArrayList<>();
        for (int i = 0; i < shape.rank(); i++) {
            if (!axes.contains(i)) {
                dims.add(shape.dim(i));
            }
        }
        return ShapeOps.shape(dims);
    }
}
