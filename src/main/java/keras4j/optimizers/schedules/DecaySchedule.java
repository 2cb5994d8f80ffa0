package keras4j.optimizers.schedules;

import keras4j.core.Config;

/** A learning rate that decays from a first one on, over so many steps. */
abstract class DecaySchedule<S extends DecaySchedule<S>> extends NamedSchedule<S> {
    /** The argument that says over how many steps. */
    private final String ofSteps;

    private double initialLearningRate;
    private double decaySteps = 1;

    DecaySchedule(String name, String ofSteps) {
        super(name);
        this.ofSteps = ofSteps;
    }

    final void decay(double initialLearningRate, double decaySteps) {
        this.initialLearningRate = notNegative("initialLearningRate", initialLearningRate);
        this.decaySteps = positive(ofSteps, decaySteps);
    }

    final float initialLearningRate() {
        return (float) initialLearningRate;
    }

    final float decaySteps() {
        return (float) decaySteps;
    }

    @Override
    public void config(Config config) {
        decay(
                config.number("initial_learning_rate", initialLearningRate),
                config.number(ofSteps.equals("decaySteps") ? "decay_steps" : "first_decay_steps", decaySteps));
        super.config(config);
    }

    static float power(float base, float exponent) {
        return (float) Math.pow(base, exponent);
    }

    /** A half wave of the cosine, from 1 to alpha. */
    static float cosine(float height, float completed, double alpha) {
        float wave = 0.5f * height * (1 + (float) Math.cos((float) Math.PI * completed));
        return (float) (1 - alpha) * wave + (float) alpha;
    }
}
