package keras4j;

/** An option of {@link Model}'s {@code loadWeights}, made by a method of {@link Args}. */
public sealed interface LoadWeightsArg permits Args.ByName, Args.ModuleNames, Args.SkipMismatch {}
