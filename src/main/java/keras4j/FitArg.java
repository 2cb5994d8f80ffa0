package keras4j;

/** An option of {@link Model}'s {@code fit}, made by a method of {@link Args}. */
public sealed interface FitArg
        permits Args.BatchSize,
                Args.Epochs,
                Args.InitialEpoch,
                Args.Seed,
                Args.Shuffle,
                Args.ValidationData,
                Args.ValidationFreq,
                Args.ValidationSplit,
                Args.Verbose {}
