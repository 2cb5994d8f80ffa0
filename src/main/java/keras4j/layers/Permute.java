package keras4j.layers;

import java.util.Arrays;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/** The axes of samples in another order: {@code Permute(2, 1)} makes (batch, b, a) of (batch, a, b). Keras: {@code Permute}. */
public final class Permute extends Layer<Permute> {
    private static final String ARGUMENT = "Permute.dims";

    private int[] dims;

    Permute() {}

    /**
     * @param dims for each axis of the output that of the input, 1 being the first after the batch's
     * @throws KerasException if they are not all numbers from 1 on
     */
    public Permute(int... dims) {
        this.dims = valid(dims);
    }

    @Override
    protected void config(Config config) {
        dims = valid(config.optionalIntegers("dims", dims));
    }

    private static int[] valid(int[] dims) {
        int[] sorted = Arrays.stream(KerasException.notNull(ARGUMENT, "axes", dims))
                .sorted()
                .toArray();
        if (dims.length == 0
                || !Arrays.equals(sorted, IntStream.rangeClosed(1, dims.length).toArray())) {
            throw KerasException.expected(ARGUMENT, "all axes from 1 on, in any order", Arrays.toString(dims));
        }
        return dims.clone();
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        if (x.rank() != dims.length + 1) {
            throw KerasException.expected(
                    ARGUMENT, "all axes of inputs of shape " + x.sampleShape().batched(), Arrays.toString(dims));
        }
        return Ops.transpose(
                x, IntStream.concat(IntStream.of(0), Arrays.stream(dims)).toArray());
    }
}
