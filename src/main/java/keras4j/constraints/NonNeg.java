package keras4j.constraints;

import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Shape;

/** Makes numbers below 0 become 0. Keras: {@code NonNeg}. */
public final class NonNeg implements Constraint {
    @Override
    public void config(Config config) {}

    @Override
    public void constrain(float[] weights, int from, Shape shape) {
        int to = from + shape.size();
        for (int i = from; i < to; i++) {
            weights[i] = Math.max(weights[i], 0);
        }
    }
}
