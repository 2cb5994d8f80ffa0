package keras4j.cli;

import java.nio.file.Path;
import keras4j.Keras4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a model in another format. */
@Command(
        name = "convert",
        description =
                "Writes a model in the format that the name of OUT says: .keras with its weights, .json without. From .json, weights are"
                        + " first ones at random, and a Normalization has none of its data yet: fit the .json to have it adapted.")
final class ConvertCommand implements Runnable {
    @Parameters(index = "0", paramLabel = "IN", description = "A .keras or .json file.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "A .keras or .json file.")
    private Path out;

    @Override
    public void run() {
        ModelFiles.checkWritable(out);
        ModelFiles.write(Keras4j.loadModel(in), out);
    }
}
