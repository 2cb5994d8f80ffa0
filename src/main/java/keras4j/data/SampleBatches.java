package keras4j.data;

import java.util.SplittableRandom;

/** Samples in memory, batch by batch; the last batch may be smaller. */
final class SampleBatches implements Batches {
    private final Batch samples;
    private final Batch batch;
    private final int capacity;
    private final int[] order;
    private int next;

    /** @param samples all of them */
    SampleBatches(Batch samples, int batchSize) {
        int size = samples.rows();
        this.samples = samples;
        capacity = Math.min(batchSize, size);
        batch = new Batch(parts(samples.x()), parts(samples.y()), parts(samples.weights()), samples.of(), false);
        order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
    }

    private float[][] parts(float[][] all) {
        float[][] parts = new float[all.length][];
        for (int i = 0; i < all.length; i++) {
            parts[i] = part(all[i]);
        }
        return parts;
    }

    /** Room for a batch's share of all samples' numbers. */
    private float[] part(float[] all) {
        return new float[all.length / samples.rows() * capacity];
    }

    @Override
    public int count() {
        return (order.length + capacity - 1) / capacity;
    }

    @Override
    public void begin(SplittableRandom shuffle) {
        next = 0;
        if (shuffle != null) {
            shuffle(order, shuffle);
        }
    }

    /** Each order is as likely as another (Fisher and Yates). */
    static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }

    @Override
    public Batch next() {
        if (next == order.length) {
            return null;
        }
        int from = next;
        next = Math.min(from + capacity, order.length);
        copy(samples.x(), batch.x(), from);
        copy(samples.y(), batch.y(), from);
        copy(samples.weights(), batch.weights(), from);
        batch.setRows(next - from);
        return batch;
    }

    private void copy(float[][] source, float[][] target, int from) {
        for (int i = 0; i < source.length; i++) {
            copy(source[i], target[i], from);
        }
    }

    private void copy(float[] source, float[] target, int from) {
        int length = target.length / capacity;
        if (length == 1) {
            for (int i = from; i < next; i++) {
                target[i - from] = source[order[i]];
            }
            return;
        }
        for (int i = from; i < next && length > 0; i++) {
            System.arraycopy(source, order[i] * length, target, (i - from) * length, length);
        }
    }
}
