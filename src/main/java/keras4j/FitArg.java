package keras4j;

/** An option of {@link Model}'s {@code fit}, made by a method of {@link Args}. */
public sealed interface FitArg
        permits Args.BatchSize, Args.Epochs, Args.Seed, Args.Shuffle, Args.ValidationSplit, Args.Verbose {}
