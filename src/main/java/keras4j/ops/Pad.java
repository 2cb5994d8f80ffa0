package keras4j.ops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.kernels.Copying;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/** The input in some places along an axis, and 0 in the others: from one on, every so many-th; the axis is then so long. */
record Pad(int axis, int from, int step, int length) implements Primitive {
    @Override
    public Shape shape(List<Shape> inputs) {
        int[] dims = inputs.get(0).dims();
        dims[axis] = length;
        return Shape.of(dims);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return List.of(
                Primitives.slice(dy.get(0), axis, from, step, y.inputs().get(0).dim(axis)));
    }

    @Override
    public boolean takes(int input, View x) {
        return true;
    }

    @Override
    public boolean takesNative() {
        return true;
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        Copying copying = new Copying(x[0], Views.Slice.cut(y[0], axis, from, step, x[0].shape()));
        return () -> {
            y[0].buffer().clear(y[0].offset(), y[0].size());
            copying.run();
        };
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        if (step != 1) {
            return Primitive.super.onnx(graph, y, x);
        }
        long[] pads = new long[2 * y.rank()];
        pads[axis] = from;
        pads[y.rank() + axis] = length - from - y.inputs().get(0).dim(axis);
        return graph.node("Pad", x.get(0), graph.integers(pads));
    }

    /** What was padded to these, side by side, if that is a whole without gaps and overlaps; else null. */
    static Symbol whole(List<Symbol> padded) {
        List<Symbol> sorted = new ArrayList<>(padded);
        for (Symbol each : padded) {
            if (!(each.operation() instanceof Pad pad) || pad.step != 1 || pad.axis != axisOf(padded.get(0))) {
                return null;
            }
        }
        sorted.sort(Comparator.comparingInt(each -> ((Pad) each.operation()).from));
        List<Symbol> pieces = new ArrayList<>();
        int at = 0;
        for (Symbol each : sorted) {
            if (((Pad) each.operation()).from != at) {
                return null;
            }
            pieces.add(each.inputs().get(0));
            at += each.inputs().get(0).dim(axisOf(each));
        }
        Symbol first = padded.get(0);
        return at == first.dim(axisOf(first)) ? Primitives.concatenate(pieces, axisOf(first)) : null;
    }

    private static int axisOf(Symbol padded) {
        return ((Pad) padded.operation()).axis;
    }
}
