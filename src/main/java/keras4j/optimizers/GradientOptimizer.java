package keras4j.optimizers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.LearningRateSchedule;
import keras4j.core.Names;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Variable;
import keras4j.ops.Symbol;
import keras4j.optimizers.schedules.Schedules;

/**
 * What Keras's optimizers have in common: the learning rate, gradients cut down to a size or added up over steps, weights that decay,
 * and averages of weights. One of your own has {@link #slots}, {@link #update} and its arguments in {@link #config}. Keras: {@code Optimizer}.
 *
 * @param <O> the optimizer's own class, which setters return
 */
public abstract class GradientOptimizer<O extends GradientOptimizer<O>> implements Optimizer, Cloneable {
    private static final String LEARNING_RATE = "learning_rate";

    private String name;
    /** It may be set while another thread trains. */
    private volatile double learningRate;

    private volatile LearningRateSchedule schedule;
    /** How many steps have been taken: the schedule's learning rate depends on it. */
    private volatile long taken;

    private Double weightDecay;
    private Double clipnorm;
    private Double globalClipnorm;
    private Double clipvalue;
    private boolean useEma;
    private double emaMomentum = 0.99;
    private Integer emaOverwriteFrequency;
    private Double lossScaleFactor;
    private Integer gradientAccumulationSteps;
    private Set<Symbol> undecayed = Set.of();
    private Pattern undecayedNames;

    /** @param learningRate unless another one is set */
    protected GradientOptimizer(double learningRate) {
        name = Names.snakeCase(className());
        this.learningRate = learningRate;
    }

    /**
     * The names of what is remembered of each weight, such as momentum and velocity, in groups and in Keras's order: files hold a group
     * weight after weight, and for each weight all values of the group.
     */
    protected abstract List<List<String>> slots();

    /**
     * The shape of what is remembered of a weight, the weight's own unless overridden: no larger than the weight, at whose place it
     * stands from the first number on; null for nothing.
     */
    protected Shape shape(String slot, Variable variable) {
        return variable.shape();
    }

    /** Whether Keras's files have a whole number there; none unless overridden. */
    protected boolean isWhole(String slot, Variable variable) {
        return false;
    }

    /** How many numbers are remembered of no weight. */
    protected int scalars() {
        return 0;
    }

    /** Makes what the rule needs at each step for a variable, such as memory; nothing unless overridden. */
    protected Object workspace(Variable variable) {
        return null;
    }

    /** Gives what is remembered its first values, with the weights as they are before the first step; they are 0 unless this is overridden. */
    protected void begin(Update at) {}

    /** Does what is to be done once in each step, before the updates. */
    protected void beginStep(Update at) {}

    /** Whether each weight changes by its own gradient alone: neighbours are one loop then, which several threads share. */
    protected boolean isElementwise() {
        return true;
    }

    /**
     * Changes {@code weights[from..to)} and what is remembered of them: any of the weights, or if the rule is not {@link
     * #isElementwise element-wise} those of a {@link Update#variable variable}. Keras: {@code update_step}.
     */
    protected abstract void update(Update at, int from, int to);

    /** What decays of a weight in each step, times the learning rate; 0 for nothing. */
    protected double decayOf(Variable variable) {
        return weightDecay == null || !decays(variable) ? 0 : weightDecay;
    }

    /** Whether it is not among the {@link #excludeFromWeightDecay excluded}. */
    final boolean decays(Variable variable) {
        return !undecayed.contains(variable.symbol())
                && (undecayedNames == null
                        || !undecayedNames.matcher(variable.path()).find());
    }

    @Override
    public OptimizerState state(float[] weights, List<Variable> variables) {
        return new GradientState(this, weights, variables);
    }

    private String className() {
        return Names.classOf(this);
    }

    @SuppressWarnings("unchecked")
    final O self() {
        return (O) this;
    }

    /** The name in Keras's config. */
    public final O name(String value) {
        name = Names.valid(className() + ".name", value);
        return self();
    }

    @Override
    public final O learningRate(double value) {
        if (schedule != null) {
            throw KerasException.expected(
                    className() + ".learningRate", "an optimizer whose learning rate no schedule says", value);
        }
        learningRate = Check.notNegative(this, "learningRate", value);
        return self();
    }

    @Override
    public final O learningRate(LearningRateSchedule value) {
        schedule = KerasException.notNull(className() + ".learningRate", "a number or a schedule", value);
        return self();
    }

    /** The part of a weight that goes with each step, times the step size; none unless given. */
    public final O weightDecay(double value) {
        weightDecay = Check.notNegative(this, "weightDecay", value);
        return self();
    }

    /** Lets weights stay that would decay: a model's, such as {@code layer.getWeights}'s symbols. Files do not have it, as in Keras. */
    public final O excludeFromWeightDecay(List<Symbol> varList) {
        Check.all(this, "excludeFromWeightDecay", "weights", varList);
        undecayed = Set.copyOf(varList);
        return self();
    }

    /**
     * The same for weights in whose path one of these regular expressions is found, such as "bias" in "sequential/dense/bias". Keras:
     * {@code var_names}, on TensorFlow.
     */
    public final O excludeFromWeightDecay(String... varNames) {
        Check.all(
                this,
                "excludeFromWeightDecay",
                "regular expressions",
                varNames == null ? null : Arrays.asList(varNames));
        undecayedNames =
                varNames.length == 0 ? null : Check.pattern(this, "excludeFromWeightDecay", String.join("|", varNames));
        return self();
    }

