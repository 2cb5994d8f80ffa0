package keras4j;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.ops.Symbol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Step} of training: weights can be changed in it, by one optimizer after the other. What is made after a change sees the
 * new weights, what was made before keeps its numbers. Keras: {@code train_step} with a {@code GradientTape}.
 */
public final class TrainStep extends Step {
    private static final Logger LOG = LoggerFactory.getLogger(TrainStep.class);

    TrainStep(StepSetting setting) {
        super(setting);
    }

    /**
     * Lets an optimizer take a step. Keras: {@code optimizer.apply(gradients, weights)}.
     *
     * @param optimizer {@link Model#getOptimizer}, or one that is kept in a field of the model
     * @param gradients one for each of the weights, with its shape
     * @param weights such as {@link keras4j.layers.Layer#trainableWeights}
     * @throws KerasException if there are no weights, or not as many gradients
     */
    public void apply(Optimizer optimizer, List<Symbol> gradients, List<Symbol> weights) {
        apply(optimizer, gradients, weights, weights);
    }

    private void apply(Optimizer optimizer, List<Symbol> gradients, List<Symbol> weights, List<Symbol> known) {
        KerasException.notNull("apply", "an optimizer", optimizer);
        if (weights.isEmpty() || gradients.size() != weights.size()) {
            throw KerasException.expected(
                    "apply",
                    "a gradient for each of some weights",
                    gradients.size() + " gradients and " + weights.size() + " weights");
        }
        for (int i = 0; i < weights.size(); i++) {
            Symbol gradient = gradients.get(i);
            checkOwn("apply", gradient);
            if (!weights.get(i).isLeaf() || weights.get(i).scope() != null) {
                throw KerasException.expected("apply", "weights, such as trainableWeights()", weights.get(i));
            }
            if (!gradient.shape().equals(weights.get(i).shape())) {
                throw KerasException.expected(
                        "apply", "a gradient of shape " + weights.get(i).shape(), gradient.shape());
            }
        }
        change(optimizer, gradients, weights, known);
    }

    /** A step by the gradients of a loss; weights that it does not depend on are left out with a warning, as in Keras. */
    void minimize(Optimizer optimizer, Symbol loss, List<Symbol> weights) {
        Symbol scalar = scalar("trainStep", loss);
        List<Symbol> found = trace().stages().gradients(scalar, weights);
        List<Symbol> gradients = new ArrayList<>();
        List<Symbol> reached = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i) == null) {
                others.add(name(weights.get(i)));
            } else {
                gradients.add(found.get(i));
                reached.add(weights.get(i));
            }
        }
        if (!others.isEmpty() && !reached.isEmpty()) {
            LOG.warn("The loss does not depend on {}: they are not trained.", String.join(", ", others));
        }
        apply(optimizer, gradients, reached, weights);
    }
}
