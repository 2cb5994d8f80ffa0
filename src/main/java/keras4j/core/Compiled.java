package keras4j.core;

import java.util.List;

/**
 * What a model was compiled with.
 *
 * @param lossName the name by which the loss was given; null if it was an object
 * @param metrics names and {@link Metric} objects
 * @param weightedMetrics names and {@link Metric} objects, in which samples count by their weights
 */
public record Compiled(
        Optimizer optimizer, Loss loss, String lossName, List<Object> metrics, List<Object> weightedMetrics) {}
