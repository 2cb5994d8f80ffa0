package keras4j.initializers;

import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.Registry;
import keras4j.core.Shape;

/** Initializers by Keras's names, and PyTorch's. */
public final class Initializers {
    public static final Registry<Initializer> REGISTRY = new Registry<Initializer>(
                    "initializer", "keras.initializers", Initializer.class)
            .add(Constant.class, "constant", "Constant")
            .add(GlorotNormal.class, "glorot_normal", "GlorotNormal")
            .add(GlorotUniform.class, "glorot_uniform", "GlorotUniform")
            .add(HeNormal.class, "he_normal", "HeNormal")
            .add(HeUniform.class, "he_uniform", "HeUniform")
            .add(Identity.class, "identity", "Identity", "IdentityInitializer")
            .add(LecunNormal.class, "lecun_normal", "LecunNormal")
            .add(LecunUniform.class, "lecun_uniform", "LecunUniform")
            .add(Ones.class, "ones", "Ones")
            .add(Orthogonal.class, "orthogonal", "Orthogonal", "OrthogonalInitializer")
            .add(RandomNormal.class, "random_normal", "RandomNormal")
            .add(RandomUniform.class, "random_uniform", "RandomUniform")
            .add(TorchUniform.class, "torch_uniform")
            .add(TruncatedNormal.class, "truncated_normal", "TruncatedNormal")
            .add(VarianceScaling.class, "variance_scaling", "VarianceScaling")
            .add(Zeros.class, "zeros", "Zeros");

    private Initializers() {}

    /** An initializer for a kernel of so many inputs and outputs, if its numbers depend on these; else as it is. */
    public static Initializer withFans(Initializer initializer, int fanIn, int fanOut) {
        Initializer own = FanInInitializer.of(initializer, fanIn);
        return own instanceof Scaling<?> scaling ? new OfFans(scaling, Shape.of(fanIn, fanOut)) : own;
    }

    /** The same numbers as in a kernel (in, out). */
    private record OfFans(Scaling<?> scaling, Shape kernel) implements Initializer {
        @Override
        public void config(Config config) {
            scaling.config(config);
        }

        @Override
        public void fill(float[] values, int offset, Shape shape) {
            scaling.fill(values, offset, kernel);
        }
    }
}
