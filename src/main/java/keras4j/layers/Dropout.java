package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * In training, each number becomes 0 with probability {@code rate} and is divided by 1 - rate else; the shape is unchanged.
 * Srivastava et al., "Dropout", 2014. Keras: {@code Dropout}. DL4J: {@code DropoutLayer}, whose argument is the probability
 * to keep a number.
 */
public final class Dropout extends Layer<Dropout> {
    private double rate;
    private List<Integer> noiseShape;
    private final LayerSeed seed = new LayerSeed();

    Dropout() {}

    /**
     * @param rate the part of the numbers that become 0
     * @throws KerasException if it is not from 0 to 1
     */
    public Dropout(double rate) {
        this.rate = Numbers.part("Dropout.rate", rate);
    }

    /**
     * The seed of this layer's own random numbers: they go on from fit to fit, and the seed of fit does not change them. None
     * unless given.
     */
    public Dropout seed(long value) {
        return set(() -> seed.set(value));
    }

    /**
     * The shape for which is drawn, broadcast to that of the inputs: (null, 1, null) drops features of (batch, time, features) in
     * all steps. That of the inputs unless given.
     *
     * @param lengths those of all axes, the batch's first; null for the input's
     * @throws KerasException if one is not positive
     */
    public Dropout noiseShape(Integer... lengths) {
        List<Integer> given = valid(Arrays.asList(KerasException.notNull("Dropout.noiseShape", "lengths", lengths)));
        return set(() -> noiseShape = given);
    }

    @Override
    protected void config(Config config) {
        rate = Numbers.part("Dropout.rate", config.number("rate", rate));
        seed.config(config);
        noiseShape = valid(config.raw("noise_shape", noiseShape));
    }

    private static List<Integer> valid(Object lengths) {
        if (lengths == null) {
            return null;
        }
        List<Integer> valid = new ArrayList<>();
        for (Object length : lengths instanceof List<?> list ? list : List.of(0)) {
            if (length != null && !(length instanceof Integer number && number > 0)) {
                throw KerasException.expected("Dropout.noiseShape", "a list of positive lengths, or null", lengths);
            }
            valid.add((Integer) length);
        }
        return valid;
    }

    @Override
    protected Symbol call(Symbol x, Call call) {
        return call.training() ? Ops.dropout(x, rate, noiseShape, seed.generator()) : x;
    }

    @Override
    protected Symbol computeMask(Symbol x, Symbol mask) {
        return mask;
    }

    @Override
    protected boolean isIdentity() {
        return rate == 0;
    }
}
