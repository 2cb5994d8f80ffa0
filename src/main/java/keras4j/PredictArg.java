package keras4j;

/** An option of {@link Model}'s {@code predict}, made by a method of {@link Args}. */
public sealed interface PredictArg permits Args.BatchSize, Args.Callbacks, Args.Steps {}
