package keras4j.optimizers.schedules;

/** initialLearningRate decayRate^(step / decaySteps). Keras: {@code ExponentialDecay}. */
public final class ExponentialDecay extends StepwiseSchedule<ExponentialDecay> {
    private ExponentialDecay() {
        super("ExponentialDecay");
    }

    /**
     * @param initialLearningRate that of the first step
     * @param decaySteps the steps of one decay
     * @param decayRate what it is multiplied by in these
     */
    public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate) {
        this();
        decay(initialLearningRate, decaySteps, decayRate);
    }

    @Override
    public double at(long step) {
        return initialLearningRate() * power(decayRate(), decays(step));
    }
}
