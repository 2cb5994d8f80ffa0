package keras4j;

/** An option of {@link Model}'s {@code trainOnBatch}, made by a method of {@link Args}. */
public sealed interface TrainOnBatchArg permits Args.ClassWeight, Args.SampleWeight {}
