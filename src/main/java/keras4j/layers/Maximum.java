package keras4j.layers;

import java.util.List;
import keras4j.core.Mask;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ElementwiseMergeKernel;

/**
 * The largest of the inputs, place by place; an axis of length 1, or a missing one, stands for all. The gradient is that of the
 * first of the largest, as in TensorFlow. Keras: {@code Maximum}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Maximum extends ElementwiseMerge<Maximum> {
    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs) {
        return new ElementwiseMergeKernel(inputs, outputShape(inputs)) {
            @Override
            protected void forward(float[][] x, float[] y, int count) {
                System.arraycopy(x[0], 0, y, 0, count);
                for (int k = 1; k < x.length; k++) {
                    for (int i = 0; i < count; i++) {
                        y[i] = Math.max(y[i], x[k][i]);
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
    protected Mask outputMask(List<Shape> inputs, List<Mask> masks) {
        return withoutMasks(masks);
    }

    @Override
    protected String onnxOp() {
        return "Max";
    }
}
