package keras4j.callbacks;

import java.util.Arrays;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.Names;

/** Watches one value of the logs for improvement. Keras: {@code MonitorCallback}. */
abstract class MonitorCallback<C extends MonitorCallback<C>> extends Callback {
    private String monitor = "val_loss";
    private String mode = "auto";
    private double minDelta;

    @SuppressWarnings("unchecked")
    final C self() {
        return (C) this;
    }

    /** The value that is watched, by its name in the logs; "val_loss" unless given. */
    public final C monitor(String name) {
        monitor = Names.valid("monitor", name);
        return self();
    }

    /** "min" or "max" for the better, or "auto", which it is unless given: the metric itself knows. */
    public final C mode(String value) {
        if (!"auto".equals(value) && !"min".equals(value) && !"max".equals(value)) {
            throw KerasException.expected("mode", "\"auto\", \"min\" or \"max\"", value);
        }
        mode = value;
        return self();
    }

    /** @throws KerasException if the value is one of a validation that there will not be */
    @Override
    public void onTrainBegin() {
        if (monitor.startsWith(Logs.VALIDATION) && !getParams().validates()) {
            throw KerasException.expected(
                    Names.classOf(this) + ".monitor",
                    "a value of the logs, or validationData or validationSplit in fit",
                    monitor + " without a validation");
        }
    }

    final int notNegative(String argument, int value) {
        if (value < 0) {
            throw KerasException.expected(Names.classOf(this) + "." + argument, "a number of at least 0", value);
        }
        return value;
    }

    final void setMinDelta(double value) {
        minDelta = value;
    }

    final String monitor() {
        return monitor;
    }

    /** Whether the logs can have the watched value: those of an epoch without validation have none of its values. */
    final boolean isValidated(Logs logs) {
        return !monitor.startsWith(Logs.VALIDATION)
                || logs.names().stream().anyMatch(name -> name.startsWith(Logs.VALIDATION));
    }

    /**
     * The watched value.
     *
     * @throws KerasException if it is of several numbers, one for each class or threshold
     */
    final double current(Logs logs) {
        if (!isOne(logs)) {
            throw KerasException.expected(
                    Names.classOf(this) + ".monitor",
                    "a value of one number",
                    monitor + " " + Arrays.toString(logs.getAll(monitor)));
        }
        return logs.get(monitor);
    }

    /** Whether the watched value is of one number. */
    final boolean isOne(Logs logs) {
        if (!logs.has(monitor)) {
            throw Names.unknown(Names.classOf(this) + ".monitor", monitor, logs.names());
        }
        return logs.getAll(monitor).length == 1;
    }

    /**
     * Whether a value is better than another by more than the least difference, in float32 as in Keras; any is better than none, null.
     */
    final boolean isImprovement(double value, Double than) {
        if (than == null) {
            return true;
        }
        float reference = than.floatValue();
        return isBetterWhenHigher() ? (float) (value - minDelta) > reference : (float) (value + minDelta) < reference;
    }

    private boolean isBetterWhenHigher() {
        if (!mode.equals("auto")) {
            return mode.equals("max");
        }
        return isBetterWhenHigher(monitor)
                .orElseThrow(() -> KerasException.expected(
                        Names.classOf(this), "mode(\"min\") or mode(\"max\") for " + monitor, "mode auto"));
    }
}
