package keras4j.layers;

import keras4j.core.Kernel;
import keras4j.internal.engine.AveragePoolingKernel;
import keras4j.internal.engine.Window;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;

/**
 * The mean of each window's numbers, of those inside of the image: see {@link Pooling2D}. Keras: {@code AveragePooling2D}.
 */
public final class AveragePooling2D extends Pooling2D<AveragePooling2D> {
    AveragePooling2D() {
        this(1);
    }

    /** @param poolSize the window's height and width, or one number for both */
    public AveragePooling2D(int... poolSize) {
        super(poolSize);
    }

    @Override
    Kernel kernel(Window window) {
        return new AveragePoolingKernel(window);
    }

    @Override
    String onnxType() {
        return "AveragePool";
    }

    @Override
    PoolingType dl4jType() {
        return PoolingType.AVG;
    }
}
