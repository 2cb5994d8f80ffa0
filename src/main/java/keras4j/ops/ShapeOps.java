package keras4j.ops;

import static keras4j.ops.Primitives.constant;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;

/** Keras's ops that bring the same numbers into other shapes, and numbers that follow from shapes. */
final class ShapeOps {
    private ShapeOps() {}

    static void define() {
        OpDefinition.define("numpy", "Reshape", "x", a -> reshape(a.symbol("x"), a.integers("newshape")));
        OpDefinition.define("numpy", "Ravel", "x", a -> flat(a.symbol("x")));
        OpDefinition.define("numpy", "Transpose", "x", ShapeOps::transpose);
        OpDefinition.define("numpy", "Swapaxes", "x", a -> {
            Symbol x = a.symbol("x");
            List<Integer> axes = new ArrayList<>(Primitives.range(x.rank()));
            Collections.swap(axes, a.axis("axis1", x.rank(), 0), a.axis("axis2", x.rank(), 0));
            return Primitives.transpose(x, axes);
        });
        OpDefinition.define("numpy", "Moveaxis", "x", ShapeOps::moveaxis);
        OpDefinition.define("numpy", "Squeeze", "x", a -> squeeze(a.symbol("x"), a));
        OpDefinition.define("numpy", "ExpandDims", "x", ShapeOps::expandDims);
        OpDefinition.define("numpy", "BroadcastTo", "x", a -> broadcastTo(a.symbol("x"), a.integers("shape")));
        OpDefinition.define("numpy", "Flip", "x", a -> {
            Symbol x = a.symbol("x");
            return flip(x, a.axes("axis", x.rank()));
        });
        OpDefinition.define("numpy", "Rot90", "array", ShapeOps::rot90);
        OpDefinition.define("numpy", "Roll", "x", ShapeOps::roll);
        OpDefinition.define("numpy", "Tril", "x", a -> triangle(a, Binary.GREATER_EQUAL));
        OpDefinition.define("numpy", "Triu", "x", a -> triangle(a, Binary.LESS_EQUAL));
        like("ZerosLike", "x", constant(0));
        like("OnesLike", "x", constant(1));
        like("FullLike", "x fill_value", null);
    }

    private static void like(String className, String callNames, Symbol value) {
        OpDefinition.define("numpy", className, callNames, a -> {
            Symbol all = value == null ? a.symbol("fill_value") : value;
            Shape shape = a.symbol("x").shape();
            return Primitives.broadcast(ArithmeticOps.cast(all, a.text("dtype", "float32")), shape);
        });
    }

    static Shape shape(List<Integer> dims) {
        return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
    }

    static List<Integer> dims(Symbol x) {
        return new ArrayList<>(IntStream.of(x.shape().dims()).boxed().toList());
    }

    /** All numbers along one axis. */
    static Symbol flat(Symbol x) {
        return Primitives.reshape(x, Shape.of(x.shape().size()));
    }

    /** The numbers 0, 1, .. */
    static Symbol range(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        return constant(values, Shape.of(length));
    }

    /** One axis as that axis of several, the others of which have the length 1. */
    static Symbol along(Symbol x, int axis, int rank) {
        int[] dims = IntStream.range(0, rank).map(i -> i == axis ? x.dim(0) : 1).toArray();
        return Primitives.reshape(x, Shape.of(dims));
    }

    /** A single number with axes of length 1. */
    static Symbol ones(Symbol x, int rank) {
        return Primitives.reshape(x, shape(Collections.nCopies(rank, 1)));
    }

    /** @param to lengths; -1 for one that follows from the others */
    static Symbol reshape(Symbol x, List<Integer> to) {
        int known = 1;
        int open = 0;
        for (int length : to) {
            known *= length == -1 ? 1 : length;
            open += length == -1 ? 1 : 0;
        }
        int size = x.shape().size();
        if (open > 1 || known < 1 || size % known != 0 || open == 0 && size != known) {
            throw KerasException.expected("reshape", "a shape of " + size + " elements, as " + x.shape() + " has", to);
        }
        int rest = size / known;
        return Primitives.reshape(
                x, shape(to.stream().map(length -> length == -1 ? rest : length).toList()));
    }

