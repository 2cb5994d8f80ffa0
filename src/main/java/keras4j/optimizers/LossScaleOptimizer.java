package keras4j.optimizers;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.LearningRateSchedule;
import keras4j.core.Names;
import keras4j.core.Optimizer;
import keras4j.core.OptimizerState;
import keras4j.core.Variable;

/**
 * Lets another optimizer take the steps whose gradients are finite, and also finite when they are multiplied by a scale: one that
 * is halved when they are not, and doubled after so many steps in which they were. In float16 small gradients need it; here all is
 * float32, and it leaves out steps that would make weights NaN. Keras: {@code LossScaleOptimizer}.
 */
public final class LossScaleOptimizer implements Optimizer {
    private String name = "loss_scale_optimizer";
    private Optimizer innerOptimizer;
    private double initialScale = 1 << 15;
    private int dynamicGrowthSteps = 2000;

    private LossScaleOptimizer() {}

    /** @param innerOptimizer takes the steps */
    public LossScaleOptimizer(Optimizer innerOptimizer) {
        this.innerOptimizer = KerasException.notNull("LossScaleOptimizer", "an inner optimizer", innerOptimizer);
    }

    /** The name in Keras's config. */
    public LossScaleOptimizer name(String value) {
        name = Names.valid("LossScaleOptimizer.name", value);
        return this;
    }

    /** The scale of the first step. */
    public LossScaleOptimizer initialScale(double value) {
        initialScale = Check.positive(this, "initialScale", value);
        return this;
    }

    /** After how many steps with finite gradients the scale is doubled. */
    public LossScaleOptimizer dynamicGrowthSteps(int value) {
        dynamicGrowthSteps = Check.atLeast(this, "dynamicGrowthSteps", 1, value);
        return this;
    }

    /** The optimizer that takes the steps. */
    public Optimizer getInnerOptimizer() {
        return KerasException.notNull("LossScaleOptimizer", "an inner optimizer", innerOptimizer);
    }

    float initialScale() {
        return (float) initialScale;
    }

    int dynamicGrowthSteps() {
        return dynamicGrowthSteps;
    }

    @Override
    public void config(Config config) {
        name = Names.valid("LossScaleOptimizer.name", config.text("name", name));
        innerOptimizer = config.object("inner_optimizer", innerOptimizer, Optimizers.REGISTRY);
        getInnerOptimizer();
        initialScale(config.number("initial_scale", initialScale));
        dynamicGrowthSteps(config.integer("dynamic_growth_steps", dynamicGrowthSteps));
    }

    @Override
    public double learningRate() {
        return getInnerOptimizer().learningRate();
    }

    @Override
    public LossScaleOptimizer learningRate(double value) {
        getInnerOptimizer().learningRate(value);
        return this;
    }

    @Override
    public LossScaleOptimizer learningRate(LearningRateSchedule schedule) {
        getInnerOptimizer().learningRate(schedule);
        return this;
    }

    @Override
    public Map<String, Optimizer> rates() {
        return getInnerOptimizer().rates();
    }

    /** 0, as in Keras: the learning rate is elsewhere. */
    @Override
    public OptionalDouble savedRate() {
        return OptionalDouble.of(0);
    }

    /** It is 0. */
    @Override
    public void restoreRate(float value) {}

    @Override
    public boolean isScheduled() {
        return getInnerOptimizer().isScheduled();
    }

    @Override
    public LossScaleOptimizer copy() {
        LossScaleOptimizer copy = new LossScaleOptimizer(getInnerOptimizer().copy());
        return copy.name(name).initialScale(initialScale).dynamicGrowthSteps(dynamicGrowthSteps);
    }

    @Override
    public OptimizerState state(float[] weights, List<Variable> variables) {
        return new LossScaleState(this, weights, variables);
    }
}
