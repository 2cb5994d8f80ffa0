package keras4j.initializers;

import java.util.List;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;

/**
 * Random numbers of variance scale / n, n being the fan in, the fan out or their mean. Keras: {@code VarianceScaling}; the
 * values differ from Keras's, whose generator is its backend's.
 */
public final class VarianceScaling extends Scaling<VarianceScaling> {
    private static final List<String> MODES = List.of("fan_in", "fan_out", "fan_avg");
    private static final List<String> DISTRIBUTIONS = List.of("truncated_normal", "untruncated_normal", "uniform");

    public VarianceScaling() {
        super(1, "fan_in", "truncated_normal");
    }

    /** The variance times n. */
    public VarianceScaling scale(double value) {
        if (!(value > 0)) {
            throw KerasException.expected("VarianceScaling.scale", "a positive number", value);
        }
        set(value, mode(), distribution());
        return this;
    }

    /** What n is: "fan_in", "fan_out" or "fan_avg". */
    public VarianceScaling mode(String value) {
        set(scale(), Names.oneOf("VarianceScaling.mode", value, MODES), distribution());
        return this;
    }

    /** "truncated_normal" (or "normal"), "untruncated_normal" or "uniform". */
    public VarianceScaling distribution(String value) {
        String known = "normal".equals(value) ? "truncated_normal" : value;
        set(scale(), mode(), Names.oneOf("VarianceScaling.distribution", known, DISTRIBUTIONS));
        return this;
    }

    @Override
    public void config(Config config) {
        scale(config.number("scale", scale()));
        mode(config.text("mode", mode()));
        distribution(config.text("distribution", distribution()));
        super.config(config);
    }
}
