package keras4j.optimizers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.Memory;
import keras4j.core.Names;
import keras4j.core.OptimizerState;
import keras4j.core.Parallel;
import keras4j.core.Shape;
import keras4j.core.Span;
import keras4j.core.Variable;

/** A {@link GradientOptimizer} at work. */
final class GradientState extends OptimizerState {
    /** What is known of a variable from its first step on. */
    private record Known(float decay, Object workspace) {}

    private final GradientOptimizer<?> rule;
    private final Update at = new Update();
    private final Parallel update = new Parallel(this::update, 1 << 15);
    private final Map<Variable, Known> known = new HashMap<>();
    /** The averages of the weights and the sums of gradients, indexed as the weights; null for none. */
    private final float[] averages;

    private final float[] sums;

    GradientState(GradientOptimizer<?> rule, float[] weights, List<Variable> variables) {
        super(rule, variables);
        this.rule = rule;
        int slots = rule.slots().stream().mapToInt(List::size).sum();
        int more = (rule.usesEma() ? 1 : 0) + (rule.accumulationSteps() > 1 ? 1 : 0);
        Memory.check(
                Names.classOf(rule), "weights and what is remembered of them", (1L + slots + more) * weights.length);
        at.slots = new float[slots][weights.length];
        at.scalars = new float[rule.scalars()];
        averages = rule.usesEma() ? new float[weights.length] : null;
        sums = rule.accumulationSteps() > 1 ? new float[weights.length] : null;
        at.weights = weights;
        rule.begin(at);
    }

    /** In Keras's order: clip, decay, update, average, constrain. */
    @Override
    public void step(Part part, float[] weights, float[] gradients) {
        long taken = iterations();
        at.weights = weights;
        at.gradients = gradients;
        at.step = taken / rule.accumulationSteps() + 1;
        at.rate = (float) rule.rateAfter(taken);
        if (taken == 0) {
            rule.begin(at); // weights may have been set since
        }
        if (isComplete(part, taken + 1)) {
            clip(part.variables());
            decay(part.variables());
            rule.beginStep(at);
            update(part);
        }
        if (averages != null) {
            average(weights);
        }
        for (int i = 0; i < part.variables().size(); i++) {
            Variable variable = part.variables().get(i);
            if (variable.constraint() != null) {
                variable.constraint().constrain(weights, variable.from(), variable.shape());
            }
        }
        setIterations(taken + 1);
    }

    private void update(Part part) {
        if (rule.isElementwise()) {
            for (int i = 0; i < part.runs().size(); i++) {
                update.run(part.runs().get(i).from(), part.runs().get(i).to());
            }
            return;
        }
        for (int i = 0; i < part.variables().size(); i++) {
            Variable variable = part.variables().get(i);
            at.variable = variable;
            at.workspace = known(variable).workspace;
            rule.update(at, variable.from(), variable.to());
        }
    }

    private void update(int part, int from, int to) {
        rule.update(at, from, to);
    }

    private Known known(Variable variable) {
        Known found = known.get(variable);
        if (found == null) {
            found = new Known((float) rule.decayOf(variable), rule.workspace(variable));
            known.put(variable, found);
        }
        return found;
    }

    /** Adds gradients up; when there are those of all steps, they are the mean. */
    private boolean isComplete(Part part, long steps) {
        int together = rule.accumulationSteps();
        if (together == 1) {
            return true;
        }
        boolean isComplete = steps % together == 0;
        float[] gradients = at.gradients;
        for (int r = 0; r < part.runs().size(); r++) {
            Span run = part.runs().get(r);
            for (int i = run.from(); i < run.to(); i++) {
                float sum = gradients[i] + sums[i];
                sums[i] = sum;
                gradients[i] = sum / together;
            }
        }
        if (isComplete) {
            Arrays.fill(sums, 0); // of other parts, too, as in Keras
        }
        return isComplete;
    }

