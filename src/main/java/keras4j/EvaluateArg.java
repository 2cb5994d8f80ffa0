package keras4j;

/** An option of {@link Model}'s {@code evaluate}, made by a method of {@link Args}. */
public sealed interface EvaluateArg
        permits Args.BatchSize, Args.Callbacks, Args.SampleWeight, Args.Steps, Args.Verbose {}
