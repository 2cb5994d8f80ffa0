package keras4j.layers;

import keras4j.core.Kernel;
import keras4j.internal.engine.MaxPoolingKernel;
import keras4j.internal.engine.Window;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;

/** The largest number of each window: see {@link Pooling2D}. Keras: {@code MaxPooling2D}. */
public final class MaxPooling2D extends Pooling2D<MaxPooling2D> {
    /** With a window of 2 x 2. */
    public MaxPooling2D() {
        this(2);
    }

    /** @param poolSize the window's height and width, or one number for both */
    public MaxPooling2D(int... poolSize) {
        super(poolSize);
    }

    @Override
    Kernel kernel(Window window) {
        return new MaxPoolingKernel(window);
    }

    @Override
    String onnxType() {
        return "MaxPool";
    }

    @Override
    PoolingType dl4jType() {
        return PoolingType.MAX;
    }
}
