package keras4j.core;

import java.util.List;

/**
 * The outputs of a model, as losses, metrics and logs name them: those in a map by its names, others by the layers that make them.
 *
 * @param structure how they stand in lists and maps
 * @param layers the names of their layers, which may be one for several outputs
 */
public record OutputNames(Structure structure, List<String> layers) {
    /** How many there are. */
    public int size() {
        return layers.size();
    }

    /** What stands before a loss in the logs: of maps and lists within others, the way to the output. */
    public List<String> ofLosses() {
        return structure.paths(layers);
    }

    /** What stands before a metric: of maps and lists within others, the name of the layer. */
    public List<String> ofMetrics() {
        return structure.isFlatMap() ? ofLosses() : layers;
    }

    @Override
    public String toString() {
        return ofLosses().toString();
    }
}
