package keras4j.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import keras4j.core.KerasException;
import keras4j.core.Seeds;

/**
 * Samples in memory, batch by batch, for a loop of one's own; each time that they are gone through, they may come in another
 * order. {@code fit} needs none: it batches and shuffles by itself. PyTorch: {@code DataLoader}.
 */
public final class DataLoader implements Iterable<Dataset> {
    private final Dataset data;
    private int batchSize = 1;
    private boolean shuffle;
    private boolean dropLast;
    private SplittableRandom random;

    /** Batches of these samples, labels and weights. */
    public DataLoader(Dataset data) {
        this.data = KerasException.notNull("DataLoader", "data", data);
    }

    /** The number of samples in a batch; 1 unless given. */
    public DataLoader batchSize(int value) {
        if (value < 1) {
            throw KerasException.expected("DataLoader.batchSize", "a positive whole number", value);
        }
        batchSize = value;
        return this;
    }

    /** Whether samples come in another order each time; false unless given. */
    public DataLoader shuffle(boolean value) {
        shuffle = value;
        return this;
    }

    /** Whether the last batch is left out if it is smaller than the others; false unless given. */
    public DataLoader dropLast(boolean value) {
        dropLast = value;
        return this;
    }

    /** Makes the orders repeat; without it they follow from the process's seed. */
    public DataLoader seed(long value) {
        random = new SplittableRandom(value);
        return this;
    }

    /** The number of batches. PyTorch: {@code len}. */
    public int size() {
        return dropLast ? data.size() / batchSize : (data.size() + batchSize - 1) / batchSize;
    }

    /** The batches, each a copy, in a new order if they are shuffled. */
    @Override
    public Iterator<Dataset> iterator() {
        Batches batches = new SampleBatches(data.whole(), batchSize);
        batches.begin(shuffle ? order() : null);
        int count = size();
        return new Iterator<>() {
            private int taken;

            @Override
            public boolean hasNext() {
                return taken < count;
            }

            @Override
            public Dataset next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all " + count + " batches have been taken");
                }
                taken++;
                return data.copy(batches.next());
            }
        };
    }

    private synchronized SplittableRandom order() {
        if (random == null) {
            random = Seeds.generator(null);
        }
        return random;
    }
}
