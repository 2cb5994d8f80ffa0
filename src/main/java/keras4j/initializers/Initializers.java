package keras4j.initializers;

import keras4j.core.Config;
import keras4j.core.FanInInitializer;
import keras4j.core.Initializer;
import keras4j.core.Registry;
import keras4j.core.Shape;

/** Initializers by Keras's names, and PyTorch's. */
public final class Initializers {
    public static final Registry<Initializer> REGISTRY = new Registry<Initializer>(
                    "initializer", "keras.initializers", Initializer.class, "keras4j.initializers")
            .add("Constant", "constant", "Constant")
            .add("GlorotNormal", "glorot_normal", "GlorotNormal")
            .add("GlorotUniform", "glorot_uniform", "GlorotUniform")
            .add("HeNormal", "he_normal", "HeNormal")
            .add("HeUniform", "he_uniform", "HeUniform")
            .add("Identity", "identity", "Identity", "IdentityInitializer")
            .add("LecunNormal", "lecun_normal", "LecunNormal")
            .add("LecunUniform", "lecun_uniform", "LecunUniform")
            .add("Ones", "ones", "one", "Ones")
            .add("Orthogonal", "orthogonal", "Orthogonal", "OrthogonalInitializer")
            .add("RandomNormal", "random_normal", "normal", "RandomNormal")
            .add("RandomUniform", "random_uniform", "uniform", "RandomUniform")
            .add("STFT", "stft", "STFT", "STFTInitializer")
            .add("TorchUniform", "torch_uniform")
            .add("TruncatedNormal", "truncated_normal", "TruncatedNormal")
            .add("VarianceScaling", "variance_scaling", "VarianceScaling")
            .add("Zeros", "zeros", "zero", "Zeros");

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
