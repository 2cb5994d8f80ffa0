package keras4j.internal.engine;

import keras4j.core.RowFunction;

/** max(x, 0) over arrays. */
public final class ArrayRelu extends RowFunction {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
        return "relu";
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        for (int i = from * width; i < to * width; i++) {
            y[i] = Math.max(x[i], 0);
        }
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        // The factor is 1 where y is positive, be it denormal, else 0: a comparison would be mispredicted, and not
        // vectorised.
        for (int i = from * width; i < to * width; i++) {
            dx[i] = dy[i] * Math.min(y[i] * Float.MAX_VALUE * Float.MAX_VALUE, 1);
        }
    }
}
