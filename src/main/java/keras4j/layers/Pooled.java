package keras4j.layers;

import java.util.function.Function;
import keras4j.core.SampleKernel;
import keras4j.internal.engine.AveragePoolingKernel;
import keras4j.internal.engine.GlobalMaxPoolingKernel;
import keras4j.internal.engine.MaxPoolingKernel;
import keras4j.internal.engine.Window;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** What becomes of the numbers that a window sees. */
enum Pooled {
    /** The largest. */
    MAX(MaxPoolingKernel::new, GlobalMaxPoolingKernel::new, "MaxPool", "ReduceMax", PoolingType.MAX),
    /** The mean of those inside of the image. */
    AVERAGE(AveragePoolingKernel::new, AveragePoolingKernel::new, "AveragePool", "ReduceMean", PoolingType.AVG);

    private final Function<Window, SampleKernel> kernel;
    private final Function<Window, SampleKernel> kernelOfAll;
    private final String onnx;
    private final String onnxOfAll;
    private final PoolingType dl4j;

    Pooled(
            Function<Window, SampleKernel> kernel,
            Function<Window, SampleKernel> kernelOfAll,
            String onnx,
            String onnxOfAll,
            PoolingType dl4j) {
        this.kernel = kernel;
        this.kernelOfAll = kernelOfAll;
        this.onnx = onnx;
        this.onnxOfAll = onnxOfAll;
        this.dl4j = dl4j;
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

    PoolingType dl4j() {
        return dl4j;
    }
}
