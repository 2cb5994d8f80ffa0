package keras4j.optimizers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.Variable;

/**
 * The momentum of a matrix, made about orthogonal by steps of Newton and Schulz: m = momentum m + g, w -= rate rmsRate sqrt(max(rows,
 * columns)) orthogonal(g + momentum m). Weights that are no matrices, those of embeddings and those of {@link #excludeLayers} move as in
 * {@link AdamW}. Jordan, "Muon: an optimizer for hidden layers in neural networks", 2024; Liu et al., "Muon is scalable for LLM training",
 * 2025. Keras: {@code Muon}.
 */
public final class Muon extends GradientOptimizer<Muon> {
    private static final int MAX_STEPS = 1000;

    private double adamBeta1 = 0.9;
    private double adamBeta2 = 0.999;
    private Double adamWeightDecay = 0.004;
    private double epsilon = 1e-7;
    private List<String> excludeLayers = List.of();
    private boolean excludeEmbeddings = true;
    private double muonA = 3.4445;
    private double muonB = -4.7750;
    private double muonC = 2.0315;
    private double adamLrRatio = 1;
    private double momentum = 0.95;
    private int nsSteps = 5;
    private boolean nesterov = true;
    private Double rmsRate = 0.2;

    public Muon() {
        super(0.001);
        weightDecay(0.004);
    }

    /** How much of the gradients' mean is kept from step to step, where Adam moves weights. */
    public Muon adamBeta1(double value) {
        adamBeta1 = Check.decay(this, "adamBeta1", value);
        return this;
    }

    /** How much of the squared gradients' mean is kept from step to step, where Adam moves weights. */
    public Muon adamBeta2(double value) {
        adamBeta2 = Check.decay(this, "adamBeta2", value);
        return this;
    }

    /** The part of a weight that goes with each step, times the step size, where Adam moves weights. */
    public Muon adamWeightDecay(double value) {
        adamWeightDecay = Check.notNegative(this, "adamWeightDecay", value);
        return this;
    }

    /** Added to the root, where Adam moves weights. */
    public Muon epsilon(double value) {
        epsilon = Check.notNegative(this, "epsilon", value);
        return this;
    }

    /** Adam moves weights in whose path one of these regular expressions is found, such as "output_dense". */
    public Muon excludeLayers(String... values) {
        Check.all(this, "excludeLayers", "regular expressions", values == null ? null : Arrays.asList(values));
        for (String regex : values) {
            Check.pattern(this, "excludeLayers", regex);
        }
        excludeLayers = List.of(values);
        return this;
    }

    /** Whether Adam moves weights that have "embedding" in their path. */
    public Muon excludeEmbeddings(boolean value) {
        excludeEmbeddings = value;
        return this;
    }

    /** The polynomial's factor of x. */
    public Muon muonA(double value) {
        muonA = Check.finite(this, "muonA", value);
        return this;
    }

    /** The polynomial's factor of x x' x. */
    public Muon muonB(double value) {
        muonB = Check.finite(this, "muonB", value);
        return this;
    }

    /** The polynomial's factor of (x x')^2 x. */
    public Muon muonC(double value) {
        muonC = Check.finite(this, "muonC", value);
        return this;
    }

    /** Adam's learning rate is so many times this one's. */
    public Muon adamLrRatio(double value) {
        adamLrRatio = Check.finite(this, "adamLrRatio", value);
        return this;
    }

    /** How much of the momentum is kept from step to step. */
    public Muon momentum(double value) {
        momentum = Check.finite(this, "momentum", value);
        return this;
    }

    /** How often the polynomial is applied. */
    public Muon nsSteps(int value) {
        if (Check.atLeast(this, "nsSteps", 0, value) > MAX_STEPS) {
            throw KerasException.expected("Muon.nsSteps", "at most " + MAX_STEPS, value);
        }
        nsSteps = value;
        return this;
    }

    /** Whether the momentum is Nesterov's. */
    public Muon nesterov(boolean value) {
        nesterov = value;
        return this;
    }

