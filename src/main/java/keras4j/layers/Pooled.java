package keras4j.layers;

import java.util.function.Function;
import keras4j.core.SampleKernel;
import keras4j.internal.engine.AveragePoolingKernel;
import keras4j.internal.engine.MaxPoolingKernel;
import keras4j.internal.engine.Window;

/** What becomes of the numbers that a window sees. */
enum Pooled {
    /** The largest. */
    MAX(MaxPoolingKernel::new, "MaxPool"),
    /** The mean of those inside of the image. */
    AVERAGE(AveragePoolingKernel::new, "AveragePool");

    private final Function<Window, SampleKernel> kernel;
    private final String onnx;

    Pooled(Function<Window, SampleKernel> kernel, String onnx) {
        this.kernel = kernel;
        this.onnx = onnx;
    }

    SampleKernel kernel(Window window) {
        return kernel.apply(window);
    }

    /** ONNX's operator. */
    String onnx() {
        return onnx;
    }
}
