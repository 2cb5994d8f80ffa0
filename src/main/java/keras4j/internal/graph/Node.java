package keras4j.internal.graph;

import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.layers.Layer;

/**
 * A call of a layer. Values have numbers: first those of the model's inputs, then what each node gives.
 *
 * @param placed the layer, which other nodes may call, too
 * @param reads the values that it is called with
 * @param inputs the shapes of one sample of these
 * @param arguments those of the call beside these
 * @param output the shape of one sample of what it gives
 */
public record Node(
        Placed placed, List<Integer> reads, List<Shape> inputs, Map<String, Object> arguments, Shape output) {
    public Layer<?> layer() {
        return placed.layer();
    }

    public String name() {
        return layer().getName();
    }

    /** The shape of one input sample; of the first input, if there are several. */
    public Shape input() {
        return inputs.get(0);
    }

    public List<Slot> weights() {
        return placed.weights();
    }

    /** Where the layer's weights begin in the flat array. */
    public int offset() {
        return placed.offset();
    }
}
