package keras4j.optimizers.schedules;

/**
 * initialLearningRate / (1 + decayRate step / decaySteps). Optimizers of Keras 1 and 2 have it as their {@code decay}. Keras: {@code
 * InverseTimeDecay}.
 */
public final class InverseTimeDecay extends StepwiseSchedule<InverseTimeDecay> {
    private InverseTimeDecay() {
        super("InverseTimeDecay");
    }

    /**
     * @param initialLearningRate that of the first step
     * @param decaySteps the steps of one decay
     * @param decayRate what is added to the divisor in these
     */
    public InverseTimeDecay(double initialLearningRate, double decaySteps, double decayRate) {
        this();
        decay(initialLearningRate, decaySteps, decayRate);
    }

    @Override
    public double at(long step) {
        return initialLearningRate() / (1 + decayRate() * decays(step));
    }
}
