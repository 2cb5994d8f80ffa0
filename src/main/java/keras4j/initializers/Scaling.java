package keras4j.initializers;

import java.util.SplittableRandom;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Seeds;
import keras4j.core.Shape;

/** Random numbers whose variance is scale / n, n being the fan in, the fan out or their mean. */
abstract class Scaling<I extends Scaling<I>> implements Initializer {
    /** The standard deviation of a normal distribution cut off at two of its own. */
    private static final double CUT_DEVIATION = 0.87962566103423978;

    private double scale;
    private String mode;
    private String distribution;
    private Long seed;
    /** Null for those that a kernel has. */
    private int[] inputAxes;

    private int[] outputAxes;

    /**
     * @param mode fan_in, fan_out or fan_avg
     * @param distribution uniform, truncated_normal or untruncated_normal
     */
    Scaling(double scale, String mode, String distribution) {
        set(scale, mode, distribution);
    }

    final void set(double newScale, String newMode, String newDistribution) {
        scale = newScale;
        mode = newMode;
        distribution = newDistribution;
    }

    final double scale() {
        return scale;
    }

    final String mode() {
        return mode;
    }

    final String distribution() {
        return distribution;
    }

    /** Makes the values repeat; without it they follow from the process's seed. */
    @SuppressWarnings("unchecked")
    public I seed(long value) {
        seed = value;
        return (I) this;
    }

    /** The axes of the inputs of a weight that is no kernel as others are; given with {@link #outputAxes}. */
    @SuppressWarnings("unchecked")
    public I inputAxes(int... value) {
        inputAxes = value.clone();
        return (I) this;
    }

    /** The axes of the outputs of a weight that is no kernel as others are; given with {@link #inputAxes}. */
    @SuppressWarnings("unchecked")
    public I outputAxes(int... value) {
        outputAxes = value.clone();
        return (I) this;
    }

    @Override
    public void config(Config config) {
        seed = config.seed("seed", seed);
        inputAxes = config.written("input_axes", inputAxes, config::optionalIntegers);
        outputAxes = config.written("output_axes", outputAxes, config::optionalIntegers);
    }

    @Override
    public final void fill(float[] values, int offset, Shape shape) {
        boolean areGiven = inputAxes != null && outputAxes != null;
        Fans fans = areGiven ? Fans.of(shape, inputAxes, outputAxes) : Fans.of(shape);
        double fan = switch (mode) {
            case "fan_in" -> fans.in();
            case "fan_out" -> fans.out();
            default -> (fans.in() + fans.out()) / 2;
        };
        double variance = scale / Math.max(1, fan);
        SplittableRandom random = Seeds.generator(seed);
        switch (distribution) {
            case "uniform" -> {
                double limit = Math.sqrt(3 * variance);
                Draws.uniform(random, -limit, limit, values, offset, shape.size());
            }
            case "truncated_normal" ->
                Draws.truncatedNormal(random, 0, Math.sqrt(variance) / CUT_DEVIATION, values, offset, shape.size());
            default -> Draws.normal(random, 0, Math.sqrt(variance), values, offset, shape.size());
        }
    }
}
