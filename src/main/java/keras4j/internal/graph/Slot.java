package keras4j.internal.graph;

import keras4j.core.WeightSpec;

/** A weight and where it begins in the flat array. */
public record Slot(WeightSpec spec, int offset) {
    /** Where it ends. */
    public int end() {
        return offset + spec.shape().size();
    }
}
