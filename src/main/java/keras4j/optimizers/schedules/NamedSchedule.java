package keras4j.optimizers.schedules;

import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.LearningRateSchedule;
import keras4j.core.Names;

/** What Keras's schedules have in common: a name. They compute in float32 at the places where Keras does. */
abstract class NamedSchedule<S extends NamedSchedule<S>> implements LearningRateSchedule {
    private String name;

    NamedSchedule(String name) {
        this.name = name;
    }

    @SuppressWarnings("unchecked")
    final S self() {
        return (S) this;
    }

    /** The name in Keras's config. */
    public final S name(String value) {
        name = KerasException.notNull(where("name"), "a name", value);
        return self();
    }

    @Override
    public void config(Config config) {
        name = config.text("name", name);
    }

    final double notNegative(String argument, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(where(argument), "a number of at least 0", value);
        }
        return value;
    }

    final double positive(String argument, double value) {
        if (!(value > 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected(where(argument), "a positive number", value);
        }
        return value;
    }

    final String where(String argument) {
        return Names.classOf(this) + "." + argument;
    }
}
