package keras4j.ops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Copying;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Scratch;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.tensor.Tensor;

/** Values that follow from no inputs and weights: their numbers are known while a model is described. */
public final class Constant {
    private Constant() {}

    /** Whether it is one. */
    public static boolean is(Symbol x) {
        return x.scope() == null
                && Gradients.order(List.of(x)).stream().noneMatch(call -> call.isLeaf() || call.scope() != null);
    }

    /** Its numbers. */
    public static Tensor of(Symbol constant) {
        Map<Symbol, View> views = new HashMap<>();
        for (Symbol call : Gradients.order(List.of(constant))) {
            compute(call, views);
        }
        View view = rowMajor(views.get(constant), constant.shape());
        return new Tensor(view.array(), view.offset(), constant.shape().dims());
    }

    private static void compute(Symbol call, Map<Symbol, View> views) {
        Primitive primitive = (Primitive) call.operation();
        Float number =
                primitive.constant(call.inputs().stream().map(Symbol::shape).toList());
        List<View> x = new ArrayList<>();
        call.inputs().forEach(input -> x.add(views.get(input)));
        if (number != null) {
            views.put(call, View.of(Buffer.of(new float[] {number}), call.shape()));
        } else if (primitive.isView()) {
            View look = primitive.view(x.get(0), call.shape());
            views.put(
                    call,
                    look != null
                            ? look
                            : primitive.view(rowMajor(x.get(0), x.get(0).shape()), call.shape()));
        } else if (primitive.rowStep() != null) {
            views.put(call, computeRows(primitive.rowStep(), x, call.shape()));
        } else {
            View[] y =
                    call.outputs().stream().map(output -> empty(output.shape())).toArray(View[]::new);
            View[] read = x.stream().map(view -> rowMajor(view, view.shape())).toArray(View[]::new);
            primitive.kernel(read, y, new Tiles()).run();
            for (int i = 0; i < y.length; i++) {
                views.put(call.outputs().get(i), y[i]);
            }
        }
    }

    private static View computeRows(RowStep step, List<View> x, Shape shape) {
        View y = empty(shape);
        int count = shape.size();
        if (step instanceof RowStep.Map map) {
            float[][] operands =
                    x.stream().map(view -> rowMajor(view, shape).array()).toArray(float[][]::new);
            map.run(operands, y.array(), count, new Scratch(count));
        } else if (step instanceof RowStep.Reduce reduce) {
            View rows = rowMajor(x.get(0), x.get(0).shape());
            int width = rows.shape().last();
            for (int i = 0; i < count; i++) {
                y.array()[i] = reduce.run(rows.array(), i * width, width);
            }
        } else if (step instanceof RowStep.Expand) {
            return x.get(0).broadcast(shape);
        } else {
            throw KerasException.expected("constant", "numbers that are known", step);
        }
        return y;
    }

    private static View empty(Shape shape) {
        Buffer buffer = Buffer.ofArray();
        buffer.reserve(shape.size());
        return View.of(buffer, shape);
    }

    /** A copy, repeated to that shape. */
    private static View rowMajor(View view, Shape shape) {
        View copy = empty(shape);
        new Copying(view.broadcast(shape), copy).run();
        return copy;
    }
}
