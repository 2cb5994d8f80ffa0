package keras4j.layers;

import java.util.Map;
import java.util.Set;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.Printable;
import keras4j.core.Serialized;

/** Layers, which may be models, as Keras serialises them. Not for users. */
public final class SerializedLayers {
    private static final Set<String> FLOATS =
            Set.of("float16", "bfloat16", "float32", "float64", "mixed_float16", "mixed_bfloat16");
    private static final Set<String> POLICIES = Set.of("DTypePolicy", "Policy");

    private SerializedLayers() {}

    /** The layer's arguments by Keras's names, as {@link Config#values} has them. */
    public static Map<String, Object> arguments(Layer<?> layer) {
        return Config.values(layer::fullConfig);
    }

    /** The layer, which may be a model, as Keras serialises it. */
    public static Map<String, Object> serialize(Layer<?> layer) {
        Map<String, Object> object = layer.serialized();
        SharedObjects.mark(layer, object);
        return object;
    }

    /**
     * The layer that was serialised, which may be a model.
     *
     * @throws KerasException that names the layer, for what is not supported
     */
    public static Layer<?> deserialize(Map<String, Object> object) {
        return SharedObjects.read(object, () -> read(object));
    }

    private static Layer<?> read(Map<String, Object> object) {
        String className = String.valueOf(object.get("class_name"));
        if (Layers.MODELS.names().contains(className)) {
            return Layers.MODELS.get(className).read(object);
        }
        Map<String, Object> config = Config.map("layer", object.get("config"));
        String where = "layer " + config.get("name");
        try {
            Layer<?> layer = instance(where, object);
            readDtype(config);
            Config.read(where, config, layer::fullConfig);
            return layer;
        } catch (KerasException e) {
            throw e.in(where);
        }
    }

    private static Layer<?> instance(String where, Map<String, Object> object) {
        boolean isCustom = object.get("registered_name") instanceof String name && name.indexOf('>') >= 0;
        if (!isCustom && !Layers.REGISTRY.names().contains(object.get("class_name"))) {
            throw new KerasException(Printable.of(where) + ": the class " + Printable.of(object.get("class_name"))
                    + " is not supported");
        }
        return Serialized.instance(where, object, Layers.REGISTRY);
    }

    /**
     * Makes a config's dtype float32 if it is another of floats, since whatever a model is, it runs in float32 here; also one
     * that several layers share.
     */
    public static void readDtype(Map<String, Object> config) {
        Object dtype = config.get("dtype");
        if (dtype instanceof Map<?, ?> policy
                && POLICIES.contains(String.valueOf(policy.get("class_name")))
                && policy.get("config") instanceof Map<?, ?> named
                && named.keySet().equals(Set.of("name"))) {
            dtype = named.get("name");
        }
        if (FLOATS.contains(String.valueOf(dtype))) {
            config.put("dtype", "float32");
        }
    }

    /** The one dtype there is. */
    public static void onlyFloat32(Config config) {
        config.only("dtype", "float32", Serialized.FLOAT32);
    }
}
