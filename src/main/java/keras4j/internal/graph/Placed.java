package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Span;
import keras4j.core.WeightSpec;
import keras4j.layers.Layer;

/**
 * A layer and its weights' places in the flat array.
 *
 * @param own those that are the layer's own
 * @param parts the layers that it is made of, whose weights follow
 */
public record Placed(Layer<?> layer, List<Slot> own, List<Placed> parts) {
    /** All weights, those of its parts among them. */
    public List<Slot> weights() {
        if (parts.isEmpty()) {
            return own;
        }
        Set<Slot> all = new LinkedHashSet<>(own);
        parts.forEach(part -> all.addAll(part.weights()));
        return List.copyOf(all);
    }

    /** Of a model, see {@link GraphLayer#paths}. */
    public Map<String, Layer<?>> paths() {
        return layer instanceof GraphLayer<?> model ? model.paths() : Map.of();
    }

    /** Where the layer's weights begin in the flat array. */
    public int offset() {
        List<Slot> all = weights();
        return all.isEmpty() ? 0 : all.get(0).offset();
    }

    /** Where all its weights are; they stand together. */
    public Span span() {
        return new Span(offset(), offset() + Math.toIntExact(countParams()));
    }

    /** The layers that it is made of and that have weights of their own or are made of no others; it may be among them itself. */
    public List<Placed> leaves() {
        List<Placed> all = new ArrayList<>();
        addLeaves(all);
        return all;
    }

    void addLeaves(List<Placed> all) {
        if (parts.isEmpty() && !(layer instanceof GraphLayer)) {
            all.add(this);
        } else if (!own.isEmpty()) {
            all.add(new Placed(layer, own, List.of()));
        }
        parts.forEach(part -> part.addLeaves(all));
    }

    void addHosted(List<Placed> all) {
        if (layer instanceof GraphLayer) {
            parts.forEach(part -> part.addHosted(all));
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

    /** Parts say it themselves. */
    void addTrainable(List<Slot> all) {
        if (layer.isTrainable()) {
            own.stream()
                    .filter(slot -> slot.spec().kind() == WeightSpec.Kind.TRAINABLE)
                    .forEach(all::add);
        }
        parts.forEach(part -> part.addTrainable(all));
    }

    /** The number of the layer's weights. */
    public long countParams() {
        return weights().stream().mapToLong(slot -> slot.spec().shape().size()).sum();
    }
}
