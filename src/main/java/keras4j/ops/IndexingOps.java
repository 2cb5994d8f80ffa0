package keras4j.ops;

import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.map;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's ops that read and write numbers by their places. */
final class IndexingOps {
    private IndexingOps() {}

    static void define() {
        OpDefinition.define("numpy", "GetItem", "x key", a -> getItem(a.symbol("x"), a.value("key"), a));
        OpDefinition.define("core", "Slice", "inputs start_indices", IndexingOps::slice);
        OpDefinition.define("numpy", "Take", "x indices", a -> {
            Symbol x = a.has("axis") ? a.symbol("x") : ShapeOps.flat(a.symbol("x"));
            return take(x, a.symbol("indices"), a.axis("axis", x.rank(), 0));
        });
        OpDefinition.define("numpy", "TakeAlongAxis", "x indices", IndexingOps::takeAlongAxis);
        OpDefinition.define("numpy", "Diagonal", "x", IndexingOps::diagonal);
        OpDefinition.define("numpy", "Trace", "x", a -> {
            Symbol diagonal = diagonal(a);
            return ReductionOps.reduce(Reduction.SUM, diagonal, List.of(diagonal.rank() - 1), false);
        });
        OpDefinition.define("nn", "OneHot", "x", a -> oneHot(a.symbol("x"), a));
        OpDefinition.define("nn", "MultiHot", "inputs", a -> {
            Symbol x = a.symbol("inputs");
            return ReductionOps.reduce(Reduction.MAX, oneHot(x, a), List.of(x.rank() > 1 ? 1 : 0), false);
        });
        OpDefinition.define("math", "SegmentSum", "data segment_ids", a -> segment(a, Reduction.SUM));
        OpDefinition.define("math", "SegmentMax", "data segment_ids", a -> segment(a, Reduction.MAX));
        OpDefinition.define("core", "ScatterUpdate", "inputs indices updates", IndexingOps::scatterUpdate);
    }

    /** Known places. */
    static Symbol places(List<Integer> places) {
        float[] values = new float[places.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = places.get(i);
        }
        return constant(values, Shape.of(values.length));
    }

    private static int size(List<Integer> dims) {
        return dims.stream().reduce(1, (p, q) -> p * q);
    }

