package keras4j.cli;

import java.nio.file.Path;
import keras4j.Keras4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a model's layers. */
@Command(name = "summary", description = "Shows a model's layers.")
final class SummaryCommand implements Runnable {
    @Parameters(paramLabel = "MODEL", description = "A model file.")
    private Path model;

    @Override
    public void run() {
        Keras4j.loadModel(model, false).summary();
    }
}