    /** The largest norm of each weight's gradient; longer gradients are shortened to it. */
    public final O clipnorm(double value) {
        clipnorm = Check.positive(this, "clipnorm", value);
        return oneClip();
    }

    /** The largest norm of all gradients together. */
    public final O globalClipnorm(double value) {
        globalClipnorm = Check.positive(this, "globalClipnorm", value);
        return oneClip();
    }

    /** The largest size of a gradient's numbers; larger ones are cut off. */
    public final O clipvalue(double value) {
        clipvalue = Check.positive(this, "clipvalue", value);
        return oneClip();
    }

    private O oneClip() {
        if ((clipnorm != null ? 1 : 0) + (globalClipnorm != null ? 1 : 0) + (clipvalue != null ? 1 : 0) > 1) {
            throw KerasException.expected(
                    className(),
                    "only one of clipnorm, globalClipnorm and clipvalue",
                    "clipnorm " + clipnorm + ", globalClipnorm " + globalClipnorm + ", clipvalue " + clipvalue);
        }
        return self();
    }

    /** Whether moving averages of the weights are kept, which become the weights when a fit ends. */
    public final O useEma(boolean value) {
        useEma = value;
        return self();
    }

    /** How much of the averages is kept from step to step, from 0 to 1. */
    public final O emaMomentum(double value) {
        emaMomentum = Check.fraction(this, "emaMomentum", value);
        return self();
    }

    /** After each how many steps the averages become the weights, in the middle of a fit, too. */
    public final O emaOverwriteFrequency(int value) {
        emaOverwriteFrequency = Check.atLeast(this, "emaOverwriteFrequency", 1, value);
        return self();
    }

    /** A factor of the loss against gradients that are too small for float16. It changes nothing here: all is float32. */
    public final O lossScaleFactor(double value) {
        lossScaleFactor = Check.positive(this, "lossScaleFactor", value);
        return self();
    }

    /** How many steps' gradients are added up before weights change, by their mean; at least 2. */
    public final O gradientAccumulationSteps(int value) {
        gradientAccumulationSteps = Check.atLeast(this, "gradientAccumulationSteps", 2, value);
        return self();
    }

    @Override
    public final double learningRate() {
        return rateAfter(taken);
    }

    /** The learning rate of the step after so many. */
    final double rateAfter(long steps) {
        LearningRateSchedule known = schedule;
        if (known == null) {
            return learningRate;
        }
        double rate = known.at(steps);
        if (!(rate >= 0 && rate <= Float.MAX_VALUE)) {
            throw KerasException.expected(
                    className() + ".learningRate", "a schedule that gives numbers of at least 0", rate);
        }
        return rate;
    }

    /** Says how many steps have been taken. */
    final void taken(long steps) {
        taken = steps;
    }

    @Override
    public final boolean isScheduled() {
        return schedule != null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public final O copy() {
        try {
            O copy = (O) clone();
            copy.taken(0);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    final String name() {
        return name;
    }

    /** 0 for none, to which 0 is the same in Keras. */
    final double clipnorm() {
        return clipnorm == null ? 0 : clipnorm;
    }

    final double globalClipnorm() {
        return globalClipnorm == null ? 0 : globalClipnorm;
    }

    final double clipvalue() {
        return clipvalue == null ? 0 : clipvalue;
    }

    final boolean usesEma() {
        return useEma;
    }

    final float emaMomentum() {
        return (float) emaMomentum;
    }

    /** 0 for never. */
    final int emaOverwriteFrequency() {
        return emaOverwriteFrequency == null ? 0 : emaOverwriteFrequency;
    }

    /** 1 for each step. */
    final int accumulationSteps() {
        return gradientAccumulationSteps == null ? 1 : gradientAccumulationSteps;
    }

    @Override
    public void config(Config config) {
        name = Names.valid(className() + ".name", config.text("name", name));
        configLearningRate(config);
        weightDecay = Check.notNegative(this, "weightDecay", config.optionalNumber("weight_decay", weightDecay));
        clipnorm = Check.notNegative(this, "clipnorm", config.optionalNumber("clipnorm", clipnorm));
        globalClipnorm =
                Check.notNegative(this, "globalClipnorm", config.optionalNumber("global_clipnorm", globalClipnorm));
        clipvalue = Check.notNegative(this, "clipvalue", config.optionalNumber("clipvalue", clipvalue));
        oneClip();
        useEma = config.flag("use_ema", useEma);
        emaMomentum(config.number("ema_momentum", emaMomentum));
        emaOverwriteFrequency = Check.atLeastOrNone(
                this,
                "emaOverwriteFrequency",
                1,
                config.optionalInteger("ema_overwrite_frequency", emaOverwriteFrequency));
        lossScaleFactor =
                Check.notNegative(this, "lossScaleFactor", config.optionalNumber("loss_scale_factor", lossScaleFactor));
        gradientAccumulationSteps = Check.atLeastOrNone(
                this,
                "gradientAccumulationSteps",
                2,
                config.optionalInteger("gradient_accumulation_steps", gradientAccumulationSteps));
    }

    /** A number, in float32 as Keras has it, or a schedule. */
    private void configLearningRate(Config config) {
        if (schedule != null || config.raw(LEARNING_RATE, null) instanceof Map<?, ?>) {
            schedule = config.object(LEARNING_RATE, schedule, Schedules.REGISTRY);
            return;
        }
        float written = (float) config.number(LEARNING_RATE, (float) learningRate);
        if (written != (float) learningRate) {
            learningRate(Double.parseDouble(Float.toString(written)));
        }
    }
}
