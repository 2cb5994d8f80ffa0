package keras4j.cli;

import java.nio.file.Path;
import keras4j.Keras4j;
import keras4j.Model;
import keras4j.core.KerasException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a model in another format. */
@Command(
        name = "convert",
        description =
                "Writes a model in the format that the name of OUT says: .keras or .h5 the whole model, .weights.h5 weights alone, .json"
                        + " all but weights. From .json, weights are first ones at random, and a Normalization has none of its data"
                        + " yet: fit the .json to have it adapted.")
final class ConvertCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "IN", description = "A model file.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "A file of a model or of weights.")
    private Path out;

    @Override
    public void run() {
        ModelFiles.checkWritable(out);
        ModelFiles.write(model(), out);
    }

    /** As it was compiled, if that is supported: layers and weights do not need it. */
    private Model model() {
        try {
            return Keras4j.loadModel(in);
        } catch (KerasException e) {
            Model model = Keras4j.loadModel(in, false);
            System.err.println("keras4j: without optimizer, loss and metrics: " + e.getMessage());
            return model;
        }
    }
}
