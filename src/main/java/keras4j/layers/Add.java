package keras4j.layers;

import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ElementwiseMergeKernel;

/**
 * The sum of the inputs, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code Add}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Add extends ElementwiseMerge<Add> {
    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs) {
        return new ElementwiseMergeKernel(inputs, outputShape(inputs)) {
            @Override
            protected void forward(float[][] x, float[] y, int count) {
                System.arraycopy(x[0], 0, y, 0, count);
                for (int k = 1; k < x.length; k++) {
                    for (int i = 0; i < count; i++) {
                        y[i] += x[k][i];
                    }
                }
            }

            @Override
            protected void backward(float[][] x, float[] y, float[] dy, int input, float[] dx, int count) {
                System.arraycopy(dy, 0, dx, 0, count);
            }
        };
    }

    @Override
    protected String onnxOp() {
        return "Add";
    }
}
