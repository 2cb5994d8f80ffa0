package keras4j.data;

import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Rows;
import keras4j.core.Shape;

/** How much each class counts; 1 for one that is not named. */
final class ClassWeights {
    private final Map<Integer, ? extends Number> values;

    /** @throws KerasException naming a class whose weight is not at least 0 */
    ClassWeights(Map<Integer, ? extends Number> values) {
        this.values = values;
        Samples.notNull("classWeight", values).forEach((number, weight) -> {
            if (number == null
                    || weight == null
                    || !(weight.floatValue() >= 0 && Float.isFinite(weight.floatValue()))) {
                throw KerasException.expected("classWeight, class " + number, "a weight of at least 0", weight);
            }
        });
    }

    /** The weight of each sample with these labels. */
    float[] of(float[] labels, int samples, Shape shape) {
        float[] weights = new float[samples];
        for (int i = 0; i < samples; i++) {
            Number weight = values.get(classOf(labels, i, shape.size()));
            weights[i] = weight == null ? 1 : weight.floatValue();
        }
        return weights;
    }

    /** The class that a label says: its number, rounded, or the place of the largest number of its row. */
    static int classOf(float[] labels, int sample, int width) {
        return width == 1 ? (int) Math.rint(labels[sample]) : Rows.argMax(labels, sample * width, width);
    }
}
