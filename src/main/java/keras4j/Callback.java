package keras4j;

/** Is told how training goes. Logs are valid during the call only. Keras: {@code Callback}. */
interface Callback {
    /**
     * Before the first epoch.
     *
     * @param epochs how many there will be
     * @param steps the number of batches in each
     */
    default void onTrainBegin(int epochs, int steps) {}

    /** Before an epoch, numbered from 0. */
    default void onEpochBegin(int epoch) {}

    /** After a batch, numbered from 0, with the epoch's running means. */
    default void onTrainBatchEnd(int batch, Logs logs) {}

    /** After an epoch, numbered from 0, with its logs, those of validation included. */
    default void onEpochEnd(int epoch, Logs logs) {}
}
