package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.internal.graph.ModelKind;

/** The input's shape of a Sequential whose file does not say it, as those of Keras 2.2.4 do not: only its weights do. */
final class InputShapes {
    private static final Set<String> KEEPING_SHAPE = Set.of(
            "Activation",
            "AlphaDropout",
            "Dropout",
            "ELU",
            "GaussianDropout",
            "GaussianNoise",
            "LeakyReLU",
            "Masking",
            "ReLU");

    private InputShapes() {}

    /** How many axes the input has, with the batch's, and which of them the first weight says, counted from its last. */
    private record Reading(int rank, int fromLast) {
        static Reading of(String className) {
            return switch (className) {
                case "Dense" -> new Reading(2, 2);
                case "BatchNormalization" -> new Reading(2, 1);
                case "LSTM" -> new Reading(3, 2);
                case "Conv1D" -> new Reading(3, 2);
                case "Conv2D" -> new Reading(4, 2);
                default -> null;
            };
        }
    }

    /**
     * Puts the shape into a config in Keras 3's form, if it is clear: where it is not, there is none. The first layer with weights
     * says how many features there are; a Dense is taken for one of samples without further axes.
     */
    static void complete(Map<String, Object> model, Hdf5Reader weights) {
        Map<String, Object> config = Config.map("model config", model.get("config"));
        boolean isOpen = ModelKind.SEQUENTIAL.className().equals(model.get("class_name"))
                && config.get("build_input_shape") == null;
        if (isOpen && config.get("layers") instanceof List<?> layers) {
            for (Object found : layers) {
                Map<String, Object> layer = Config.map("layer", found);
                String className = String.valueOf(layer.get("class_name"));
                if (!KEEPING_SHAPE.contains(className)) {
                    config.put(
                            "build_input_shape", shape(className, Config.map("layer", layer.get("config")), weights));
                    break;
                }
            }
            model.put("config", config);
        }
    }

    private static List<Object> shape(String className, Map<String, Object> layer, Hdf5Reader weights) {
        Reading reading = Reading.of(className);
        if (reading == null || "channels_first".equals(layer.get("data_format"))) {
            return null;
        }
        for (String name : weights.texts(LegacyWeights.LAYER_NAMES)) {
            List<String> names = weights.group(name).texts(LegacyWeights.WEIGHT_NAMES);
            if (Keras2Config.modernName(name).equals(layer.get("name")) && !names.isEmpty()) {
                long[] dims = weights.group(name).dims(names.get(0));
                int axis = dims.length - reading.fromLast();
                if (axis < 0 || dims[axis] < 1 || dims[axis] > Integer.MAX_VALUE) {
                    throw KerasException.expected(
                            weights.at(names.get(0)), "a weight of a " + className, Arrays.toString(dims));
                }
                List<Object> shape = new ArrayList<>(Collections.nCopies(reading.rank(), null));
                shape.set(reading.rank() - 1, (int) dims[axis]);
                return shape;
            }
        }
        return null;
    }
}
