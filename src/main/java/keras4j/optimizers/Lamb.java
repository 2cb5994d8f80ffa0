package keras4j.optimizers;

/**
 * {@link Adam}'s step, its means corrected one by one, as long as the weights themselves: w -= rate |w| / |step| step, with the norms of each
 * variable. You et al., "Large batch optimization for deep learning", 2020. Keras: {@code Lamb}.
 */
public final class Lamb extends MomentOptimizer<Lamb> {
    public Lamb() {
        super(0.001, 1e-7);
    }

    @Override
    protected boolean isElementwise() {
        return false;
    }

    /** The step stands in the place of the gradients. */
    @Override
    protected void update(Update at, int from, int to) {
        move(at, from, to, rest1(), rest2());
        float[] weights = at.weights();
        float[] step = at.gradients();
        float[] m = at.slot(0);
        float[] v = at.slot(1);
        float epsilon = epsilon();
        float correction1 = 1 - power(beta1(), at.step());
        float correction2 = 1 - power(beta2(), at.step());
        double ofWeights = 0;
        double ofStep = 0;
        for (int i = from; i < to; i++) {
            step[i] = m[i] / correction1 / ((float) Math.sqrt(v[i] / correction2) + epsilon);
            ofWeights += weights[i] * (double) weights[i];
            ofStep += step[i] * (double) step[i];
        }
        boolean hasRatio = ofWeights > 0 && ofStep > 0;
        float ratio = hasRatio ? (float) Math.sqrt(ofWeights) / (float) Math.sqrt(ofStep) : 1;
        float rate = ratio * at.rate();
        for (int i = from; i < to; i++) {
            weights[i] -= rate * step[i];
        }
    }
}
