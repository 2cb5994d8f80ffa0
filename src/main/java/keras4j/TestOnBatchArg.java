package keras4j;

/** An option of {@link Model}'s {@code testOnBatch}, made by a method of {@link Args}. */
public sealed interface TestOnBatchArg permits Args.SampleWeight {}
