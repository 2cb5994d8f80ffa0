package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Span;
import keras4j.core.WeightSpec;
import keras4j.layers.Layer;

/**
 * A layer and its weights' places in the flat array.
 *
 * @param parts the layers of an {@link Inner} graph; none of any other layer
 */
public record Placed(Layer<?> layer, List<Slot> weights, List<Placed> parts) {
    /** Where the layer's weights begin in the flat array. */
    public int offset() {
        return weights.isEmpty() ? 0 : weights.get(0).offset();
    }

    /** Where all its weights are; they stand together. */
    public Span span() {
        return new Span(offset(), offset() + Math.toIntExact(countParams()));
    }

    /** The layers that it is made of, which are made of no others; itself, if it is such a one. */
    public List<Placed> leaves() {
        List<Placed> all = new ArrayList<>();
        addLeaves(all);
        return all;
    }

    void addLeaves(List<Placed> all) {
        if (layer instanceof Inner) {
            parts.forEach(part -> part.addLeaves(all));
        } else {
            all.add(this);
        }
    }

    /** Those of the weights that gradients train if they are those of a model. */
    public List<Slot> trainable() {
        List<Slot> all = new ArrayList<>();
        if (layer.isTrainable()) {
            addTrainable(all);
        }
        return all;
    }

    /** An inner graph's layers say it themselves. */
    void addTrainable(List<Slot> all) {
        if (layer instanceof Inner) {
            parts.forEach(part -> part.addTrainable(all));
        } else if (layer.isTrainable()) {
            weights.stream()
                    .filter(slot -> slot.spec().kind() == WeightSpec.Kind.TRAINABLE)
                    .forEach(all::add);
        }
    }

    /** The number of the layer's weights. */
    public long countParams() {
        return weights.stream().mapToLong(slot -> slot.spec().shape().size()).sum();
    }
}
