package keras4j.regularizers;

import keras4j.core.Config;

/** l1 sum(|w|) + l2 sum(w^2). Keras: {@code L1L2}. */
public final class L1L2 extends Penalty {
    /** The factor of the sizes; 0 unless given. */
    public L1L2 l1(double value) {
        setL1(value);
        return this;
    }

    /** The factor of the squares; 0 unless given. */
    public L1L2 l2(double value) {
        setL2(value);
        return this;
    }

    @Override
    public void config(Config config) {
        setL1(config.number("l1", l1()));
        setL2(config.number("l2", l2()));
    }
}