    private void clip(List<Variable> variables) {
        double clipvalue = rule.clipvalue();
        double clipnorm = rule.clipnorm();
        double globalClipnorm = rule.globalClipnorm();
        if (clipnorm + globalClipnorm + clipvalue == 0) {
            return;
        }
        double sum = 0;
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            if (clipvalue > 0) {
                clipValues(variable, (float) clipvalue);
            } else {
                double squares = squares(variable);
                sum += squares;
                if (clipnorm > 0) {
                    clipNorm(variable, Math.sqrt(squares), clipnorm);
                }
            }
        }
        for (int i = 0; globalClipnorm > 0 && i < variables.size(); i++) {
            clipNorm(variables.get(i), Math.sqrt(sum), globalClipnorm);
        }
    }

    /** Puts each number into [-most, most]. */
    private void clipValues(Variable variable, float most) {
        float[] gradients = at.gradients;
        for (int i = variable.from(); i < variable.to(); i++) {
            gradients[i] = Math.min(Math.max(gradients[i], -most), most);
        }
    }

    /** Shortens gradients whose norm is more than {@code most}. */
    private void clipNorm(Variable variable, double norm, double most) {
        if (!(norm <= most)) {
            float scale = (float) (most / norm);
            float[] gradients = at.gradients;
            for (int i = variable.from(); i < variable.to(); i++) {
                gradients[i] *= scale;
            }
        }
    }

    private double squares(Variable variable) {
        double sum = 0;
        float[] gradients = at.gradients;
        for (int i = variable.from(); i < variable.to(); i++) {
            sum += gradients[i] * (double) gradients[i];
        }
        return sum;
    }

    private void decay(List<Variable> variables) {
        float[] weights = at.weights;
        for (int k = 0; k < variables.size(); k++) {
            Variable variable = variables.get(k);
            float decay = known(variable).decay;
            for (int i = variable.from(); decay > 0 && i < variable.to(); i++) {
                weights[i] -= weights[i] * decay * at.rate;
            }
        }
    }

    private void average(float[] weights) {
        float kept = at.step == 1 ? 0 : rule.emaMomentum();
        int frequency = rule.emaOverwriteFrequency();
        boolean overwrites = frequency > 0 && at.step % frequency == 0;
        for (int r = 0; r < whole().runs().size(); r++) {
            Span run = whole().runs().get(r);
            for (int i = run.from(); i < run.to(); i++) {
                averages[i] = kept * averages[i] + (1 - kept) * weights[i];
            }
            if (overwrites) {
                System.arraycopy(averages, run.from(), weights, run.from(), run.length());
            }
        }
    }

    /** The averages of weights that come later begin with these. */
    @Override
    protected void met(List<Variable> variables, float[] weights) {
        for (Variable variable : averages == null ? List.<Variable>of() : variables) {
            System.arraycopy(
                    weights,
                    variable.from(),
                    averages,
                    variable.from(),
                    variable.shape().size());
        }
    }

    @Override
    protected float[] averages() {
        return iterations() > 0 ? averages : null;
    }

    @Override
    public void setIterations(long value) {
        super.setIterations(value);
        rule.taken(value);
    }

    @Override
    public void begin() {
        for (float[] values : at.slots) {
            Arrays.fill(values, 0);
        }
        for (float[] values : Arrays.asList(at.scalars, averages, sums)) {
            if (values != null) {
                Arrays.fill(values, 0);
            }
        }
        rule.begin(at);
        setIterations(0);
    }

    @Override
    public List<Remembered> remembered(List<Variable> variables) {
        List<Remembered> all = new ArrayList<>();
        for (float[] values : Arrays.asList(averages, sums)) {
            for (Variable variable : values == null ? List.<Variable>of() : variables) {
                all.add(new Remembered(values, variable.from(), variable.shape(), false));
            }
        }
        int first = 0;
        for (List<String> group : rule.slots()) {
            for (Variable variable : variables) {
                for (int i = 0; i < group.size(); i++) {
                    Shape shape = rule.shape(group.get(i), variable);
                    if (shape != null) {
                        boolean isWhole = rule.isWhole(group.get(i), variable);
                        all.add(new Remembered(at.slots[first + i], variable.from(), shape, isWhole));
                    }
                }
            }
            first += group.size();
        }
        for (int i = 0; i < at.scalars.length && !variables.isEmpty(); i++) {
            all.add(new Remembered(at.scalars, i, Shape.of(), false));
        }
        return all;
    }
}
