package keras4j.layers;

import java.util.function.Function;
import keras4j.core.SampleKernel;
import keras4j.internal.engine.AveragePoolingKernel;
import keras4j.internal.engine.GlobalMaxPoolingKernel;
import keras4j.internal.engine.MaxPoolingKernel;
import keras4j.internal.engine.Window;

/** What becomes of the numbers that a window sees. */
enum Pooled {
    /** The largest. */
    MAX(MaxPoolingKernel::new, GlobalMaxPoolingKernel::new, "MaxPool", "ReduceMax"),
    /** The mean of those inside of the image. */
    AVERAGE(AveragePoolingKernel::new, AveragePoolingKernel::new, "AveragePool", "ReduceMean");

    private final Function<Window, SampleKernel> kernel;
    private final Function<Window, SampleKernel> kernelOfAll;
    private final String onnx;
    private final String onnxOfAll;

    Pooled(
            Function<Window, SampleKernel> kernel,
            Function<Window, SampleKernel> kernelOfAll,
            String onnx,
            String onnxOfAll) {
        this.kernel = kernel;
        this.kernelOfAll = kernelOfAll;
        this.onnx = onnx;
        this.onnxOfAll = onnxOfAll;
    }

    SampleKernel kernel(Window window) {
        return kernel.apply(window);
    }

    /** For one window that sees all. */
    SampleKernel kernelOfAll(Window window) {
        return kernelOfAll.apply(window);
    }

    /** ONNX's operator. */
    String onnx() {
        return onnx;
    }

    /** ONNX's operator over whole axes. */
    String onnxOfAll() {
        return onnxOfAll;
    }
}
