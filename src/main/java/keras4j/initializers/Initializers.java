package keras4j.initializers;

import keras4j.core.Initializer;
import keras4j.core.Registry;

/** Initializers by Keras's names. */
public final class Initializers {
    public static final Registry<Initializer> REGISTRY = new Registry<Initializer>("initializer", "keras.initializers")
            .add(Constant::new, "constant", "Constant")
            .add(GlorotNormal::new, "glorot_normal", "GlorotNormal")
            .add(GlorotUniform::new, "glorot_uniform", "GlorotUniform")
            .add(HeNormal::new, "he_normal", "HeNormal")
            .add(HeUniform::new, "he_uniform", "HeUniform")
            .add(Identity::new, "identity", "Identity", "IdentityInitializer")
            .add(LecunNormal::new, "lecun_normal", "LecunNormal")
            .add(LecunUniform::new, "lecun_uniform", "LecunUniform")
            .add(Ones::new, "ones", "Ones")
            .add(Orthogonal::new, "orthogonal", "Orthogonal", "OrthogonalInitializer")
            .add(RandomNormal::new, "random_normal", "RandomNormal")
            .add(RandomUniform::new, "random_uniform", "RandomUniform")
            .add(TruncatedNormal::new, "truncated_normal", "TruncatedNormal")
            .add(VarianceScaling::new, "variance_scaling", "VarianceScaling")
            .add(Zeros::new, "zeros", "Zeros");

    private Initializers() {}
}
