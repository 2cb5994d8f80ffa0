package keras4j.data;

import java.util.Map;
import java.util.function.Consumer;
import keras4j.core.Shape;

/**
 * What a model is trained, evaluated and asked on: samples in memory ({@link Dataset}), or batches that come one by one
 * ({@link BatchStream}). Shapes are those of one sample.
 */
public sealed interface BatchSource permits Dataset, BatchStream {
    /** The shape of one input. */
    Shape xShape();

    /** Whether there are labels. */
    boolean hasLabels();

    /**
     * The shape of one sample's labels: () for one number each.
     *
     * @throws keras4j.core.KerasException if there are none
     */
    Shape yShape();

    /** How many weights each sample has: 0 for none, 1, or one for each position of an output. */
    int weightsPerSample();

    /**
     * The same samples, each weighted by the class of its label; classes that are not in the map weigh 1.
     *
     * @throws keras4j.core.KerasException if there are weights already or labels are neither class numbers nor one-hot
     */
    BatchSource classWeight(Map<Integer, ? extends Number> weights);

    /**
     * A way through the batches.
     *
     * @param batchSize samples a batch; a stream's batches are as they come
     * @param check is shown the samples before they are handed out, all together or batch by batch
     */
    Batches batches(int batchSize, Consumer<Dataset> check);
}
