package keras4j.layers;

import java.util.Map;

/** Reads models that are layers: see {@link Layers#MODELS}. Not for users. */
public interface ModelReader {
    /** The model that Keras serialised. */
    Layer<?> read(Map<String, Object> object);
}
