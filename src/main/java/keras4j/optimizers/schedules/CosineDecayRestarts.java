package keras4j.optimizers.schedules;

import keras4j.core.Config;

/**
 * Falls along a half wave of the cosine, again and again. Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts",
 * 2017. Keras: {@code CosineDecayRestarts}.
 */
public final class CosineDecayRestarts extends DecaySchedule<CosineDecayRestarts> {
    private double tMul = 2;
    private double mMul = 1;
    private double alpha;

    private CosineDecayRestarts() {
        super("SGDRDecay", "firstDecaySteps");
    }

    /**
     * @param initialLearningRate that of the first step
     * @param firstDecaySteps how many steps the first wave has
     */
    public CosineDecayRestarts(double initialLearningRate, double firstDecaySteps) {
        this();
        decay(initialLearningRate, firstDecaySteps);
    }

    /** How many times longer each wave is than the one before. */
    public CosineDecayRestarts tMul(double value) {
        tMul = positive("tMul", value);
        return this;
    }

    /** How many times higher each wave is than the one before. */
    public CosineDecayRestarts mMul(double value) {
        mMul = notNegative("mMul", value);
        return this;
    }

    /** Which part of the first learning rate is left at the end of a wave. */
    public CosineDecayRestarts alpha(double value) {
        alpha = notNegative("alpha", value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        tMul(config.number("t_mul", tMul));
        mMul(config.number("m_mul", mMul));
        alpha(config.number("alpha", alpha));
    }

    @Override
    public double at(long step) {
        float completed = step / decaySteps();
        float longer = (float) tMul;
        float restarts;
        if (longer == 1) {
            restarts = (float) Math.floor(completed);
            completed -= restarts;
        } else {
            restarts = (float) Math.floor((float) Math.log(1 - completed * (1 - longer)) / (float) Math.log(longer));
            float begun = (1 - power(longer, restarts)) / (1 - longer);
            completed = (completed - begun) / power(longer, restarts);
        }
        return initialLearningRate() * cosine(power((float) mMul, restarts), completed, alpha);
    }
}
