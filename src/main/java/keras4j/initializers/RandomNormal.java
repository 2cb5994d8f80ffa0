package keras4j.initializers;

import keras4j.core.Seeds;
import keras4j.core.Shape;

/** Normal. Keras: {@code RandomNormal}. */
public final class RandomNormal extends Gaussian<RandomNormal> {
    @Override
    public void fill(float[] values, int offset, Shape shape) {
        Draws.normal(Seeds.generator(seed()), mean(), stddev(), values, offset, shape.size());
    }
}
