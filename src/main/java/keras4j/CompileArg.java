package keras4j;

/** An option of {@link Model}'s {@code compile}, made by a method of {@link Args}. */
public sealed interface CompileArg permits Args.OptimizerArg, Args.LossArg, Args.MetricsArg {}
