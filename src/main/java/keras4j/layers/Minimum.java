package keras4j.layers;

import java.util.List;
import keras4j.core.Mask;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ElementwiseMergeKernel;

/**
 * The smallest of the inputs, place by place; an axis of length 1, or a missing one, stands for all. The gradient is that of
 * the first of the smallest, as in TensorFlow. Keras: {@code Minimum}.
 */
public final class Minimum extends ElementwiseMerge<Minimum> {
    @Override
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        return withoutMasks(masks);
    }

    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs) {
        return new ElementwiseMergeKernel(inputs, outputShape(inputs)) {
            @Override
            protected void forward(float[][] x, float[] y, int count) {
                System.arraycopy(x[0], 0, y, 0, count);
                for (int k = 1; k < x.length; k++) {
                    for (int i = 0; i < count; i++) {
                        y[i] = Math.min(y[i], x[k][i]);
                    }
                }
            }

            @Override
            protected void backward(float[][] x, float[] y, float[] dy, int input, float[] dx, int count) {
                for (int i = 0; i < count; i++) {
                    dx[i] = isFirst(x, y, input, i) ? dy[i] : 0;
                }
            }
        };
    }

    @Override
    protected String onnxOp() {
        return "Min";
    }
}
