package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import keras4j.activations.Linear;
import keras4j.core.ActivationFunction;
import keras4j.core.Kernel;
import keras4j.internal.engine.ActivationKernel;
import keras4j.internal.graph.Network;
import keras4j.layers.LayerHooks;

/** A network's kernels in their order, with buffers between them that grow to the most samples seen. */
public final class Plan {
    private final Kernel[] kernels;
    private final int[] sizes;
    private final float[][] outputs;
    private final float[][] gradients;
    private int capacity;
    private long seenVersion = -1;

    private Plan(List<Kernel> kernels) {
        this.kernels = kernels.toArray(Kernel[]::new);
        sizes = kernels.stream().mapToInt(Kernel::outputSize).toArray();
        outputs = new float[sizes.length][0];
        gradients = new float[sizes.length][0];
    }

    /** The plan; empty if a layer has no kernels and only DL4J runs it. */
    public static Optional<Plan> of(Network network) {
        List<Kernel> all = new ArrayList<>();
        int size = network.inputShape().size();
        for (Network.Node node : network.nodes()) {
            List<Kernel> kernels = LayerHooks.kernels(node.layer(), node.input(), node.offset());
            if (kernels == null) {
                return Optional.empty();
            }
            all.addAll(kernels);
            size = kernels.isEmpty() ? size : kernels.get(kernels.size() - 1).outputSize();
            ActivationFunction activation = LayerHooks.outputActivation(node.layer());
            if (activation != null && !(activation instanceof Linear)) {
                int rows = node.output().positions();
                all.add(new ActivationKernel(activation, size / rows, rows));
                size = node.output().size();
            }
        }
        return Optional.of(new Plan(all));
    }

    /** Makes what is random follow from this seed. */
    public void seed(long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (Kernel kernel : kernels) {
            kernel.seed(seeds.nextLong());
        }
    }

    /** The number of the kernels. */
    public int length() {
        return kernels.length;
    }

    /**
     * Computes all outputs; valid until the next call.
     *
     * @param version another number whenever the weights are others
     */
    public void forward(float[] weights, long version, float[] x, int samples, boolean training) {
        grow(samples);
        if (version != seenVersion) {
            for (Kernel kernel : kernels) {
                kernel.weightsChanged(weights);
            }
            seenVersion = version;
        }
        for (int i = 0; i < kernels.length; i++) {
            kernels[i].forward(weights, output(i - 1, x), outputs[i], samples, training);
        }
    }

    private void grow(int samples) {
        if (samples > capacity) {
            for (int i = 0; i < sizes.length; i++) {
                outputs[i] = new float[Math.multiplyExact(samples, sizes[i])];
            }
            capacity = samples;
        }
    }

    /** What the kernel with this index has computed; for -1 the inputs. */
    public float[] output(int index, float[] x) {
        return index < 0 ? x : outputs[index];
    }

    /** The numbers of one sample of {@link #output}. */
    public int size(int index, int inputSize) {
        return index < 0 ? inputSize : sizes[index];
    }

    /** The gradient with respect to the output of the kernel with this index: to be written before {@link #backward}. */
    public float[] gradient(int index) {
        if (gradients[index].length < outputs[index].length) {
            gradients[index] = new float[outputs[index].length];
        }
        return gradients[index];
    }

    /**
     * Takes the gradient of one output back to all weights before it, and to the inputs.
     *
     * @param dx the gradient with respect to the inputs, is written; null if it is not wanted
     */
    public void backward(int last, float[] weights, float[] x, float[] dx, float[] weightGradients, int samples) {
        for (int i = last; i >= 0; i--) {
            float[] back = i == 0 ? dx : gradient(i - 1);
            kernels[i].backward(weights, output(i - 1, x), outputs[i], gradient(i), back, weightGradients, samples);
        }
    }
}
