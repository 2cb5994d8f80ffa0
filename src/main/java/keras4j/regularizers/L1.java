package keras4j.regularizers;

import keras4j.core.Config;

/** l1 sum(|w|). Keras: {@code L1}. */
public final class L1 extends Penalty {
    /** With Keras's factor, 0.01. */
    public L1() {
        this(0.01);
    }

    /** @param l1 the factor */
    public L1(double l1) {
        setL1(l1);
    }

    @Override
    public void config(Config config) {
        setL1(config.number("l1", l1()));
    }
}
