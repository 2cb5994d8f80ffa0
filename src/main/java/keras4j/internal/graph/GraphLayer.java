package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.layers.Call;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.Weights;
import keras4j.ops.Symbol;

/**
 * A layer that is a graph of layers: a model. Its layers may be in other models, too, and so may be itself: all see what
 * one of them has learned.
 *
 * @param <L> the layer's own class
 */
public abstract class GraphLayer<L extends GraphLayer<L>> extends Layer<L> {
    /** What it computes; null before that is known. */
    protected abstract Graph graph();

    /**
     * The same for such inputs, which it has from here on if nothing has said them before.
     *
     * @throws KerasException if it cannot take them
     */
    protected abstract Graph graph(List<Shape> inputs);

    /**
     * The layers in the fields of a subclass, by their paths in Keras's files and in the order in which Keras looks for them; a layer
     * may be there twice. None of a model that is no subclass.
     */
    protected Map<String, Layer<?>> paths() {
        return Map.of();
    }

    /** With what Keras's paths of its layers begin: the names of models that make their layers themselves. */
    protected abstract String pathOfLayers();

    @Override
    protected List<Layer<?>> parts() {
        Graph known = graph();
        return known == null ? List.of() : known.layers();
    }

    /** Nothing: it has a form of its own in files. */
    @Override
    protected final void config(Config config) {}

    @Override
    protected final void described(List<Symbol> inputs) {
        graph(inputs.stream().map(Symbol::sampleShape).toList());
    }

    @Override
    protected final void build(Weights weights, List<Shape> inputs) {
        fitting(inputs.stream().map(Shape::withoutFirst).toList());
    }

    @Override
    protected final List<Shape> outputShapes(List<Shape> inputs) {
        return fitting(inputs).outputShapes(inputs);
    }

    /** What it computes for these, if it can take them. */
    private Graph fitting(List<Shape> inputs) {
        Graph graph = graph(inputs);
        List<Shape> expected = shapes(graph);
        if (!Shape.allFit(inputs, expected)) {
            throw KerasException.expected(className(), "inputs of shapes " + batched(expected), batched(inputs));
        }
        return graph;
    }

    /** The shape of one sample of each input. */
    protected static List<Shape> shapes(Graph graph) {
        return graph.inputs().stream().map(Symbol::sampleShape).toList();
    }

    @Override
    protected final List<Symbol> call(List<Symbol> inputs, Call call) {
        List<Symbol> masked = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            masked.add(call.masked(i, inputs.get(i)));
        }
        return calls(masked);
    }

    /** What the layers give one after the other for these, be they described or traced. */
    protected final List<Symbol> calls(List<Symbol> inputs) {
        Map<Symbol, List<Symbol>> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph().inputs().get(i), List.of(inputs.get(i)));
        }
        for (Graph.Step step : graph().steps()) {
            Symbol inner = step.call();
            values.put(inner, LayerHooks.apply(step.layer(), of(step.reads(), values), graph().arguments(inner)));
        }
        return of(graph().outputs(), values);
    }

    /** A model says in {@link #call(Symbol)} what it computes. */
    @Override
    protected final Symbol call(Symbol x, Call call) {
        return super.call(x, call);
    }

    private static List<Symbol> of(List<Symbol> symbols, Map<Symbol, List<Symbol>> values) {
        return symbols.stream()
                .map(symbol -> values.get(symbol.origin()).get(symbol.output()))
                .toList();
    }

    private static List<String> batched(List<Shape> shapes) {
        return shapes.stream().map(Shape::batched).toList();
    }

    @Override
    protected final Set<String> callArguments() {
        return Set.of("mask");
    }

    @Override
    protected boolean isStateful() {
        return parts().stream().anyMatch(LayerHooks::isStateful);
    }
}