    /** Makes steps as large as Adam's: times this and the root of the matrix's longer side; null for not. */
    public Muon rmsRate(Double value) {
        rmsRate = value == null ? null : (Double) Check.finite(this, "rmsRate", value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        adamBeta1(config.number("adam_beta_1", adamBeta1));
        adamBeta2(config.number("adam_beta_2", adamBeta2));
        epsilon(config.number("epsilon", epsilon));
        excludeLayers(texts(config.raw("exclude_layers", excludeLayers)));
        muonA(config.number("muon_a", muonA));
        muonB(config.number("muon_b", muonB));
        muonC(config.number("muon_c", muonC));
        adamLrRatio(config.number("adam_lr_ratio", adamLrRatio));
        momentum(config.number("momentum", momentum));
        nsSteps(config.integer("ns_steps", nsSteps));
        nesterov = config.flag("nesterov", nesterov);
        excludeEmbeddings = config.flag("exclude_embeddings", excludeEmbeddings);
        adamWeightDecay =
                Check.notNegative(this, "adamWeightDecay", config.optionalNumber("adam_weight_decay", adamWeightDecay));
        rmsRate(config.optionalNumber("rms_rate", rmsRate));
    }

    private static String[] texts(Object found) {
        if (found == null) {
            return new String[0];
        }
        if (!(found instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
            throw KerasException.expected("Muon.excludeLayers", "strings", found);
        }
        return list.toArray(String[]::new);
    }

    private boolean usesAdam(Variable variable) {
        String path = variable.path();
        return variable.shape().rank() != 2
                || excludeEmbeddings && path.toLowerCase(Locale.ROOT).contains("embedding")
                || excludeLayers.stream()
                        .anyMatch(regex -> Check.pattern(this, "excludeLayers", regex)
                                .matcher(path)
                                .find());
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("momentum", "velocity"));
    }

    @Override
    protected Shape shape(String slot, Variable variable) {
        return slot.equals("momentum") || usesAdam(variable) ? variable.shape() : null;
    }

    @Override
    protected Object workspace(Variable variable) {
        return usesAdam(variable) ? null : new NewtonSchulz(variable.shape());
    }

    @Override
    protected double decayOf(Variable variable) {
        if (!usesAdam(variable)) {
            return super.decayOf(variable);
        }
        return adamWeightDecay == null || !decays(variable) ? 0 : adamWeightDecay;
    }

    @Override
    protected boolean isElementwise() {
        return false;
    }

    @Override
    protected void update(Update at, int from, int to) {
        if (at.workspace() instanceof NewtonSchulz orthogonal) {
            update(at, from, to, orthogonal);
            return;
        }
        MomentOptimizer.move(at, from, to, (float) (1 - adamBeta1), (float) (1 - adamBeta2));
        float rate = at.rate() * (float) adamLrRatio;
        float alpha = AdamRule.alpha(rate, (float) adamBeta1, (float) adamBeta2, at.step());
        AdamRule.step(at, from, to, alpha, at.slot(1), (float) epsilon);
    }

    /** The step stands in the place of the gradients. */
    private void update(Update at, int from, int to, NewtonSchulz orthogonal) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] m = at.slot(0);
        float kept = (float) momentum;
        float less = (float) (momentum - 1);
        for (int i = from; i < to; i++) {
            m[i] += gradients[i] + m[i] * less;
            gradients[i] = nesterov ? gradients[i] + kept * m[i] : m[i];
        }
        orthogonal.run(gradients, from, nsSteps, (float) muonA, (float) muonB, (float) muonC);
        Shape shape = at.variable().shape();
        float size = (float) Math.sqrt(Math.max(shape.dim(0), shape.dim(1)));
        float factor = rmsRate == null ? 1 : size * rmsRate.floatValue();
        for (int i = from; i < to; i++) {
            weights[i] -= at.rate() * gradients[i] * factor;
        }
    }
}
