package keras4j.optimizers;

import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Optimizer;
import keras4j.core.Span;

/**
 * What Keras's optimizers have in common: the step size, gradients cut down to a size, and weights that decay. Keras:
 * {@code Optimizer}.
 */
abstract class GradientOptimizer<O extends GradientOptimizer<O>> implements Optimizer, Cloneable {
    private static final String LEARNING_RATE = "learning_rate";

    private String name;
    /** It may be set while another thread trains. */
    private volatile double learningRate;

    private InverseTimeDecay schedule;

    private Double weightDecay;
    private Double clipnorm;
    private Double globalClipnorm;
    private Double clipvalue;

    GradientOptimizer(double learningRate) {
        name = Names.snakeCase(className());
        this.learningRate = learningRate;
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
        learningRate = notNegative("learningRate", value);
        return self();
    }

    /** The part of a weight that goes with each step, times the step size; none unless given. */
    public final O weightDecay(double value) {
        weightDecay = notNegative("weightDecay", value);
        return self();
    }

    /** The largest norm of each weight's gradient; longer gradients are shortened to it. */
    public final O clipnorm(double value) {
        clipnorm = positive("clipnorm", value);
        return oneClip();
    }

    /** The largest norm of all gradients together. */
    public final O globalClipnorm(double value) {
        globalClipnorm = positive("globalClipnorm", value);
        return oneClip();
    }

    /** The largest size of a gradient's numbers; larger ones are cut off. */
    public final O clipvalue(double value) {
        clipvalue = positive("clipvalue", value);
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

    @Override
    public final double learningRate() {
        return learningRate;
    }

    @Override
    public final double learningRateAfter(long steps) {
        return schedule == null ? learningRate : schedule.at((float) learningRate, steps);
    }

    @Override
    public final boolean isScheduled() {
        return schedule != null;
    }

    @Override
    @SuppressWarnings("unchecked")
    public final O copy() {
        try {
            return (O) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether a step is the bare rule, without clipping and decay. */
    private boolean isBare() {
        return !isOn(weightDecay) && !isOn(clipnorm) && !isOn(globalClipnorm) && !isOn(clipvalue);
    }

    /** To Keras 0 is the same as none. */
    private static boolean isOn(Double argument) {
        return argument != null && argument > 0;
    }

    @Override
    public void config(Config config) {
        name = Names.valid(className() + ".name", config.text("name", name));
        float written = configLearningRate(config);
        if (written != (float) learningRate) {
            learningRate(Double.parseDouble(Float.toString(written)));
        }
        weightDecay = notNegative("weightDecay", config.optionalNumber("weight_decay", weightDecay));
        clipnorm = notNegative("clipnorm", config.optionalNumber("clipnorm", clipnorm));
        globalClipnorm = notNegative("globalClipnorm", config.optionalNumber("global_clipnorm", globalClipnorm));
        clipvalue = notNegative("clipvalue", config.optionalNumber("clipvalue", clipvalue));
        oneClip();
        config.only("use_ema", false);
        config.unused("ema_momentum", 0.99);
        config.unused("ema_overwrite_frequency", null);
        config.only("loss_scale_factor", (Object) null);
        config.only("gradient_accumulation_steps", (Object) null);
    }

    /** A number, or a schedule that begins with it. */
    private float configLearningRate(Config config) {
        boolean isSchedule = config.raw(LEARNING_RATE, null) instanceof Map<?, ?>;
        if (schedule == null && !isSchedule) {
            return (float) config.number(LEARNING_RATE, (float) learningRate);
        }
        InverseTimeDecay from = schedule == null ? null : schedule.from((float) learningRate);
        schedule = config.object(LEARNING_RATE, from, InverseTimeDecay.REGISTRY);
        return schedule.initial();
    }

    @Override
    public final void prepare(float[] weights, float[] gradients, List<Span> variables, float rate) {
        if (isBare()) {
            return;
        }
        double sum = 0;
        for (int i = 0; i < variables.size(); i++) {
            Span span = variables.get(i);
            if (isOn(clipvalue)) {
                Clipping.byValue(gradients, span, clipvalue.floatValue());
            } else if (isOn(clipnorm)) {
                Clipping.byNorm(gradients, span, Math.sqrt(Clipping.squares(gradients, span)), clipnorm);
            }
            sum += isOn(globalClipnorm) ? Clipping.squares(gradients, span) : 0;
        }
        for (int i = 0; i < variables.size(); i++) {
            if (isOn(globalClipnorm)) {
                Clipping.byNorm(gradients, variables.get(i), Math.sqrt(sum), globalClipnorm);
            }
            if (isOn(weightDecay)) {
                decay(weights, variables.get(i), rate);
            }
        }
    }

    private void decay(float[] weights, Span span, float rate) {
        float decay = weightDecay.floatValue();
        for (int i = span.from(); i < span.to(); i++) {
            weights[i] -= weights[i] * decay * rate;
        }
    }

    /** How much is kept from step to step. */
    final double decay(String argument, double value) {
        if (!(value >= 0 && value < 1)) {
            throw KerasException.expected(className() + "." + argument, "a number from 0 to less than 1", value);
        }
        return value;
    }

    final double notNegative(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(className() + "." + argument, "a number of at least 0", value);
        }
        return value;
    }

    private Double notNegative(String argument, Double value) {
        return value == null ? null : (Double) notNegative(argument, value.doubleValue());
    }

    private double positive(String argument, double value) {
        if (!(value > 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(className() + "." + argument, "a positive number", value);
        }
        return value;
    }
}
