package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.layers.LayerHooks;

/** The masks of a network's values, for one engine. */
public final class Masks {
    private final List<Mask> values = new ArrayList<>();

    /** @throws KerasException naming a layer that cannot take inputs with such masks */
    public Masks(Network network) {
        network.inputShapes().forEach(input -> values.add(null));
        for (Network.Node node : network.nodes()) {
            try {
                values.add(LayerHooks.outputMask(node.layer(), node.inputs(), of(node.reads())));
            } catch (KerasException e) {
                throw new KerasException("layer " + node.name() + ": " + e.getMessage(), e);
            }
        }
    }

    private List<Mask> of(List<Integer> numbers) {
        List<Mask> masks = new ArrayList<>();
        numbers.forEach(number -> masks.add(of(number)));
        return masks;
    }

    /** The mask of the value with this number; null for none. */
    public Mask of(int value) {
        return values.get(value);
    }
}
