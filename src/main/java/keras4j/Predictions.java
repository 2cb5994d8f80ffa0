package keras4j;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Memory;
import keras4j.core.Shape;
import keras4j.data.BatchSource;
import keras4j.data.Dataset;

/** The predictions for batch after batch, in a row for each output. */
final class Predictions {
    private final List<Shape> outputs;
    private final int[] sizes;
    private final float[][] all;
    private int samples;

    /**
     * @param outputs the shapes of one sample's predictions
     * @param data if they are in memory, there is room for all from the begin on
     */
    Predictions(List<Shape> outputs, BatchSource data) {
        this.outputs = outputs;
        sizes = outputs.stream().mapToInt(Shape::size).toArray();
        all = new float[sizes.length][];
        for (int k = 0; k < all.length; k++) {
            int samples = data instanceof Dataset known ? known.size() : 0;
            long numbers = Math.multiplyFull(samples, sizes[k]);
            Memory.checkArray("predict", "predictions for " + samples + " samples", numbers);
            all[k] = new float[(int) numbers];
        }
    }

    /**
     * Adds those of the last call.
     *
     * @throws KerasException if they have another shape than those before
     */
    void add(BatchRunner running, int rows) {
        if (running.outputShapes() != outputs && !running.outputShapes().equals(outputs)) {
            throw KerasException.expected(
                    "predict",
                    "outputs of the same shape for all batches; predictOnBatch takes one",
                    outputs + " and " + running.outputShapes());
        }
        for (int k = 0; k < all.length; k++) {
            int length = samples * sizes[k];
            int count = rows * sizes[k];
            if (all[k].length - count < length) {
                int least = Memory.length("predict", samples + rows, sizes[k]);
                all[k] = Arrays.copyOf(all[k], (int) Math.min(Math.max(2L * length, least), Memory.MAX_LENGTH));
            }
            System.arraycopy(running.outputs(k), 0, all[k], length, count);
        }
        samples += rows;
    }

    /** The shape of one sample of each output. */
    List<Shape> outputs() {
        return outputs;
    }

    /** For each output all of them, and nothing behind. */
    float[][] all() {
        for (int k = 0; k < all.length; k++) {
            int length = samples * sizes[k];
            all[k] = all[k].length == length ? all[k] : Arrays.copyOf(all[k], length);
        }
        return all;
    }
}
