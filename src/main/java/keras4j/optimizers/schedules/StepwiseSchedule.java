package keras4j.optimizers.schedules;

import keras4j.core.Config;

/** A decay by a rate, all along or at once after so many steps. */
abstract class StepwiseSchedule<S extends StepwiseSchedule<S>> extends DecaySchedule<S> {
    private double decayRate;
    private boolean staircase;

    StepwiseSchedule(String name) {
        super(name, "decaySteps");
    }

    final void decay(double initialLearningRate, double decaySteps, double decayRate) {
        decay(initialLearningRate, decaySteps);
        this.decayRate = notNegative("decayRate", decayRate);
    }

    /** Whether the learning rate stays the same for all of the decay's steps. */
    public final S staircase(boolean value) {
        staircase = value;
        return self();
    }

    final float decayRate() {
        return (float) decayRate;
    }

    /** How many decays there have been. */
    final float decays(long step) {
        float decays = step / decaySteps();
        return staircase ? (float) Math.floor(decays) : decays;
    }

    @Override
    public final void config(Config config) {
        super.config(config);
        decayRate = notNegative("decayRate", config.number("decay_rate", decayRate));
        staircase = config.flag("staircase", staircase);
    }
}
