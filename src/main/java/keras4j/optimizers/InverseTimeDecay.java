package keras4j.optimizers;

import keras4j.core.Config;
import keras4j.core.Configurable;
import keras4j.core.KerasException;
import keras4j.core.Registry;

/**
 * A learning rate that becomes smaller: initial / (1 + rate steps / decay steps). Optimizers of Keras 1 and 2 have it as their
 * {@code decay}. Keras: {@code schedules.InverseTimeDecay}.
 */
final class InverseTimeDecay implements Configurable {
    static final Registry<InverseTimeDecay> REGISTRY = new Registry<InverseTimeDecay>(
                    "learning rate schedule",
                    "keras.optimizers.schedules",
                    InverseTimeDecay.class,
                    "keras4j.optimizers")
            .add("InverseTimeDecay", "InverseTimeDecay");

    private float initial;
    private double steps = 1;
    private double rate;

    InverseTimeDecay() {}

    /** The same with another first learning rate. */
    InverseTimeDecay from(float value) {
        InverseTimeDecay other = new InverseTimeDecay();
        other.initial = value;
        other.steps = steps;
        other.rate = rate;
        return other;
    }

    /** The learning rate of the first step. */
    float initial() {
        return initial;
    }

    /**
     * The learning rate after so many steps, in float32 as Keras has it.
     *
     * @param first that of the first step
     */
    float at(float first, long taken) {
        return first / (1 + (float) rate * (taken / (float) steps));
    }

    @Override
    public void config(Config config) {
        initial = (float) config.number("initial_learning_rate", initial);
        steps = config.number("decay_steps", steps);
        rate = config.number("decay_rate", rate);
        config.only("staircase", false);
        config.unused("name", "InverseTimeDecay");
        if (!(initial >= 0 && steps > 0 && rate >= 0 && initial + rate / steps <= Float.MAX_VALUE)) {
            throw KerasException.expected(
                    "InverseTimeDecay",
                    "a learning rate and a decay of at least 0, and positive steps",
                    initial + ", " + rate + " and " + steps);
        }
    }
}
