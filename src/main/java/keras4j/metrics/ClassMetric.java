package keras4j.metrics;

import keras4j.core.Config;

/** A number for each threshold, of all numbers, of one class, or of the largest of each row. */
abstract class ClassMetric<M extends ClassMetric<M>> extends ThresholdMetric<M> {
    ClassMetric(String name) {
        super(name);
    }

    /** Only so many of the largest predictions of each row count as positive, whatever they are unless thresholds are given. */
    public final M topK(int value) {
        setTopK(value);
        return self();
    }

    /** Only this class counts. */
    public final M classId(int value) {
        setClassId(value);
        return self();
    }

    @Override
    public final void config(Config config) {
        super.config(config);
        setTopK(config.optionalInteger("top_k", topK()));
        setClassId(config.optionalInteger("class_id", classId()));
    }
}
