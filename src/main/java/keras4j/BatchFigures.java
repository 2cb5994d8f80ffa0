package keras4j;

import keras4j.data.Batch;

/** What is gathered over the batches of an epoch or an evaluation. */
interface BatchFigures {
    /** Forgets what was gathered. */
    void reset();

    /** Before a batch is run: what is wrong with it is to be said here. */
    default void begin(Batch batch, BatchRunner running) {}

    /**
     * Adds a batch.
     *
     * @param loss its loss
     * @param running what ran it
     * @param rowWeights for each output; null in it if all rows count 1
     */
    void add(Batch batch, double loss, BatchRunner running, float[][] rowWeights);

    /** The figures so far; valid until the next batch. */
    Logs logs();
}
