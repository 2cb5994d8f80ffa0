package keras4j.internal.dl4j;

import java.util.List;
import java.util.Map;
import keras4j.activations.ActivationFunction;

/** A layer's arguments by Keras's names. */
record LayerArguments(Map<String, Object> values) {
    boolean flag(String name) {
        return (Boolean) values.get(name);
    }

    String text(String name) {
        return (String) values.get(name);
    }

    int integer(String name) {
        return (Integer) values.get(name);
    }

    double number(String name) {
        return ((Number) values.get(name)).doubleValue();
    }

    /** Whole numbers; one stands for a list of it. */
    int[] integers(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().mapToInt(Integer.class::cast).toArray()
                : new int[] {integer(name)};
    }

    ActivationFunction function(String name) {
        return (ActivationFunction) values.get(name);
    }
}
