package keras4j.layers;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;
import keras4j.internal.engine.ElementwiseMergeKernel;

/**
 * The first input less the second, place by place; an axis of length 1, or a missing one, stands for all. Keras: {@code
 * Subtract}. DL4J: {@code ElementWiseVertex}, where shapes
 * are equal.
 */
public final class Subtract extends ElementwiseMerge<Subtract> {
    @Override
    protected Shape mergedShape(List<Shape> inputs) {
        if (inputs.size() != 2) {
            throw KerasException.expected("Subtract", "two inputs", inputs.size());
        }
        return super.mergedShape(inputs);
    }

    @Override
    protected MergeKernel mergeKernel(List<Shape> inputs) {
        return new ElementwiseMergeKernel(inputs, outputShape(inputs)) {
            @Override
            protected void forward(float[][] x, float[] y, int count) {
                for (int i = 0; i < count; i++) {
                    y[i] = x[0][i] - x[1][i];
                }
            }

            @Override
            protected void backward(float[][] x, float[] y, float[] dy, int input, float[] dx, int count) {
                for (int i = 0; i < count; i++) {
                    dx[i] = input == 0 ? dy[i] : -dy[i];
                }
            }
        };
    }

    @Override
    protected String onnxOp() {
        return "Sub";
    }
}
