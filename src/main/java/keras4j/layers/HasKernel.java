package keras4j.layers;

import keras4j.core.Constraint;
import keras4j.core.Initializer;
import keras4j.core.Regularizer;

/**
 * A layer with a kernel: Keras's arguments for it.
 *
 * @param <L> the layer's own class
 */
public interface HasKernel<L extends Layer<L>> {
    /** The kernel's initializer by Keras's name. */
    default L kernelInitializer(String name) {
        return KernelAndBias.set(this, kernel -> kernel.initializer(name));
    }

    /** The kernel's initializer; glorot_uniform unless given. */
    default L kernelInitializer(Initializer initializer) {
        return KernelAndBias.set(this, kernel -> kernel.initializer(initializer));
    }

    /** The kernel's regularizer by Keras's name, such as "l2". */
    default L kernelRegularizer(String name) {
        return KernelAndBias.set(this, kernel -> kernel.regularizer(name));
    }

    /** The kernel's regularizer; none unless given. */
    default L kernelRegularizer(Regularizer regularizer) {
        return KernelAndBias.set(this, kernel -> kernel.regularizer(regularizer));
    }

    /** The kernel's constraint by Keras's name, such as "max_norm". */
    default L kernelConstraint(String name) {
        return KernelAndBias.set(this, kernel -> kernel.constraint(name));
    }

    /** The kernel's constraint; none unless given. */
    default L kernelConstraint(Constraint constraint) {
        return KernelAndBias.set(this, kernel -> kernel.constraint(constraint));
    }
}
