package keras4j.core;

import java.util.List;

/** The weights of one layer of a built model, where the model keeps them. */
public interface LayerWeights {
    /** The shapes, in Keras's order. */
    List<Shape> shapes();

    /** Copies of the values, each row-major. */
    List<float[]> get();

    /** Sets all values, each row-major. */
    void set(List<float[]> values);

    /** The same with further ones behind them, which have their first values. */
    LayerWeights with(List<WeightSpec> more);
}
