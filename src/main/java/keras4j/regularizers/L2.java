package keras4j.regularizers;

import keras4j.core.Config;

/** l2 sum(w^2). Keras: {@code L2}. */
public final class L2 extends Penalty {
    /** With Keras's factor, 0.01. */
    public L2() {
        this(0.01);
    }

    /** @param l2 the factor */
    public L2(double l2) {
        setL2(l2);
    }

    @Override
    public void config(Config config) {
        setL2(config.number("l2", l2()));
    }
}
