package keras4j.internal.graph;

import java.util.List;
import keras4j.core.LayerWeights;
import keras4j.core.Shape;

/** The weights of one layer of a network. */
record PlacedWeights(Weights store, Placed placed) implements LayerWeights {
    @Override
    public List<Shape> shapes() {
        return Network.shapes(placed.weights());
    }

    @Override
    public List<float[]> get() {
        return store.get(placed.weights());
    }

    @Override
    public void set(List<float[]> values) {
        store.set(placed.weights(), values);
    }
}
