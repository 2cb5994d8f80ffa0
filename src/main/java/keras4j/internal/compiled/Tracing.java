package keras4j.internal.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Node;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Pass;
import keras4j.layers.LayerTrace;
import keras4j.layers.Part;
import keras4j.ops.Symbol;

/** A network's values in a trace. */
final class Tracing {
    private final Network network;
    private final LayerTrace trace;
    private final FlatWeights flat;
    /** For each of the network's values what makes it: all outputs, if a layer of several does. */
    private final List<List<Symbol>> values = new ArrayList<>();

    /** @param inputs the network's, with the axis of the batch */
    Tracing(Network network, LayerTrace trace, FlatWeights flat, List<Symbol> inputs) {
        this.network = network;
        this.trace = trace;
        this.flat = flat;
        inputs.forEach(input -> values.add(List.of(input)));
        network.nodes().forEach(this::add);
    }

    private void add(Node node) {
        if (node.layer() instanceof Part part) {
            values.add(List.of(values.get(node.reads().get(0)).get(part.number())));
            return;
        }
        List<Symbol> inputs = node.reads().stream().map(this::value).toList();
        values.add(trace.apply(node.layer(), inputs, node.arguments()));
    }

    /** The network's value with this number. */
    Symbol value(int number) {
        return values.get(number).get(0);
    }

    /** One of the network's outputs. */
    Symbol output(int number) {
        return value(network.outputs().get(number));
    }

    /** What comes before the activation of one of the outputs. */
    Symbol logits(int output) {
        return trace.logits(value(network.active(output)));
    }

    /** Says where the weights stand, and the gradients with respect to those that are trained. */
    void place(Pass pass) {
        Set<Integer> trainable = network.trained().stream().map(Slot::offset).collect(Collectors.toSet());
        for (Placed leaf : network.leaves()) {
            List<Symbol> weights = trace.weights(leaf.layer());
            for (int i = 0; i < weights.size(); i++) {
                Slot slot = leaf.own().get(i);
                pass.place(
                        weights.get(i),
                        View.of(flat.weights(), slot.offset(), slot.spec().shape()));
                if (trainable.contains(slot.offset())) {
                    pass.differentiate(
                            weights.get(i),
                            View.of(flat.gradients(), slot.offset(), slot.spec().shape()));
                }
            }
        }
    }
}
