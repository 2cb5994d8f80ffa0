package keras4j.data;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.Structure;

/**
 * What a model is trained, evaluated and asked on: samples in memory ({@link Dataset}), or batches that come one by one
 * ({@link BatchStream}). Shapes are those of one sample.
 */
public sealed interface BatchSource permits Dataset, BatchStream {
    /** The shape of one sample of each input. */
    List<Shape> xShapes();

    /**
     * The shape of one sample of the only input.
     *
     * @throws KerasException if there are several
     */
    default Shape xShape() {
        return only("data", "one input", xShapes());
    }

    private static Shape only(String what, String expected, List<Shape> shapes) {
        if (shapes.size() != 1) {
            throw KerasException.expected(what, expected, shapes.size());
        }
        return shapes.get(0);
    }

    /** Whether there are labels. */
    boolean hasLabels();

    /**
     * The shapes of one sample's labels, for each output: () for one number each.
     *
     * @throws KerasException if there are none
     */
    List<Shape> yShapes();

    /**
     * The shape of one sample's labels for the only output.
     *
     * @throws KerasException if there are none, or of several
     */
    default Shape yShape() {
        return only("labels", "those of one output", yShapes());
    }

    /** How the inputs were given in lists and maps. */
    Structure xStructure();

    /** The same of the labels. */
    Structure yStructure();

    /**
     * The same samples with inputs and labels in another order, in lists.
     *
     * @param inputs the numbers of the inputs here
     * @param labels the same of the labels, if there are any; -1 for those that an output has none of
     */
    BatchSource ordered(int[] inputs, int[] labels);

    /**
     * The shapes of one sample's weights, () for one number and (positions) for one for each position: none for no weights, that of
     * those for all outputs, or one for each output.
     */
    List<Shape> weightShapes();

    /**
     * The same samples, each weighted by the class of its label; classes that are not in the map weigh 1.
     *
     * @throws KerasException if there are weights already or labels are neither class numbers nor one-hot
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
