package keras4j.ops;

import java.util.List;

/** Keras's convolutions and pools, along one axis or several: windows, then products or reductions. */
final class ConvolutionOps {
    private ConvolutionOps() {}

    static void define() {
        OpDefinition.define(
                "nn",
                "Conv",
                "inputs kernel",
                a -> Grid.of(a, kernelSize(a, "kernel")).convolution(a.symbol("kernel")));
        OpDefinition.define(
                "nn",
                "DepthwiseConv",
                "inputs kernel",
                a -> Grid.of(a, kernelSize(a, "kernel")).depthwise(a.symbol("kernel")));
        OpDefinition.define(
                "nn",
                "SeparableConv",
                "inputs depthwise_kernel pointwise_kernel",
                a -> Grid.of(a, kernelSize(a, "depthwise_kernel"))
                        .separable(a.symbol("depthwise_kernel"), a.symbol("pointwise_kernel")));
        OpDefinition.define(
                "nn",
                "ConvTranspose",
                "inputs kernel",
                a -> Grid.of(a, kernelSize(a, "kernel"))
                        .transposed(a.symbol("kernel"), a.has("output_padding") ? a.integers("output_padding") : null));
        OpDefinition.define(
                "nn",
                "MaxPool",
                "inputs",
                a -> Grid.of(a, a.integers("pool_size")).largest());
        OpDefinition.define(
                "nn",
                "AveragePool",
                "inputs",
                a -> Grid.of(a, a.integers("pool_size")).mean());
    }

    private static List<Integer> kernelSize(Arguments a, String name) {
        return kernelSize(a.symbol(name));
    }

    /** The lengths of a kernel (size, .., channels, filters) along the axes over which it moves. */
    static List<Integer> kernelSize(Symbol kernel) {
        return Primitives.range(kernel.rank() - 2).stream().map(kernel::dim).toList();
    }
}
