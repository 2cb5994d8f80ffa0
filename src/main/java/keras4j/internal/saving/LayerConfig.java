package keras4j.internal.saving;

import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.ModelKind;
import keras4j.layers.Input;
import keras4j.layers.JoinedOps;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.OpLayer;
import keras4j.ops.Symbol;

/** What runs as a layer of another program's, as Keras has it: a layer; ops, which are no layers, as a functional model of them. */
public final class LayerConfig {
    private LayerConfig() {}

    /** @param inputs the shape of one sample of each input */
    public static Map<String, Object> write(Layer<?> layer, List<Shape> inputs) {
        if (!(layer instanceof OpLayer || layer instanceof JoinedOps)) {
            return LayerHooks.serialize(layer);
        }
        List<Symbol> given = inputs.stream()
                .map(shape -> LayerHooks.symbol(new Input(shape.dims()), List.of()))
                .toList();
        Graph graph = Graph.attached(given, LayerHooks.described(layer, given));
        return ModelConfig.write(ModelKind.FUNCTIONAL, layer.getName(), true, List.of(), graph);
    }

    /**
     * @param where what errors begin with
     * @throws KerasException for anything else than {@link #write} gives
     */
    public static Layer<?> read(String where, Object found) {
        return Problems.in(where, () -> read(Config.map("layer", found)));
    }

    private static Layer<?> read(Map<String, Object> object) {
        if (!ModelKind.classNames().contains(object.get("class_name"))) {
            return LayerHooks.deserialize(object);
        }
        ModelConfig model = ModelConfig.read(object);
        Graph graph = model.graph();
        Symbol call = graph == null ? null : graph.outputs().get(0).origin();
        if (call != null && Layer.of(call) instanceof OpLayer && graph.outputs().equals(call.outputs())) {
            JoinedOps joined = LayerHooks.joined(call);
            if (joined.reads().equals(graph.inputs())) {
                return joined;
            }
        }
        throw KerasException.expected(
                "layer " + model.name(),
                "a layer, or an op with those before it whose values have no axis of the batch",
                "a model of other layers");
    }
}
