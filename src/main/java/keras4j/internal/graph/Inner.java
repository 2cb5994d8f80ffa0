package keras4j.internal.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.layers.Call;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/**
 * A layer that is a graph of layers. Their weights are among those of the model that it is a layer of.
 *
 * @param <L> the layer's own class
 */
public abstract class Inner<L extends Inner<L>> extends Layer<L> {
    /** What it computes. */
    protected abstract Graph graph();

    @Override
    protected List<Layer<?>> parts() {
        return graph().layers();
    }

    /** What it was built as before, if it is a model that was; else null. */
    Network built() {
        return null;
    }

    /** Is told what it is built as. */
    void setNetwork(Network value) {}

    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        List<Shape> expected =
                graph().inputs().stream().map(Symbol::sampleShape).toList();
        if (!Shape.allFit(inputs, expected)) {
            throw KerasException.expected(className(), "inputs of shapes " + batched(expected), batched(inputs));
        }
        return graph().outputShapes(inputs);
    }

    @Override
    protected List<Symbol> call(List<Symbol> inputs, Call call) {
        Map<Symbol, List<Symbol>> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(graph().inputs().get(i), List.of(inputs.get(i)));
        }
        for (Graph.Step step : graph().steps()) {
            Symbol inner = step.call();
            values.put(inner, LayerHooks.apply(step.layer(), of(step.reads(), values), inner.arguments()));
        }
        return of(graph().outputs(), values);
    }

    private static List<Symbol> of(List<Symbol> symbols, Map<Symbol, List<Symbol>> values) {
        return symbols.stream()
                .map(symbol -> values.get(symbol.origin()).get(symbol.output()))
                .toList();
    }

    private static List<String> batched(List<Shape> shapes) {
        return shapes.stream().map(Shape::batched).toList();
    }
}
