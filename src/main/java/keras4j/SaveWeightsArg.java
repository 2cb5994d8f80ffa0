package keras4j;

/** An option of {@link Model}'s {@code saveWeights}, made by a method of {@link Args}. */
public sealed interface SaveWeightsArg permits Args.ModuleNames {}
