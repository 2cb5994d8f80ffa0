package keras4j.layers;

import java.util.Arrays;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** The same numbers, row-major, in samples of another shape: (batch, ..) to (batch, targetShape). Keras: {@code Reshape}. */
public final class Reshape extends Layer<Reshape> {
    private static final String ARGUMENT = "Reshape.targetShape";

    private int[] targetShape;

    Reshape() {}

    /**
     * @param targetShape the shape of one sample; one length may be -1, which follows from the others
     * @throws KerasException if there are no such lengths
     */
    public Reshape(int... targetShape) {
        this.targetShape = valid(targetShape);
    }

    @Override
    protected void config(Config config) {
        targetShape = valid(config.optionalIntegers("target_shape", targetShape));
    }

    private static int[] valid(int[] lengths) {
        KerasException.notNull(ARGUMENT, "lengths", lengths);
        boolean isValid = lengths.length > 0
                && Arrays.stream(lengths).allMatch(length -> length > 0 || length == -1)
                && Arrays.stream(lengths).filter(length -> length == -1).count() < 2;
        if (!isValid) {
            throw KerasException.expected(
                    ARGUMENT, "positive lengths, one of which may be -1", Arrays.toString(lengths));
        }
        return lengths.clone();
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        Shape sample = x.sampleShape();
        long known = Arrays.stream(targetShape).mapToLong(Math::abs).reduce(1, Math::multiplyExact);
        boolean isFree = Arrays.stream(targetShape).anyMatch(length -> length == -1);
        if (isFree ? sample.size() % known != 0 : sample.size() != known) {
            throw KerasException.expected(
                    ARGUMENT, "lengths for inputs of shape " + sample.batched(), Arrays.toString(targetShape));
        }
        int[] dims = Arrays.stream(targetShape)
                .map(length -> length == -1 ? (int) (sample.size() / known) : length)
                .toArray();
        return Ops.reshape(x, Shape.of(dims).withFirst(x.dim(0)).dims());
    }
}
