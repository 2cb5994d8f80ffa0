package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Mask;
import keras4j.layers.LayerHooks;

/** The masks of a network's values, for one engine. */
public final class Masks {
    private final List<Mask> values = new ArrayList<>();
    private final Map<Mask, Node> makers = new HashMap<>();

    /** @throws KerasException naming a layer that cannot take inputs with such masks */
    public Masks(Network network) {
        network.inputShapes().forEach(input -> values.add(null));
        for (Node node : network.nodes()) {
            try {
                List<Mask> read = of(node.reads());
                Mask mask = LayerHooks.outputMask(node.layer(), node.inputs(), read);
                values.add(mask);
                if (mask != null && !read.contains(mask)) {
                    makers.put(mask, node);
                }
            } catch (KerasException e) {
                throw e.in("layer " + node.name());
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

    /** The mask that a node reads, in training or else in inference; null for none. */
    public Mask readBy(Node node, boolean training) {
        return LayerHooks.readsMask(node.layer(), node.reads().size(), training)
                ? of(node.reads().get(0))
                : null;
    }

    /** The node that finds a mask, in the value that it reads. */
    public Node maker(Mask mask) {
        return makers.get(mask);
    }
}
