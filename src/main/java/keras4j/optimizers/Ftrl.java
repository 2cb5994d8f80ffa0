package keras4j.optimizers;

import java.util.Arrays;
import java.util.List;
import keras4j.core.Config;

/**
 * Follow the regularized leader: n grows by g^2, z += g + 2 shrinkage w - (n^-p - n_before^-p) / rate w, and w is 0 if |z| is at most
 * l1, else (sign(z) l1 - z) / (n^-p / rate + 2 l2 + beta / rate), p being the power. McMahan et al., "Ad click prediction: a view from the
 * trenches", 2013. Keras: {@code Ftrl}.
 */
public final class Ftrl extends GradientOptimizer<Ftrl> {
    private double learningRatePower = -0.5;
    private double initialAccumulatorValue = 0.1;
    private double l1;
    private double l2;
    private double shrinkage;
    private double beta;

    public Ftrl() {
        super(0.001);
    }

    /** How the learning rate becomes smaller with the gradients: at most 0, which is a constant one. */
    public Ftrl learningRatePower(double value) {
        learningRatePower = Check.notPositive(this, "learningRatePower", value);
        return this;
    }

    /** What n begins with. */
    public Ftrl initialAccumulatorValue(double value) {
        initialAccumulatorValue = Check.notNegative(this, "initialAccumulatorValue", value);
        return this;
    }

    /** The weight of the sizes of the weights. */
    public Ftrl l1RegularizationStrength(double value) {
        l1 = Check.notNegative(this, "l1RegularizationStrength", value);
        return this;
    }

    /** The weight of the squares of the weights. */
    public Ftrl l2RegularizationStrength(double value) {
        l2 = Check.notNegative(this, "l2RegularizationStrength", value);
        return this;
    }

    /** The same, of which the gradient is added to the loss's. */
    public Ftrl l2ShrinkageRegularizationStrength(double value) {
        shrinkage = Check.notNegative(this, "l2ShrinkageRegularizationStrength", value);
        return this;
    }

    /** The paper's beta. */
    public Ftrl beta(double value) {
        beta = Check.finite(this, "beta", value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        learningRatePower(config.number("learning_rate_power", learningRatePower));
        initialAccumulatorValue(config.number("initial_accumulator_value", initialAccumulatorValue));
        l1RegularizationStrength(config.number("l1_regularization_strength", l1));
        l2RegularizationStrength(config.number("l2_regularization_strength", l2));
        l2ShrinkageRegularizationStrength(config.number("l2_shrinkage_regularization_strength", shrinkage));
        beta(config.number("beta", beta));
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("accumulator", "linear"));
    }

    @Override
    protected void begin(Update at) {
        Arrays.fill(at.slot(0), (float) initialAccumulatorValue);
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] n = at.slot(0);
        float[] z = at.slot(1);
        float rate = at.rate();
        float squares = 2 * ((float) l2 + (float) beta / (2 * rate));
        float most = (float) l1;
        float shrunk = (float) (2 * shrinkage);
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            float w = weights[i];
            float before = power(n[i]);
            n[i] += g * g;
            float after = power(n[i]);
            z[i] += g + shrunk * w - (after - before) / rate * w;
            float clipped = Math.min(Math.max(z[i], -most), most);
            weights[i] = (clipped - z[i]) / (after / rate + squares);
        }
    }

    private float power(float sum) {
        return learningRatePower == -0.5 ? (float) Math.sqrt(sum) : (float) Math.pow(sum, -learningRatePower);
    }
}
