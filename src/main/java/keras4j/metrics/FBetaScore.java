package keras4j.metrics;

import keras4j.core.Config;

/**
 * The harmonic mean of precision and recall in which recall counts beta times as much, of one-hot or multi-hot labels. Keras:
 * {@code FBetaScore}.
 */
public final class FBetaScore extends FScoreMetric<FBetaScore> {
    public FBetaScore() {
        super("fbeta_score");
    }

    /** How much more recall counts than precision; 1 unless given. */
    public FBetaScore beta(double value) {
        setBeta(value);
        return this;
    }

    @Override
    public void config(Config config) {
        super.config(config);
        setBeta(config.number("beta", beta()));
    }
}
