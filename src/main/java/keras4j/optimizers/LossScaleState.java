package keras4j.optimizers;

import java.util.List;
import keras4j.core.OptimizerState;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.core.Variable;

/** A {@link LossScaleOptimizer} at work. As in Keras its own steps are not counted. */
final class LossScaleState extends OptimizerState {
    private final LossScaleOptimizer rule;
    private final OptimizerState inner;
    /** How many steps have been taken since the scale changed, and the scale. */
    private final float[] scalars;

    LossScaleState(LossScaleOptimizer rule, float[] weights, List<Variable> variables) {
        super(rule, variables);
        this.rule = rule;
        inner = rule.getInnerOptimizer().state(weights, variables);
        scalars = new float[] {0, rule.initialScale()};
    }

    @Override
    public void step(Part part, float[] weights, float[] gradients) {
        if (!areFinite(part, gradients)) {
            scalars[0] = 0;
            scalars[1] *= 0.5f;
            return;
        }
        inner.step(part, weights, gradients);
        if (scalars[0] == rule.dynamicGrowthSteps() - 1) {
            scalars[0] = 0;
            scalars[1] *= 2;
        } else {
            scalars[0]++;
        }
    }

    private boolean areFinite(Part part, float[] gradients) {
        for (int r = 0; r < part.runs().size(); r++) {
            Span run = part.runs().get(r);
            for (int i = run.from(); i < run.to(); i++) {
                if (!Float.isFinite(gradients[i] * scalars[1])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Its own stay 0, as files have them. */
    @Override
    public long taken() {
        return inner.taken();
    }

    @Override
    protected void met(List<Variable> variables, float[] weights) {
        inner.train(variables, weights);
    }

    @Override
    public void begin() {
        scalars[0] = 0;
        scalars[1] = rule.initialScale();
        inner.begin();
        setIterations(0);
    }

    @Override
    public List<Remembered> remembered(List<Variable> variables) {
        return List.of(new Remembered(scalars, 0, Shape.of(), true), new Remembered(scalars, 1, Shape.of(), false));
    }

    @Override
    public List<Inner> inner(List<Variable> variables) {
        return List.of(new Inner("inner_optimizer", inner, variables));
    }
}
