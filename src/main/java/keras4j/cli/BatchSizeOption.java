package keras4j.cli;

import keras4j.Args;
import picocli.CommandLine.Option;

/** The option that says how many samples go through the model at a time. */
final class BatchSizeOption {
    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Samples at a time; ${DEFAULT-VALUE} unless given.")
    Args.BatchSize value;
}
