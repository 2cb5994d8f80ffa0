package keras4j.layers;

import keras4j.core.Config;
import keras4j.core.Shape;

/** The shape of a model's input, added before its layers. Keras: {@code Input}, {@code InputLayer}. */
public final class Input extends Layer<Input> {
    Input() {}

    /** @param shape of one sample, such as 11 for eleven features or 28, 28 */
    public Input(int... shape) {
        inputShape(shape);
    }

    @Override
    protected String className() {
        return "InputLayer";
    }

    /** Keras's InputLayer has no "trainable". */
    @Override
    void fullConfig(Config config) {
        nameAndDtype(config);
        config(config);
    }

    @Override
    protected void config(Config config) {
        Shape shape = config.batchShape("batch_shape", inputShape());
        if (shape != inputShape()) {
            inputShape(shape.dims());
        }
        config.only("sparse", false);
        config.only("ragged", false);
        config.only("optional", false);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return input;
    }

    @Override
    protected org.deeplearning4j.nn.conf.layers.Layer dl4j(Shape input) {
        return null;
    }
}
