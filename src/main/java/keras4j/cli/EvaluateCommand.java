package keras4j.cli;

import java.nio.file.Path;
import keras4j.Args;
import keras4j.Model;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Computes loss and metrics. */
@Command(
        name = "evaluate",
        description =
                "Prints loss and metrics of a compiled model. A table with words needs --like, the training table or its encoding.")
final class EvaluateCommand implements Runnable {
    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @ArgGroup(multiplicity = "1")
    private LabelledData data;

    @Mixin
    private BatchSizeOption batchSize;

    @Override
    public void run() {
        Model compiled = ModelFiles.readCompiled(model);
        System.out.println(compiled.evaluate(data.trained(compiled), batchSize.value, Args.verbose(0)));
    }
}
