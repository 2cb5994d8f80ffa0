package keras4j.constraints;

import keras4j.core.Constraint;
import keras4j.core.Registry;

/** Constraints by Keras's names. */
public final class Constraints {
    public static final Registry<Constraint> REGISTRY = new Registry<Constraint>(
                    "constraint", "keras.constraints", Constraint.class, "keras4j.constraints")
            .add("MaxNorm", "max_norm", "MaxNorm")
            .add("MinMaxNorm", "min_max_norm", "MinMaxNorm")
            .add("NonNeg", "non_neg", "NonNeg")
            .add("UnitNorm", "unit_norm", "UnitNorm");

    private Constraints() {}
}
