package keras4j.core;

/** An optimizer at work on one model: the rule, the steps taken, and what is remembered for each weight. */
public final class OptimizerState {
    private final Optimizer rule;
    private final float[][] slots;
    private long iterations;

    /**
     * @param rule the optimizer
     * @param weights the number of weights
     */
    public OptimizerState(Optimizer rule, int weights) {
        this.rule = rule;
        slots = new float[rule.slots().size()][weights];
    }

    /** Takes one step; {@code gradients} are of the mean loss and indexed as the weights. */
    public void step(float[] weights, float[] gradients) {
        rule.update(weights, gradients, slots, 0, weights.length, iterations + 1);
        iterations++;
    }

    /** The number of values that Keras counts as the optimizer's: its slots, the steps taken and the learning rate. */
    public long countParams() {
        long count = 2;
        for (float[] slot : slots) {
            count += slot.length;
        }
        return count;
    }

    /** The memory of those values in Keras: float32, with the steps taken as int64. */
    public long bytes() {
        return 4 * countParams() + 4;
    }
}