    /** Those that are negative count from the end. */
    private static Symbol counted(Symbol places, int length) {
        if (places.operation() instanceof Constants.Values known) {
            float[] values = known.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += values[i] < 0 ? length : 0;
            }
            return constant(values, places.shape());
        }
        return Primitives.where(
                map(Binary.LESS, places, constant(0)), Primitives.add(places, constant(length)), places);
    }

    /** Places of an axis, in whose place are the axes of their numbers. */
    static Symbol take(Symbol x, Symbol places, int axis) {
        List<Integer> dims = ShapeOps.dims(x);
        List<Integer> before = dims.subList(0, axis);
        List<Integer> behind = dims.subList(axis + 1, dims.size());
        Symbol rows = Primitives.reshape(x, Shape.of(size(before), x.dim(axis), size(behind)));
        Symbol taken = Primitives.call(new Gather(false), rows, ShapeOps.flat(counted(places, x.dim(axis))));
        List<Integer> to = new ArrayList<>(before);
        to.addAll(ShapeOps.dims(places));
        to.addAll(behind);
        return Primitives.reshape(taken, ShapeOps.shape(to));
    }

    private static Symbol takeAlongAxis(Arguments a) {
        boolean isFlat = !a.has("axis");
        Symbol given = isFlat ? ShapeOps.flat(a.symbol("x")) : a.symbol("x");
        Symbol places = isFlat ? ShapeOps.flat(a.symbol("indices")) : a.symbol("indices");
        int axis = a.axis("axis", given.rank(), 0);
        List<Integer> own = ShapeOps.dims(given);
        List<Integer> wanted = ShapeOps.dims(places);
        if (own.size() != wanted.size()) {
            throw KerasException.expected("take_along_axis", "indices of " + own.size() + " axes", places.shape());
        }
        own.set(axis, 1);
        wanted.set(axis, 1);
        List<Integer> both = ShapeOps.dims(Primitives.broadcast(
                constant(0), Elementwise.broadcast(List.of(ShapeOps.shape(own), ShapeOps.shape(wanted)))));
        both.set(axis, given.dim(axis));
        Symbol x = Primitives.broadcast(given, ShapeOps.shape(both));
        both.set(axis, places.dim(axis));
        return along(x, counted(Primitives.broadcast(places, ShapeOps.shape(both)), x.dim(axis)), axis);
    }

    /** For each place of the numbers' shape the number of x that they say along the axis. */
    static Symbol along(Symbol x, Symbol places, int axis) {
        List<Integer> dims = ShapeOps.dims(x);
        int outer = size(dims.subList(0, axis));
        int inner = size(dims.subList(axis + 1, dims.size()));
        Symbol taken = Primitives.call(
                new Gather(true),
                Primitives.reshape(x, Shape.of(outer, x.dim(axis), inner)),
                Primitives.reshape(places, Shape.of(outer, places.dim(axis), inner)));
        return Primitives.reshape(taken, places.shape());
    }

    private static Symbol getItem(Symbol x, Object key, Arguments a) {
        List<Object> keys = new ArrayList<>();
        (key instanceof List<?> list ? list : java.util.Collections.singletonList(key)).forEach(keys::add);
        int said = (int) keys.stream().filter(k -> k != null && !isEllipsis(k)).count();
        if (keys.stream().noneMatch(IndexingOps::isEllipsis)) {
            keys.add(Index.ELLIPSIS);
        }
        Symbol y = x;
        List<Integer> dims = new ArrayList<>();
        int axis = 0;
        for (Object item : keys) {
            if (item == null) {
                dims.add(1);
            } else if (isEllipsis(item)) {
                for (int i = said; i < x.rank(); i++) {
                    dims.add(x.dim(axis++));
                }
            } else if (item instanceof Index places && axis < x.rank()) {
                Views.Slice slice = places.of(axis, x.dim(axis));
                if (slice == null) {
                    throw KerasException.expected(
                            "get", "at least one place of axis " + axis + " of " + x.shape(), item);
                }
                y = Primitives.slice(y, axis++, slice.from(), slice.step(), slice.length());
                dims.add(slice.length());
            } else if (item instanceof Number && axis < x.rank()) {
                int place = a.integers("key", item).get(0);
                int from = place < 0 ? place + x.dim(axis) : place;
                if (from < 0 || from >= x.dim(axis)) {
                    throw KerasException.expected("get", "a place of axis " + axis + " of " + x.shape(), item);
                }
                y = Primitives.slice(y, axis++, from, 1, 1);
            } else {
                throw KerasException.expected(
                        "get",
                        "whole numbers, slices, ... and new axes for the " + x.rank() + " axes of " + x.shape(),
                        key);
            }
        }
        return Primitives.reshape(y, ShapeOps.shape(dims));
    }

    private static boolean isEllipsis(Object key) {
        return key instanceof Index index && index.isEllipsis();
    }

    private static Symbol slice(Arguments a) {
        Symbol y = a.symbol("inputs");
        List<Integer> starts = a.integers("start_indices");
        List<Integer> lengths = a.integers("shape");
        for (int axis = 0; axis < y.rank(); axis++) {
            int length = lengths.get(axis) == -1 ? y.dim(axis) - starts.get(axis) : lengths.get(axis);
            if (starts.get(axis) < 0 || length < 1 || starts.get(axis) + length > y.dim(axis)) {
                throw KerasException.expected("slice", "places of " + y.shape(), starts + " and " + lengths);
            }
            y = Primitives.slice(y, axis, starts.get(axis), 1, length);
        }
        return y;
    }

    private static Symbol diagonal(Arguments a) {
        Symbol x = a.symbol("x");
        return diagonal(x, a.axis("axis1", x.rank(), 0), a.axis("axis2", x.rank(), 1), a.integer("offset", 0));
    }

    /** Where the places of both axes are the same, as the last axis. */
    static Symbol diagonal(Symbol x, int axis1, int axis2, int offset) {
        int rows = x.dim(axis1);
        int columns = x.dim(axis2);
        List<Integer> order = new ArrayList<>(Primitives.range(x.rank()));
        order.removeAll(List.of(axis1, axis2));
        order.addAll(List.of(axis1, axis2));
        Symbol last = Primitives.transpose(x, order);
        List<Integer> dims = ShapeOps.dims(last).subList(0, x.rank() - 2);
        dims.add(rows * columns);
        List<Integer> places = new ArrayList<>();
        for (int row = Math.max(0, -offset); row < rows && row + offset < columns; row++) {
            places.add(row * columns + row + offset);
        }
        if (places.isEmpty()) {
            throw KerasException.expected("diagonal", "an offset within " + x.shape(), offset);
        }
        return take(Primitives.reshape(last, ShapeOps.shape(dims)), places(places), dims.size() - 1);
    }

    private static Symbol oneHot(Symbol x, Arguments a) {
        int count = a.integer("num_classes", 0);
        int axis = a.axis("axis", x.rank() + 1, -1);
        if (count < 1 || a.flag("sparse")) {
            throw KerasException.expected("one_hot", "num_classes of at least 1, not sparse", count);
        }
        List<Integer> dims = ShapeOps.dims(x);
        dims.add(axis, 1);
        Symbol whole = Primitives.reshape(map(Unary.TRUNC, x), ShapeOps.shape(dims));
        return map(Binary.EQUAL, whole, ShapeOps.along(ShapeOps.range(count), axis, dims.size()));
    }

    private static Symbol segment(Arguments a, Reduction reduction) {
        Symbol x = a.symbol("data");
        Symbol ids = ShapeOps.flat(a.symbol("segment_ids"));
        int count = a.has("num_segments") ? a.integer("num_segments", 0) : 1 + largest(ids);
        Symbol rows = Primitives.reshape(x, Shape.of(1, x.dim(0), x.shape().size() / x.dim(0)));
        List<Integer> dims = ShapeOps.dims(x);
        dims.set(0, count);
        return Primitives.reshape(
                Primitives.call(new Gather.Scatter(false, count, reduction), rows, ids), ShapeOps.shape(dims));
    }

    private static int largest(Symbol ids) {
        Symbol numbers = ids.operation() instanceof Views.Reshape ? ids.inputs().get(0) : ids;
        if (!(numbers.operation() instanceof Constants.Values known)) {
            throw KerasException.expected("segments", "num_segments, or known segment_ids", ids);
        }
        float largest = 0;
        for (float value : known.values()) {
            largest = Math.max(largest, value);
        }
        return (int) largest;
    }

    /** Of several updates of one place, the last stays. */
    private static Symbol scatterUpdate(Arguments a) {
        Symbol x = a.symbol("inputs");
        Symbol indices = a.symbol("indices");
        int depth = indices.dim(-1);
        int count = indices.shape().positions();
        List<Integer> dims = ShapeOps.dims(x);
        int places = size(dims.subList(0, depth));
        int inner = size(dims.subList(depth, dims.size()));
        float[] steps = new float[depth];
        for (int i = depth - 1, step = 1; i >= 0; step *= dims.get(i--)) {
            steps[i] = step;
        }
        Symbol products = Primitives.multiply(Primitives.rows(indices), constant(steps, Shape.of(depth)));
        Symbol at = ShapeOps.flat(Primitives.reduceLast(Reduction.SUM, products));
        Symbol rows = Primitives.reshape(x, Shape.of(1, places, inner));
        Symbol updates = Primitives.reshape(a.symbol("updates"), Shape.of(1, count, inner));
        Symbol y = switch (a.text("reduction", "last")) {
            case "add" -> Primitives.add(rows, scattered(updates, at, places, Reduction.SUM));
            case "max" -> map(Binary.MAXIMUM, rows, scattered(updates, at, places, Reduction.MAX));
            case "min" -> {
                Symbol most = scattered(Primitives.negative(updates), at, places, Reduction.MAX);
                yield map(Binary.MINIMUM, rows, Primitives.negative(most));
            }
            case "last" -> {
                Symbol numbers = Primitives.reshape(ShapeOps.range(count), Shape.of(1, count, 1));
                Symbol last = ShapeOps.flat(scattered(numbers, at, places, Reduction.MAX));
                Symbol isThere = map(Binary.GREATER_EQUAL, last, constant(0));
                Symbol taken =
                        Primitives.call(new Gather(false), updates, Primitives.where(isThere, last, constant(0)));
                yield Primitives.where(Primitives.reshape(isThere, Shape.of(1, places, 1)), taken, rows);
            }
            default -> throw KerasException.expected("scatter_update", "add, max, min or none", a.value("reduction"));
        };
        return Primitives.reshape(y, x.shape());
    }

    private static Symbol scattered(Symbol updates, Symbol at, int places, Reduction reduction) {
        return Primitives.call(new Gather.Scatter(false, places, reduction), updates, at);
    }
}
