package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;

import java.nio.file.Path;
import keras4j.layers.Dense;
import keras4j.layers.Input;

/** A program that trains a model of 6 million weights by Adam, and saves it in all formats. */
final class SavingLarge {
    private SavingLarge() {}

    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        Sequential model = new Sequential(new Input(500), new Dense(4_000), new Dense(1_000));
        model.compile(optimizer("adam"), loss("mse"));
        model.fit(new float[2][500], new float[2][1_000], verbose(0));
        model.save(folder.resolve("model.keras"));
        model.save(folder.resolve("model.h5"));
        model.save(folder.resolve("model.json"));
        model.save(folder.resolve("model.zip"));
        model.saveWeights(folder.resolve("model.weights.h5"));
        model.saveWeights(folder.resolve("model.safetensors"));
        model.export(folder.resolve("model.onnx"));
    }
}
