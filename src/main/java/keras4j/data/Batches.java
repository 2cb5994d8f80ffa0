package keras4j.data;

import java.util.SplittableRandom;

/** A way through batches, as often as wanted. */
public interface Batches {
    /** The number of batches from begin to end; -1 if that is not known. */
    int count();

    /**
     * Goes to the begin.
     *
     * @param shuffle puts samples in memory into another order; null for the order as it is
     */
    void begin(SplittableRandom shuffle);

    /** The next batch, valid until the next call; null at the end. */
    Batch next();
}
