package keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import keras4j.Args;
import keras4j.FitArg;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.Model;
import keras4j.core.Shape;
import keras4j.data.Npy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of samples and classes, the learning rate, and figures with all their digits do what they do in Java. */
class WeightOptionsTest {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden", "cli");
    private static final Path X = GOLDENS.resolve("x.npy");
    private static final Path Y = GOLDENS.resolve("y.npy");
    private static final Path MODEL = GOLDENS.resolve("card.keras");

    @TempDir
    Path folder;

    private float[] weights;
    private Path asNpy;
    private Path asCsv;

    @BeforeEach
    void weights() throws IOException {
        weights = new float[Npy.read(X).shape().dim(0)];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 3;
        }
        asNpy = folder.resolve("w.npy");
        new Npy(weights, Shape.of(weights.length)).write(asNpy);
        String rows = Arrays.toString(weights).replaceAll("[\\[\\] ]", "").replace(',', '\n');
        asCsv = Files.writeString(folder.resolve("w.csv"), "weight\n" + rows + "\n");
    }

    private List<Double> losses(Object... more) throws IOException {
        Path history = folder.resolve("history.json");
        Object[] all = {"fit", MODEL, "--x", X, "--y", Y, "--no-shuffle", "--epochs", 2, "--history", history};
        Run.of(Stream.concat(Arrays.stream(all), Arrays.stream(more)).toArray()).done();
        JsonNode read = new ObjectMapper().readTree(history.toFile());
        return List.of(
                read.get("loss").get(0).asDouble(), read.get("loss").get(1).asDouble());
    }

    private static List<Double> expected(double learningRate, FitArg... more) {
        Model model = Keras4j.loadModel(MODEL);
        if (learningRate > 0) {
            model.getOptimizer().learningRate(learningRate);
        }
        List<FitArg> args = new ArrayList<>(List.of(Args.shuffle(false), Args.epochs(2), Args.verbose(0)));
        args.addAll(List.of(more));
        return model.fit(Npy.read(X), Npy.read(Y), args.toArray(FitArg[]::new)).get("loss");
    }

    @Test
    void fit() throws IOException {
        List<Double> plain = expected(0);
        assertThat(losses()).isEqualTo(plain);
        List<Double> weighted = expected(0, Args.sampleWeight(weights));
        assertThat(losses("--sample-weight", asNpy)).isEqualTo(weighted).isNotEqualTo(plain);
        assertThat(losses("--sample-weight", asCsv)).isEqualTo(weighted);
        assertThat(losses("--class-weight", "0=1,1=3.5"))
                .isEqualTo(expected(0, Args.classWeight(Map.of(0, 1.0, 1, 3.5))))
                .isNotEqualTo(plain);
        assertThat(losses("--learning-rate", 0.25)).isEqualTo(expected(0.25)).isNotEqualTo(plain);
    }

    @Test
    void evaluate() throws IOException {
        Model model = Keras4j.loadModel(MODEL);
        Logs figures = model.evaluate(Npy.read(X), Npy.read(Y), Args.sampleWeight(weights), Args.verbose(0));
        Object[] command = {"evaluate", MODEL, "--x", X, "--y", Y, "--sample-weight", asNpy};
        assertThat(Run.of(command).done().out()).isEqualTo(figures + System.lineSeparator());
        Object[] json = Arrays.copyOf(command, command.length + 1);
        json[command.length] = "--json";
        JsonNode read = new ObjectMapper().readTree(Run.of(json).done().out());
        Map<String, Double> found = figures.names().stream()
                .collect(Collectors.toMap(name -> name, name -> read.get(name).asDouble()));
        figures.names().forEach(name -> assertThat(found.get(name)).isEqualTo(figures.get(name)));
        assertThat(read).hasSize(figures.names().size());
    }

    @Test
    void whatWillNotDo() throws IOException {
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--class-weight", "a=1").usage("--class-weight");
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--class-weight", "1").usage("--class-weight");
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--learning-rate", "fast").usage("--learning-rate");
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--learning-rate", -1).failed("learningRate");
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--sample-weight", asNpy, "--class-weight", "0=1,1=2")
                .failed("classWeight: expected samples without weights of their own");
        Path few = folder.resolve("few.npy");
        new Npy(new float[3], Shape.of(3)).write(few);
        Run.of("evaluate", MODEL, "--x", X, "--y", Y, "--sample-weight", few)
                .failed("sampleWeight: expected as many weights as there are samples in x");
        Run.of("evaluate", MODEL, "--x", X, "--y", Y, "--sample-weight", folder.resolve("w.npz"))
                .failed("--sample-weight: expected a .npy or .csv file");
    }
}
