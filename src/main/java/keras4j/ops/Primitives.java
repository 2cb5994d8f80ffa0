package keras4j.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.Shape;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Calls of primitives in a trace, and what is simpler than a call where there is such. Gradients and {@link Ops} are made of these. */
final class Primitives {
    private Primitives() {}

    /** The call of a primitive. */
    static Symbol call(Primitive primitive, Symbol... inputs) {
        return calls(primitive, inputs).get(0);
    }

    /** The call of a primitive of several outputs. */
    static List<Symbol> calls(Primitive primitive, Symbol... inputs) {
        return calls(primitive, List.of(inputs));
    }

    /** The same. */
    static List<Symbol> calls(Primitive primitive, List<Symbol> inputs) {
        Trace trace = Trace.of(inputs);
        trace = trace == null && primitive.isUnique() ? Trace.described() : trace;
        return trace == null ? Symbol.made(null, primitive, inputs) : trace.call(primitive, inputs);
    }

    static Symbol constant(double value) {
        return call(new Constants.Number((float) value));
    }

    static Symbol constant(float[] values, Shape shape) {
        return call(new Constants.Values(values, shape));
    }

    static Symbol map(Unary function, Symbol x) {
        return call(new Elementwise.One(function), x);
    }

    static Symbol map(Binary function, Symbol a, Symbol b) {
        Symbol affine = function == Binary.ADD ? Affine.of(a, b) : null;
        return affine != null ? affine : call(new Elementwise.Two(function), a, b);
    }

    static Symbol where(Symbol condition, Symbol a, Symbol b) {
        return call(new Elementwise.Where(), condition, a, b);
    }

    static Symbol add(Symbol a, Symbol b) {
        return map(Binary.ADD, a, b);
    }

    static Symbol subtract(Symbol a, Symbol b) {
        return map(Binary.SUBTRACT, a, b);
    }

    static Symbol multiply(Symbol a, Symbol b) {
        return isNumber(a, 1) ? repeated(b, a) : isNumber(b, 1) ? repeated(a, b) : map(Binary.MULTIPLY, a, b);
    }

    static Symbol divide(Symbol a, Symbol b) {
        return isNumber(b, 1) ? repeated(a, b) : map(Binary.DIVIDE, a, b);
    }

    /** A product with 1, whose shape is the other's where that has axes. */
    private static Symbol repeated(Symbol x, Symbol one) {
        return one.rank() <= x.rank() ? x : broadcast(x, one.shape());
    }

    private static boolean isNumber(Symbol x, float value) {
        return x.operation() instanceof Constants.Number number && number.value() == value;
    }

    static Symbol negative(Symbol x) {
        return map(Unary.NEGATIVE, x);
    }

    static Symbol reshape(Symbol x, Shape to) {
        Symbol from = x.operation() instanceof Views.Reshape ? x.inputs().get(0) : x;
        return from.shape().equals(to) ? from : call(new Views.Reshape(to), from);
    }

    /** (.., width) as (rows, width). */
    static Symbol rows(Symbol x) {
        return reshape(x, Shape.of(x.shape().positions(), x.shape().last()));
    }

    static Symbol transpose(Symbol x, List<Integer> axes) {
        if (x.operation() instanceof Views.Transpose before) {
            return transpose(
                    x.inputs().get(0), axes.stream().map(before.axes()::get).toList());
        }
        return IntStream.range(0, axes.size()).allMatch(i -> axes.get(i) == i)
                ? x
                : call(new Views.Transpose(List.copyOf(axes)), x);
    }

    /** The last two axes in each other's place. */
    static Symbol swapLast(Symbol x) {
        List<Integer> axes = new ArrayList<>(range(x.rank()));
        axes.set(x.rank() - 1, x.rank() - 2);
        axes.set(x.rank() - 2, x.rank() - 1);
        return transpose(x, axes);
    }

    /** Places along an axis, {@code length} of them: see {@link Views.Slice}. */
    static Symbol slice(Symbol x, int axis, int from, int step, int length) {
        if (x.operation() instanceof Pad pad && pad.axis() == axis && pad.from() == from && pad.step() == step) {
            Symbol inner = x.inputs().get(0);
            if (inner.dim(axis) == length) {
                return inner;
            }
        }
        return from == 0 && step == 1 && length == x.dim(axis)
                ? x
                : call(new Views.Slice(axis, from, length == 1 ? 1 : step, length), x);
    }

