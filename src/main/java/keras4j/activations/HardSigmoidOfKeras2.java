package keras4j.activations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.Serialized;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * y = min(max(0.2 x + 0.5, 0), 1), which {@code hard_sigmoid} was up to Keras 2; Keras 3's is another one, {@link HardSigmoid}.
 * Models of those versions have it. For Keras 3 it is written as what computes the same there: {@code
 * Sequential([Rescaling(0.2, 0.5), ReLU(max_value=1)])} as an activation.
 */
public final class HardSigmoidOfKeras2 extends ActivationFunction {
    private static final Map<String, Object> SCALE = Map.of("scale", 0.2, "offset", 0.5);
    private static final Map<String, Object> CUT = Map.of("max_value", 1.0, "negative_slope", 0.0, "threshold", 0.0);

    @Override
    public String name() {
        return "hard_sigmoid of Keras 2";
    }

    @Override
    protected Symbol call(Symbol x) {
        return Ops.relu(x.times(0.2).plus(0.5), 0, 1.0, 0);
    }

    /** Keras 3's form, as the value of an argument such as "activation". */
    public static Map<String, Object> written() {
        List<Object> layers = List.of(layer("Rescaling", "scaled", SCALE), layer("ReLU", "cut", CUT));
        return Serialized.of(
                "keras", "Sequential", Map.of("name", "hard_sigmoid_of_keras_2", "dtype", "float32", "layers", layers));
    }

    private static Map<String, Object> layer(String className, String name, Map<String, Object> arguments) {
        return Serialized.of("keras.layers", className, Config.write(config -> {
            config.unused("name", name);
            config.unused("dtype", "float32");
            arguments.forEach(config::unused);
        }));
    }

    /** Whether it is that form, also as Keras writes it again. */
    static boolean is(Object found) {
        if (!(found instanceof Map<?, ?> model)
                || !"Sequential".equals(model.get("class_name"))
                || !(model.get("config") instanceof Map<?, ?> config)
                || !(config.get("layers") instanceof List<?> all)) {
            return false;
        }
        List<Object> layers = new ArrayList<>(all);
        layers.removeIf(layer -> isLayer(layer, "InputLayer", Map.of()));
        return layers.size() == 2 && isLayer(layers.get(0), "Rescaling", SCALE) && isLayer(layers.get(1), "ReLU", CUT);
    }

    private static boolean isLayer(Object found, String className, Map<String, Object> arguments) {
        return found instanceof Map<?, ?> layer
                && className.equals(layer.get("class_name"))
                && layer.get("config") instanceof Map<?, ?> config
                && arguments.entrySet().stream()
                        .allMatch(argument -> argument.getValue().equals(config.get(argument.getKey())));
    }
}
