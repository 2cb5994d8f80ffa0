package keras4j.layers;

import java.util.List;
import java.util.function.Function;
import keras4j.core.SampleKernel;
import keras4j.internal.engine.AveragePoolingKernel;
import keras4j.internal.engine.GlobalMaxPoolingKernel;
import keras4j.internal.engine.Window;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** What becomes of the numbers that a window sees. */
enum Pooled {
    /** The largest. */
    MAX(GlobalMaxPoolingKernel::new, "ReduceMax", PoolingType.MAX),
    /** The mean of those inside of the image. */
    AVERAGE(AveragePoolingKernel::new, "ReduceMean", PoolingType.AVG);

    private final Function<Window, SampleKernel> kernelOfAll;
    private final String onnxOfAll;
    private final PoolingType dl4j;

    Pooled(Function<Window, SampleKernel> kernelOfAll, String onnxOfAll, PoolingType dl4j) {
        this.kernelOfAll = kernelOfAll;
        this.onnxOfAll = onnxOfAll;
        this.dl4j = dl4j;
    }

    /** What it makes of each window: see {@link Ops#maxPool}. */
    Symbol of(Symbol x, List<Integer> size, List<Integer> strides, String padding, String dataFormat) {
        return this == MAX
                ? Ops.maxPool(x, size, strides, padding, dataFormat)
                : Ops.averagePool(x, size, strides, padding, dataFormat);
    }

    /** For one window that sees all. */
    SampleKernel kernelOfAll(Window window) {
        return kernelOfAll.apply(window);
    }

    /** ONNX's operator over whole axes. */
    String onnxOfAll() {
        return onnxOfAll;
    }

    PoolingType dl4j() {
        return dl4j;
    }
}
