package keras4j;

import java.util.List;
import keras4j.activations.Linear;
import keras4j.core.Compiled;
import keras4j.core.Loss;
import keras4j.core.OptimizerState;
import keras4j.core.Printable;
import keras4j.internal.graph.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, through the log, what is no error of a training, and most likely not what was meant. */
final class TrainingWarnings {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingWarnings.class);

    private final Network network;
    private final Compiled compiled;
    private final OptimizerState optimizer;
    private boolean begun;
    private boolean nan;

    TrainingWarnings(Network network, Compiled compiled, OptimizerState optimizer) {
        this.network = network;
        this.compiled = compiled;
        this.optimizer = optimizer;
    }

    /** Before the first training, what can be known of it. */
    synchronized void begin() {
        if (begun) {
            return;
        }
        begun = true;
        if (!optimizer.isTraining()) {
            LOG.warn("The model does not have any trainable weights.");
        }
        if (!compiled.hasLoss()) {
            return;
        }
        List<Loss> losses = compiled.losses(network.outputNames());
        for (int k = 0; k < losses.size(); k++) {
            Loss loss = losses.get(k);
            if (loss != null && loss.probabilitiesBy().isPresent() && network.outputActivation(k) instanceof Linear) {
                LOG.warn(
                        "layer {}: its outputs are any numbers, and the loss {} is one of probabilities: give the layer"
                                + " activation(\"{}\"), or the loss fromLogits(true)",
                        Printable.of(network.outputNames().layers().get(k)),
                        Printable.of(loss.name()),
                        loss.probabilitiesBy().get());
            }
        }
    }

    /** After each step; its loss. */
    void step(double loss) {
        if (Double.isNaN(loss) && !nan) {
            nan = true;
            LOG.warn(
                    "The loss became NaN in training step {}. A smaller learning rate (it is {}), clipnorm on the optimizer or"
                            + " scaled inputs help most often.",
                    optimizer.taken(),
                    optimizer.inner(List.of()).isEmpty() ? optimizer.rule().learningRate() : "its optimizers'");
        }
    }
}
