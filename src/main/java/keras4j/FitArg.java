package keras4j;

/** An option of {@link Model}'s {@code fit}, made by a method of {@link Args}. */
public sealed interface FitArg
        permits Args.BatchSize,
                Args.Callbacks,
                Args.ClassWeight,
                Args.Epochs,
                Args.InitialEpoch,
                Args.SampleWeight,
                Args.Seed,
                Args.Shuffle,
                Args.StepsPerEpoch,
                Args.ValidationBatchSize,
                Args.ValidationData,
                Args.ValidationFreq,
                Args.ValidationSplit,
                Args.ValidationSteps,
                Args.Verbose {}
