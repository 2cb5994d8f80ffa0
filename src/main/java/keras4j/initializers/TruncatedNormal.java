package keras4j.initializers;

import keras4j.core.Seeds;
import keras4j.core.Shape;

/** Normal, without numbers more than two standard deviations from the mean. Keras: {@code TruncatedNormal}. */
public final class TruncatedNormal extends Gaussian<TruncatedNormal> {
    @Override
    public void fill(float[] values, int offset, Shape shape) {
        Draws.truncatedNormal(Seeds.generator(seed()), mean(), stddev(), values, offset, shape.size());
    }
}
