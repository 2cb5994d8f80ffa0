package keras4j.layers;

import java.util.function.Consumer;
import keras4j.core.Config;
import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.initializers.GlorotUniform;
import keras4j.initializers.Zeros;

/**
 * A layer whose first weights are a kernel, or several with the same arguments, and unless it has none a bias: Keras's arguments for
 * the bias.
 *
 * @param <L> the layer's own class
 */
public abstract class KernelAndBias<L extends KernelAndBias<L>> extends Layer<L> {
    private final WeightArguments kernel;
    private final Lora lora;
    private final WeightArguments bias = new WeightArguments(this, "bias", new Zeros());

    /** @param prefix of the names of the kernel's arguments, such as "kernel" */
    KernelAndBias(String prefix) {
        kernel = new WeightArguments(this, prefix, new GlorotUniform());
        lora = this instanceof HasLora ? new Lora(!(this instanceof Dense)) : null;
    }

    /** Changes the kernel's arguments. */
    @SuppressWarnings("unchecked")
    static <L extends Layer<L>> L set(HasKernel<L> layer, Consumer<WeightArguments> change) {
        KernelAndBias<?> of = (KernelAndBias<?>) layer;
        of.set(() -> change.accept(of.kernel));
        return (L) layer;
    }

    /** The bias's initializer by Keras's name. */
    public final L biasInitializer(String name) {
        return set(() -> bias.initializer(name));
    }

    /** The bias's initializer; zeros unless given. */
    public final L biasInitializer(Initializer initializer) {
        return set(() -> bias.initializer(initializer));
    }

    /** The bias's regularizer by Keras's name. */
    public final L biasRegularizer(String name) {
        return set(() -> bias.regularizer(name));
    }

    /** The bias's regularizer; none unless given. */
    public final L biasRegularizer(Regularizer regularizer) {
        return set(() -> bias.regularizer(regularizer));
    }

    /** The bias's constraint by Keras's name. */
    public final L biasConstraint(String name) {
        return set(() -> bias.constraint(name));
    }

    /** The bias's constraint; none unless given. */
    public final L biasConstraint(Constraint constraint) {
        return set(() -> bias.constraint(constraint));
    }

    /** The arguments of kernel and bias, and of a weight between them unless it is null. */
    final void configKernelAndBias(Config config, WeightArguments between) {
        if (between == null) {
            WeightArguments.config(config, kernel, bias);
        } else {
            WeightArguments.config(config, kernel, between, bias);
        }
        if (lora != null) {
            lora.config(config);
        }
    }

    @Override
    final Lora lora() {
        return lora;
    }

    final WeightArguments kernelArguments() {
        return kernel;
    }

    final WeightArguments biasArguments() {
        return bias;
    }

    final WeightSpec kernel(Shape shape) {
        return kernel.weight("kernel", shape);
    }

    /** The bias beside a kernel of that shape. */
    final WeightSpec bias(Shape kernel, Initializer initializer) {
        return bias.weight("bias", Shape.of(kernel.last()), initializer, WeightArguments.fanIn(kernel));
    }

    final Initializer biasInitializer() {
        return bias.initializer();
    }
}
