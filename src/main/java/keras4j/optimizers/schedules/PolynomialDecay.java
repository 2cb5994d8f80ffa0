package keras4j.optimizers.schedules;

import keras4j.core.Config;

/**
 * (initialLearningRate - endLearningRate) (1 - step / decaySteps)^power + endLearningRate, up to the last of these steps. Keras: {@code
 * PolynomialDecay}.
 */
public final class PolynomialDecay extends DecaySchedule<PolynomialDecay> {
    private double endLearningRate = 0.0001;
    private double power = 1;
    private boolean cycle;

    private PolynomialDecay() {
        super("PolynomialDecay", "decaySteps");
    }

    /**
     * @param initialLearningRate that of the first step
     * @param decaySteps after how many steps it is the last one
     */
    public PolynomialDecay(double initialLearningRate, double decaySteps) {
        this();
        decay(initialLearningRate, decaySteps);
    }

    /** The last learning rate. */
    public PolynomialDecay endLearningRate(double value) {
        endLearningRate = notNegative("endLearningRate", value);
        return this;
    }

    /** The polynomial's degree; 1 is a straight line. */
    public PolynomialDecay power(double value) {
        power = notNegative("power", value);
        return this;
    }

    /** Whether it begins again, higher than at the end, for the first multiple of decaySteps that is not yet over. */
    public PolynomialDecay cycle(boolean value) {
        cycle = value;
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        endLearningRate(config.number("end_learning_rate", endLearningRate));
        power(config.number("power", power));
        cycle = config.flag("cycle", cycle);
    }

    @Override
    public double at(long step) {
        float taken = step;
        float steps = decaySteps();
        if (!cycle) {
            taken = Math.min(taken, steps);
        } else if (step > 0) {
            steps *= (float) Math.ceil(taken / steps);
        }
        float end = (float) endLearningRate;
        return (initialLearningRate() - end) * power(1 - taken / steps, (float) power) + end;
    }
}
