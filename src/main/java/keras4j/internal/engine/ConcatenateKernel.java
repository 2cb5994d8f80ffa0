package keras4j.internal.engine;

import java.util.List;
import keras4j.core.MergeKernel;
import keras4j.core.Shape;

/** The inputs one behind the other along an axis. */
public final class ConcatenateKernel implements MergeKernel {
    /** For each input the numbers that stand together: those of the axis and all behind it. */
    private final int[] runs;

    private final int runsPerSample;
    private final int length;

    /** @param axis of one sample */
    public ConcatenateKernel(List<Shape> inputs, int axis) {
        int before = 1;
        for (int i = 0; i < axis; i++) {
            before *= inputs.get(0).dim(i);
        }
        runsPerSample = before;
        runs = inputs.stream().mapToInt(shape -> shape.size() / runsPerSample).toArray();
        int sum = 0;
        for (int run : runs) {
            sum += run;
        }
        length = sum;
    }

    @Override
    public int outputSize() {
        return runsPerSample * length;
    }

    @Override
    public void forward(float[] weights, float[][] x, float[] y, int samples, boolean training) {
        int place = 0;
        for (int k = 0; k < runs.length; k++) {
            for (int run = 0; run < samples * runsPerSample; run++) {
                System.arraycopy(x[k], run * runs[k], y, run * length + place, runs[k]);
            }
            place += runs[k];
        }
    }

    @Override
    public void backward(
            float[] weights, float[][] x, float[] y, float[] dy, float[][] dx, float[] gradients, int samples) {
        int place = 0;
        for (int k = 0; k < runs.length; k++) {
            for (int run = 0; run < samples * runsPerSample && dx[k] != null; run++) {
                System.arraycopy(dy, run * length + place, dx[k], run * runs[k], runs[k]);
            }
            place += runs[k];
        }
    }
}
