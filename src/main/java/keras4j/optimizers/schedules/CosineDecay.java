package keras4j.optimizers.schedules;

import keras4j.core.Config;

/**
 * Falls along a half wave of the cosine; before that it grows along a straight line, if there is a warmup. Loshchilov and Hutter, "SGDR:
 * stochastic gradient descent with warm restarts", 2017. Keras: {@code CosineDecay}.
 */
public final class CosineDecay extends DecaySchedule<CosineDecay> {
    private double alpha;
    private Double warmupTarget;
    private int warmupSteps;

    private CosineDecay() {
        super("CosineDecay", "decaySteps");
    }

    /**
     * @param initialLearningRate that of the first step
     * @param decaySteps how many steps it falls
     */
    public CosineDecay(double initialLearningRate, double decaySteps) {
        this();
        decay(initialLearningRate, decaySteps);
    }

    /** Which part of the learning rate is left at the end. */
    public CosineDecay alpha(double value) {
        alpha = notNegative("alpha", value);
        return this;
    }

    /** To what the learning rate grows, from which it falls then; without it there is no warmup. */
    public CosineDecay warmupTarget(double value) {
        warmupTarget = notNegative("warmupTarget", value);
        return this;
    }

    /** How many steps it grows. */
    public CosineDecay warmupSteps(int value) {
        warmupSteps = (int) notNegative("warmupSteps", value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        alpha(config.number("alpha", alpha));
        warmupTarget = config.optionalNumber("warmup_target", warmupTarget);
        if (warmupTarget != null) {
            warmupTarget(warmupTarget);
        }
        warmupSteps(config.integer("warmup_steps", warmupSteps));
    }

    @Override
    public double at(long step) {
        float steps = decaySteps();
        if (warmupTarget == null) {
            return initialLearningRate() * cosine(1, Math.min(step, steps) / steps, alpha);
        }
        float target = warmupTarget.floatValue();
        float taken = Math.min(step, steps + warmupSteps);
        if (taken < warmupSteps) {
            return (target - initialLearningRate()) * (taken / warmupSteps) + initialLearningRate();
        }
        return target * cosine(1, (taken - warmupSteps) / steps, alpha);
    }
}