    /** The other way round: x in those places of an axis of this length, and 0 in all others. */
    static Symbol pad(Symbol x, int axis, int from, int step, int length) {
        return from == 0 && length == x.dim(axis) ? x : call(new Pad(axis, from, step, length), x);
    }

    static Symbol concatenate(List<Symbol> all, int axis) {
        return all.size() == 1 ? all.get(0) : call(new Concatenation(axis), all.toArray(Symbol[]::new));
    }

    static Symbol broadcast(Symbol x, Shape to) {
        if (x.shape().equals(to)) {
            return x;
        }
        boolean isExpanded = x.rank() == to.rank() && to.rank() > 0 && x.shape().last() == 1;
        return isExpanded && x.shape().equals(to.withLast(1))
                ? call(new Reduce.Expand(to.last()), x)
                : call(new Views.Broadcast(to), x);
    }

    static Symbol reduceLast(Reduction reduction, Symbol x) {
        return x.shape().last() == 1 ? x : call(new Reduce.Last(reduction), x);
    }

    /** Along one axis, whose length becomes 1. */
    static Symbol reduce(Reduction reduction, Symbol x, int axis) {
        if (x.dim(axis) == 1) {
            return x;
        }
        return axis == x.rank() - 1 ? reduceLast(reduction, x) : call(new Reduce.Axis(reduction, axis), x);
    }

    /** Along several axes, whose lengths become 1. */
    static Symbol reduce(Reduction reduction, Symbol x, List<Integer> axes) {
        boolean isAll = axes.size() == x.rank();
        boolean isAllButLast =
                reduction == Reduction.SUM && axes.size() == x.rank() - 1 && !axes.contains(x.rank() - 1);
        int[] dims = x.shape().dims();
        axes.forEach(axis -> dims[axis] = 1);
        if (isAll && x.rank() > 1) {
            return reshape(
                    reduceLast(reduction, reshape(x, Shape.of(1, x.shape().size()))), Shape.of(dims));
        }
        if (isAllButLast && x.rank() > 1) {
            return reshape(call(new Reduce.Columns(), x), Shape.of(dims));
        }
        int first = axes.stream().min(Integer::compare).orElse(0);
        if (axes.size() > 1
                && axes.containsAll(
                        IntStream.range(first, first + axes.size()).boxed().toList())) {
            return reshape(reduce(reduction, joined(x, first, axes.size()), first), Shape.of(dims));
        }
        Symbol y = x;
        for (int axis : axes.stream().sorted((a, b) -> b - a).toList()) {
            y = reduce(reduction, y, axis);
        }
        return y;
    }

    /** So many neighbouring axes as one. */
    private static Symbol joined(Symbol x, int first, int count) {
        List<Integer> dims = ShapeOps.dims(x);
        List<Integer> several = dims.subList(first, first + count);
        int length = several.stream().reduce(1, Math::multiplyExact);
        several.clear();
        several.add(length);
        return reshape(x, ShapeOps.shape(dims));
    }

    /** Takes back what {@link #broadcast} has repeated. */
    static Symbol sumTo(Symbol x, Shape to) {
        if (x.shape().equals(to)) {
            return x;
        }
        int shift = x.rank() - to.rank();
        boolean isSuffix = to.rank() > 0;
        for (int i = 0; i < to.rank(); i++) {
            isSuffix &= to.dim(i) == x.dim(i + shift);
        }
        if (isSuffix) {
            Symbol rows = to.rank() == 1 ? x : reshape(x, Shape.of(x.shape().size() / to.size(), to.size()));
            return reshape(call(new Reduce.Columns(), rows), to);
        }
        List<Integer> axes = new ArrayList<>();
        for (int i = 0; i < x.rank(); i++) {
            if (i < shift || to.dim(i - shift) == 1 && x.dim(i) != 1) {
                axes.add(i);
            }
        }
        return reshape(reduce(Reduction.SUM, x, axes), to);
    }

    static Symbol matmul(Symbol a, Symbol b) {
        return call(new MatMul(), a, b);
    }

    static Symbol stopGradient(Symbol x) {
        return call(new Views.StopGradient(), x);
    }

    /** The number of an input's places along some axes. */
    static Symbol length(Symbol x, List<Integer> axes) {
        return call(new Constants.Length(List.copyOf(axes)), x);
    }

    /** 0, 1, .. */
    static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
