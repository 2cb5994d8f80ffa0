package keras4j.constraints;

import keras4j.core.Config;

/** Makes all norms 1. Keras: {@code UnitNorm}. */
public final class UnitNorm extends Norm<UnitNorm> {
    @Override
    public void config(Config config) {
        configAxis(config);
    }

    @Override
    double wanted(double norm) {
        return 1;
    }
}