    private static Symbol transpose(Arguments a) {
        Symbol x = a.symbol("x");
        List<Integer> axes = new ArrayList<>(a.axes("axes", x.rank()));
        if (!a.has("axes")) {
            Collections.reverse(axes);
        }
        return Primitives.transpose(x, axes);
    }

    private static Symbol moveaxis(Arguments a) {
        Symbol x = a.symbol("x");
        List<Integer> source = a.axes("source", x.rank());
        List<Integer> destination = a.axes("destination", x.rank());
        List<Integer> rest = new ArrayList<>(Primitives.range(x.rank()));
        rest.removeAll(source);
        List<Integer> axes = new ArrayList<>();
        for (int i = 0, next = 0; i < x.rank(); i++) {
            int at = destination.indexOf(i);
            axes.add(at >= 0 ? source.get(at) : rest.get(next++));
        }
        return Primitives.transpose(x, axes);
    }

    private static Symbol squeeze(Symbol x, Arguments a) {
        List<Integer> axes = a.axes("axis", x.rank());
        List<Integer> single = axes.stream().filter(axis -> x.dim(axis) == 1).toList();
        if (a.has("axis") && single.size() != axes.size()) {
            throw KerasException.expected("squeeze", "axes of length 1 of " + x.shape(), a.value("axis"));
        }
        return Primitives.reshape(x, ReductionOps.without(x.shape(), single));
    }

    private static Symbol expandDims(Arguments a) {
        Symbol x = a.symbol("x");
        int rank = x.rank() + a.integers("axis").size();
        List<Integer> axes = a.axes("axis", rank);
        List<Integer> dims = new ArrayList<>();
        for (int i = 0, next = 0; i < rank; i++) {
            dims.add(axes.contains(i) ? 1 : x.dim(next++));
        }
        return Primitives.reshape(x, shape(dims));
    }

    static Symbol broadcastTo(Symbol x, List<Integer> to) {
        Shape shape = shape(to);
        if (!Elementwise.broadcast(List.of(x.shape(), shape)).equals(shape)) {
            throw KerasException.expected("broadcast_to", "a shape to which " + x.shape() + " can be broadcast", to);
        }
        return Primitives.broadcast(x, shape);
    }

    static Symbol flip(Symbol x, List<Integer> axes) {
        Symbol y = x;
        for (int axis : axes) {
            int length = x.dim(axis);
            y = Primitives.slice(y, axis, length - 1, -1, length);
        }
        return y;
    }

    private static Symbol rot90(Arguments a) {
        Symbol x = a.symbol("array");
        List<Integer> axes = a.axes("axes", x.rank());
        List<Integer> swapped = new ArrayList<>(Primitives.range(x.rank()));
        Collections.swap(swapped, axes.get(0), axes.get(1));
        return switch (Math.floorMod(a.integer("k", 1), 4)) {
            case 0 -> x;
            case 1 -> Primitives.transpose(flip(x, axes.subList(1, 2)), swapped);
            case 2 -> flip(x, axes);
            default -> flip(Primitives.transpose(x, swapped), axes.subList(1, 2));
        };
    }

    private static Symbol roll(Arguments a) {
        Symbol x = a.symbol("x");
        if (!a.has("axis")) {
            return Primitives.reshape(roll(flat(x), 0, a.integer("shift", 0)), x.shape());
        }
        List<Integer> axes = a.axes("axis", x.rank());
        List<Integer> shifts = a.integers("shift");
        Symbol y = x;
        for (int i = 0; i < axes.size(); i++) {
            y = roll(y, axes.get(i), shifts.get(shifts.size() == 1 ? 0 : i));
        }
        return y;
    }

    private static Symbol roll(Symbol x, int axis, int shift) {
        int length = x.dim(axis);
        int last = Math.floorMod(shift, length);
        return last == 0
                ? x
                : Primitives.concatenate(
                        List.of(
                                Primitives.slice(x, axis, length - last, 1, last),
                                Primitives.slice(x, axis, 0, 1, length - last)),
                        axis);
    }

    private static Symbol triangle(Arguments a, Binary isKept) {
        Symbol x = a.symbol("x");
        Symbol diagonals = Primitives.add(along(range(x.dim(-2)), 0, 2), constant(a.integer("k", 0)));
        Symbol mask = Primitives.map(isKept, diagonals, along(range(x.dim(-1)), 1, 2));
        return Primitives.where(mask, x, constant(0));
    }
}
