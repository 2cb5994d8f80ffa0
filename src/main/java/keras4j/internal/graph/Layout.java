package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.Symbol;

/**
 * A graph's layers and calls with the places of weights and values, before there are any numbers.
 *
 * @param layers in Keras's order, the inputs among them
 * @param nodes in an order in which they can run
 * @param outputs the outputs' value numbers
 */
record Layout(List<Network.Placed> layers, List<Network.Node> nodes, List<Integer> outputs) {
    /** The longest array that every Java machine can make. */
    private static final int MOST_WEIGHTS = Integer.MAX_VALUE - 8;

    /** @throws KerasException naming the layer that cannot be built */
    static Layout of(Graph graph) {
        Map<Layer<?>, List<WeightSpec>> specs = specs(graph);
        Map<Layer<?>, Network.Placed> placed = new HashMap<>();
        List<Network.Placed> layers = new ArrayList<>();
        long offset = 0;
        for (Layer<?> layer : graph.layers()) {
            List<Network.Slot> slots = new ArrayList<>();
            for (WeightSpec spec : specs.get(layer)) {
                slots.add(new Network.Slot(spec, (int) offset));
                offset += spec.shape().size();
                if (offset > MOST_WEIGHTS) {
                    throw KerasException.expected(
                            "layer " + layer.getName(), "at most " + MOST_WEIGHTS + " weights in a model", offset);
                }
            }
            placed.put(layer, new Network.Placed(layer, List.copyOf(slots)));
            layers.add(placed.get(layer));
        }
        Map<Symbol, Integer> values = new HashMap<>();
        graph.inputs().forEach(input -> values.put(input, values.size()));
        List<Network.Node> nodes = new ArrayList<>();
        for (Symbol call : graph.calls()) {
            if (!(call.layer() instanceof Input)) {
                values.put(call, graph.inputs().size() + nodes.size());
                nodes.add(new Network.Node(
                        placed.get(call.layer()),
                        call.inputs().stream().map(values::get).toList(),
                        call.inputs().stream().map(Symbol::shape).toList(),
                        call.shape()));
            }
        }
        return new Layout(
                layers, nodes, graph.outputs().stream().map(values::get).toList());
    }

    /** Each layer's weights, which must be the same for all of its calls. */
    private static Map<Layer<?>, List<WeightSpec>> specs(Graph graph) {
        Map<Layer<?>, List<WeightSpec>> all = new HashMap<>();
        for (Symbol call : graph.calls()) {
            List<WeightSpec> specs = specs(call);
            List<WeightSpec> before = all.putIfAbsent(call.layer(), specs);
            if (before != null && !shapes(before).equals(shapes(specs))) {
                throw KerasException.expected(
                        "layer " + call.layer().getName() + ", called again",
                        "an input for weights of the same shapes, " + shapes(before),
                        "one for " + shapes(specs));
            }
        }
        return all;
    }

    private static List<WeightSpec> specs(Symbol call) {
        try {
            return call.inputs().size() == 1
                    ? LayerHooks.weights(call.layer(), call.inputs().get(0).shape())
                    : List.of();
        } catch (KerasException e) {
            throw new KerasException("layer " + call.layer().getName() + ": " + e.getMessage(), e);
        }
    }

    private static List<Shape> shapes(List<WeightSpec> specs) {
        return specs.stream().map(WeightSpec::shape).toList();
    }

    /** The number of all weights. */
    long countParams() {
        return layers.stream().mapToLong(Network.Placed::countParams).sum();
    }
}
