package keras4j.metrics;

/** The harmonic mean of precision and recall, of one-hot or multi-hot labels. Keras: {@code F1Score}. */
public final class F1Score extends FScoreMetric<F1Score> {
    public F1Score() {
        super("f1_score");
    }
}
