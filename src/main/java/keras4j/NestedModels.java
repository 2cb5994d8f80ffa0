package keras4j;

import java.util.Map;
import keras4j.internal.saving.ModelConfig;
import keras4j.layers.LayerHooks;
import keras4j.layers.ModelReader;

/** Makes models that are layers of others. */
final class NestedModels implements ModelReader {
    @Override
    public Model read(Map<String, Object> object) {
        ModelConfig read = ModelConfig.readLayer(object);
        Model model = read.graph() == null
                ? new Sequential(null, read.layers(), null)
                : Keras4j.model(read.kind(), read.graph(), null);
        LayerHooks.onlyTrainable(model, read.trainable());
        return model.name(read.name());
    }
}
