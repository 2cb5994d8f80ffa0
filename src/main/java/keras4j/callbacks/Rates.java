package keras4j.callbacks;

import java.util.Map;
import keras4j.Logs;
import keras4j.Model;
import keras4j.core.Optimizer;

/** The learning rates of a model's optimizer, or of each of several, by their names in logs. */
final class Rates {
    private static final String NAME = "learning_rate";

    private Rates() {}

    /** The optimizers that have them. */
    static Map<String, Optimizer> of(Model model) {
        return model.getOptimizer().rates();
    }

    /** That of the next step, as Keras logs it: a float32. */
    static double of(Optimizer optimizer) {
        return (float) optimizer.learningRate();
    }

    /** Puts them into the logs of an epoch. */
    static void log(Model model, Logs logs) {
        of(model).forEach((name, optimizer) -> logs.put(name, of(optimizer)));
    }

    /** A name as messages have it: "adam learning rate" for "learning_rate_adam". */
    static String inWords(String name) {
        return name.equals(NAME) ? "learning rate" : name.substring(NAME.length() + 1) + " learning rate";
    }
}
