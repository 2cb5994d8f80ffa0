package keras4j.ops;

import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.map;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;

/** Keras's ops that sort, count in sorted numbers, and add up along an axis. */
final class SortingOps {
    private SortingOps() {}

    static void define() {
        OpDefinition.define("numpy", "Sort", "x", a -> sorted(a, true));
        OpDefinition.define("numpy", "Argsort", "x", a -> sorted(a, false));
        OpDefinition.defineAll("math", "TopK", "x", SortingOps::topK);
        OpDefinition.define("math", "InTopK", "targets predictions", SortingOps::inTopK);
        OpDefinition.define("numpy", "SearchSorted", "sorted_sequence values", a -> {
            boolean isLeft = a.text("side", "left").equals("left");
            return below(a.symbol("sorted_sequence"), a.symbol("values"), isLeft ? Binary.LESS : Binary.LESS_EQUAL);
        });
        OpDefinition.define(
                "numpy", "Digitize", "x bins", a -> below(a.symbol("bins"), a.symbol("x"), Binary.LESS_EQUAL));
        OpDefinition.define("numpy", "Cumsum", "x", a -> cumulative(a, false));
        OpDefinition.define("numpy", "Cumprod", "x", a -> cumulative(a, true));
        OpDefinition.define("numpy", "Diff", "a", SortingOps::diff);
    }

    private static Symbol swapped(Symbol x, int axis) {
        List<Integer> axes = new ArrayList<>(Primitives.range(x.rank()));
        Collections.swap(axes, axis, x.rank() - 1);
        return Primitives.transpose(x, axes);
    }

    private static Symbol sorted(Arguments a, boolean isValues) {
        Symbol x = a.has("axis") ? a.symbol("x") : ShapeOps.flat(a.symbol("x"));
        int axis = a.axis("axis", x.rank(), 0);
        Symbol last = swapped(x, axis);
        Symbol places = Primitives.call(new Argsort(false), last);
        return swapped(isValues ? IndexingOps.along(last, places, x.rank() - 1) : places, axis);
    }

    private static List<Symbol> topK(Arguments a) {
        Symbol x = a.symbol("x");
        int k = a.integer("k", 1);
        if (k < 1 || k > x.shape().last()) {
            throw KerasException.expected("top_k", "a k from 1 to " + x.shape().last(), k);
        }
        Symbol places = Primitives.slice(Primitives.call(new Argsort(true), x), x.rank() - 1, 0, 1, k);
        return List.of(IndexingOps.along(x, places, x.rank() - 1), places);
    }

    private static Symbol inTopK(Arguments a) {
        Symbol targets = a.symbol("targets");
        Symbol all = a.symbol("predictions");
        Symbol column = Primitives.reshape(targets, Shape.of(targets.dim(0), 1));
        Symbol own = IndexingOps.along(all, column, 1);
        Symbol better = ReductionOps.reduce(Reduction.SUM, map(Binary.GREATER, all, own), List.of(1), false);
        return map(Binary.LESS, better, constant(a.integer("k", 1)));
    }

    /** How many of the sorted numbers come before each value. */
    private static Symbol below(Symbol sorted, Symbol values, Binary isBefore) {
        List<Integer> dims = ShapeOps.dims(values);
        dims.add(1);
        Symbol each = Primitives.reshape(values, ShapeOps.shape(dims));
        return ReductionOps.reduce(Reduction.SUM, map(isBefore, sorted, each), List.of(values.rank()), false);
    }

    private static Symbol cumulative(Arguments a, boolean isProduct) {
        Symbol x = a.has("axis") ? a.symbol("x") : ShapeOps.flat(a.symbol("x"));
        return Primitives.call(new Cumulative(a.axis("axis", x.rank(), 0), isProduct, false), x);
    }

    private static Symbol diff(Arguments a) {
        Symbol y = a.symbol("a");
        int axis = a.axis("axis", y.rank(), -1);
        int times = a.integer("n", 1);
        if (times < 0 || times >= y.dim(axis)) {
            throw KerasException.expected("diff", "an n below the length of the axis, " + y.dim(axis), times);
        }
        for (int i = 0; i < times; i++) {
            int length = y.dim(axis) - 1;
            y = Primitives.subtract(Primitives.slice(y, axis, 1, 1, length), Primitives.slice(y, axis, 0, 1, length));
        }
        return y;
    }

    /** The mean of the two in the middle. */
    static Symbol median(Symbol x, List<Integer> axes, boolean keepdims) {
        List<Integer> order = new ArrayList<>(Primitives.range(x.rank()));
        order.removeAll(axes);
        List<Integer> kept = order.stream().map(x::dim).toList();
        order.addAll(axes);
        int count = axes.stream().mapToInt(x::dim).reduce(1, (p, q) -> p * q);
        List<Integer> dims = new ArrayList<>(kept);
        dims.add(count);
        Symbol last = Primitives.reshape(Primitives.transpose(x, order), ShapeOps.shape(dims));
        int axis = kept.size();
        Symbol places = Primitives.call(new Argsort(false), last);
        int first = (count - 1) / 2;
        Symbol middle = Primitives.slice(places, axis, first, 1, count / 2 - first + 1);
        Symbol mean = ReductionOps.mean(IndexingOps.along(last, middle, axis), List.of(axis), false);
        int[] all = x.shape().dims();
        axes.forEach(each -> all[each] = 1);
        return keepdims ? Primitives.reshape(mean, Shape.of(all)) : mean;
    }
}
