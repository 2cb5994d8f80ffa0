package keras4j.layers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import keras4j.activations.ActivationFunction;
import keras4j.core.Shape;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.ops.Gradients;
import keras4j.ops.Primitive;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/** An activation in ONNX. */
final class WrittenFunction {
    private WrittenFunction() {}

    /** @param shape of x, with the axis of the batch */
    static String onnx(ActivationFunction function, OnnxGraph graph, String x, Shape shape) {
        Symbol given = new Trace(false).input(shape);
        Symbol y = function.apply(given);
        Map<Symbol, String> written = new HashMap<>(Map.of(given, x));
        for (Symbol call : Gradients.order(List.of(y))) {
            if (!written.containsKey(call)) {
                List<String> read = call.inputs().stream().map(written::get).toList();
                List<String> made = ((Primitive) call.operation()).onnxAll(graph.part("op"), call, read);
                for (int i = 0; i < made.size(); i++) {
                    written.put(call.outputs().get(i), made.get(i));
                }
            }
        }
        return written.get(y);
    }
}
