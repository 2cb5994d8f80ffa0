package keras4j;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import keras4j.layers.Layer;

/** The fields of subclasses of {@link Model}. Keras: attributes that are tracked. */
final class Fields {
    private Fields() {}

    /** Those that have layers, by their names. */
    static Map<String, Layer<?>> layers(Model model) {
        Map<String, Layer<?>> layers = new LinkedHashMap<>();
        for (Class<?> owner = model.getClass(); owner != Model.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (!field.isSynthetic() && value(field, model) instanceof Layer<?> layer && layer != model) {
                    layers.put(field.getName(), layer);
                }
            }
        }
        return layers;
    }

    private static Object value(Field field, Model model) {
        try {
            return !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible() ? field.get(model) : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
