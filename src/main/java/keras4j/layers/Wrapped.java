package keras4j.layers;

import java.util.Map;
import keras4j.core.Config;

/** Layers that are arguments of others. */
final class Wrapped {
    private Wrapped() {}

    /** Reads or writes a layer as Keras serialises it. */
    static Layer<?> config(Config config, String key, Layer<?> layer) {
        return config.function(key, layer, Wrapped::read, SerializedLayers::serialize);
    }

    /** The layer that was serialised. */
    static Layer<?> read(String owner, Object found) {
        return SerializedLayers.deserialize(Config.map(owner, found));
    }

    /** A new layer with the same arguments, but for some. */
    static Layer<?> copy(Layer<?> layer, String name, boolean goBackwards) {
        Map<String, Object> object = SerializedLayers.serialize(layer);
        Map<String, Object> config = Config.map("config", object.get("config"));
        config.put("name", name);
        config.put("go_backwards", goBackwards);
        object.put("config", config);
        return SerializedLayers.deserialize(object);
    }
}
