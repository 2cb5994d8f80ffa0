package keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.Args;
import keras4j.Model;
import keras4j.data.Npy;
import keras4j.data.Npz;
import keras4j.layers.Dense;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of several inputs and outputs, beside what real Keras does (src/test/python/make_cli_goldens.py), and .npz files. */
class SeveralFilesTest {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden", "cli");
    private static final Path MODEL = GOLDENS.resolve("several.keras");
    private static final Path TEXT = GOLDENS.resolve("text.npy");
    private static final Path IMAGE = GOLDENS.resolve("image.npy");
    private static final Path PRICE = GOLDENS.resolve("price.npy");
    private static final Path KIND = GOLDENS.resolve("kind.npy");
    private static final Path ALL = GOLDENS.resolve("several.npz");
    private static final Object[] X = {"--x", TEXT, "--x", IMAGE};
    private static final Object[] Y = {"--y", PRICE, "--y", KIND};

    @TempDir
    Path folder;

    private static JsonNode golden(String name) throws IOException {
        return new ObjectMapper()
                .readTree(GOLDENS.resolve("several.json").toFile())
                .get(name);
    }

    private static Object[] arguments(Object... parts) {
        return Stream.of(parts)
                .flatMap(part -> part instanceof Object[] several ? Stream.of(several) : Stream.of(part))
                .toArray();
    }

    private static Run run(Object... parts) {
        return Run.of(arguments(parts));
    }

    private static void assertPredictions(Npy found, String name) throws IOException {
        JsonNode expected = golden("predictions").get(name);
        assertThat(found.values()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.values()[i]).isCloseTo(expected.get(i).floatValue(), within(1e-6f));
        }
    }

    @Test
    void predictsAsKerasDoes() throws IOException {
        Path price = folder.resolve("price.npy");
        Path kind = folder.resolve("kind.csv");
        for (Object[] x : List.of(X, arguments("--x", ALL), arguments("--x", GOLDENS.resolve("several_x.npz")))) {
            Files.deleteIfExists(price);
            assertThat(run("predict", MODEL, x, "--out", price, "--out", kind)
                            .done()
                            .out())
                    .isEmpty();
            assertPredictions(Npy.read(price), "price");
            assertThat(Files.readAllLines(kind)).hasSize(21).first().isEqualTo("output_0,output_1,output_2");
        }
        String csv = Files.readString(kind);
        assertThat(run("predict", MODEL, X, "--out", price, "--out", "-").done().out())
                .isEqualTo(csv);

        Path all = folder.resolve("all.npz");
        run("predict", MODEL, X, "--out", all, "--batch-size", 7).done();
        Map<String, Npy> outputs = Npz.read(all);
        assertThat(outputs.keySet()).containsExactly("price", "kind");
        assertPredictions(outputs.get("price"), "price");
        assertPredictions(outputs.get("kind"), "kind");
    }

    /** The options may stand in any order, as long as each kind is in the model's. */
    @Test
    void evaluatesAsKerasDoes() throws IOException {
        JsonNode figures = golden("evaluation");
        String expected = String.format(
                Locale.ROOT,
                "kind_loss: %.4f - loss: %.4f - price_loss: %.4f%n",
                figures.get("kind_loss").asDouble(),
                figures.get("loss").asDouble(),
                figures.get("price_loss").asDouble());
        assertThat(run("evaluate", MODEL, X, Y).done().out()).isEqualTo(expected);
        assertThat(run("evaluate", MODEL, "--y", PRICE, "--x", TEXT, "--y", KIND, "--x", IMAGE)
                        .done()
                        .out())
                .isEqualTo(expected);
        assertThat(run("evaluate", MODEL, "--x", ALL, "--y", ALL).done().out()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void trainsAsKerasDoes(String engine) throws IOException {
        Path history = folder.resolve("history.json");
        run(
                        "fit",
                        MODEL,
                        "--x",
                        ALL,
                        Y,
                        "--batch-size",
                        10,
                        "--epochs",
                        3,
                        "--no-shuffle",
                        "--engine",
                        engine,
                        "--history",
                        history)
                .done();
        JsonNode found = new ObjectMapper().readTree(history.toFile());
        golden("history").properties().forEach(figure -> {
            for (int i = 0; i < 3; i++) {
                assertThat(found.get(figure.getKey()).get(i).asDouble())
                        .as(figure.getKey())
                        .isCloseTo(figure.getValue().get(i).asDouble(), within(1e-5));
            }
        });
    }

    /** One input and one output may be in a .npz file, too, under any name. */
    @Test
    void oneArrayNeedsNoName() {
        Path model = GOLDENS.resolve("card.keras");
        Path x = folder.resolve("x.npz");
        Npz.write(x, Map.of("anything", Npy.read(GOLDENS.resolve("x.npy"))));
        Path y = folder.resolve("y.npz");
        run("predict", model, "--x", x, "--out", y).done();
        Npy predictions = Npz.read(y).get("dense_2");
        run("predict", model, "--x", GOLDENS.resolve("x.npy"), "--out", folder.resolve("y.npy"))
                .done();
        assertThat(predictions.values())
                .containsExactly(Npy.read(folder.resolve("y.npy")).values());
        run("evaluate", model, "--x", x, "--y", y).done();
        // A network whose first data build it.
        run("fit", Path.of("models", "network.json"), "--x", x, "--y", y).done();
        run("fit", Path.of("models", "network.json"), X, "--y", y)
                .failed("--x: expected a file for each of [input] in this order, or one .npz file for all");
    }

    /** A layer that is called twice makes two outputs of one name. */
    @Test
    void outputsOfOneNameAreNumbered() {
        Symbol a = Args.input("a", 3);
        Dense shared = new Dense(3).name("p");
        Symbol once = shared.apply(a);
        Path model = folder.resolve("twice.keras");
        new Model(List.of(a), List.of(once, shared.apply(once))).save(model);
        Path out = folder.resolve("y.npz");
        run("predict", model, "--x", TEXT, "--out", out).done();
        assertThat(Npz.names(out)).containsExactly("p", "p_1");
    }

    @Test
    void wrongFilesAreRefused() throws IOException {
        String x = "--x: expected a file for each of [text, image] in this order, or one .npz file for all, received [";
        String out =
                "--out: expected a file for each of [price, kind] in this order, or one .npz file for all, received [";
        run("predict", MODEL, "--x", TEXT, "--out", folder.resolve("y.npz")).failed(x + TEXT + "]");
        run("predict", MODEL, X, "--x", TEXT, "--out", folder.resolve("y.npz")).failed(x);
        run("predict", MODEL, "--x", ALL, "--x", IMAGE, "--out", folder.resolve("y.npz"))
                .failed(x);
        run("predict", MODEL, X).failed(out + "-]");
        run("predict", MODEL, X, "--out", folder.resolve("y.npy")).failed(out);
        run("predict", MODEL, X, "--out", folder.resolve("y.npz"), "--out", folder.resolve("z.npy"))
                .failed(out);
        run("evaluate", MODEL, "--x", TEXT, Y).failed(x + TEXT + "]");
        run("evaluate", MODEL, X, "--y", PRICE).failed("--y: expected a file for each of [price, kind] in this order");
        run("fit", MODEL, X, Y, "--y", PRICE).failed("--y: expected a file for each of [price, kind] in this order");
        run("evaluate", MODEL, "--x", TEXT, "--x", PRICE, Y).failed("evaluate(x, array 1): expected inputs of shape");
        run("predict", MODEL, X, "--out", "-", "--out", "-").failed("--out: expected different files");
        run("predict", MODEL, X, "--out", folder.resolve("y.npy"), "--out", folder.resolve("./y.npy"))
                .failed("--out: expected different files");
        run("predict", MODEL, X, "--like", TEXT, "--out", folder.resolve("y.npz"))
                .usage("belong to one .csv file");
        Path words = Files.write(folder.resolve("words.csv"), List.of("a,b,c", "1,2,yes"));
        run("predict", MODEL, "--x", words, "--x", IMAGE, "--out", folder.resolve("y.npz"))
                .failed("column c: expected numbers, or a single table and --like, which take words");
        assertThat(folder.resolve("y.npz")).doesNotExist();

        Path other = folder.resolve("other.npz");
        Npz.write(other, Map.of("image", Npy.read(IMAGE), "txet", Npy.read(TEXT)));
        run("predict", MODEL, "--x", other, "--out", folder.resolve("y.npz"))
                .failed("other.npz: expected arrays named [text, image], or as many with other names in this order");
        Npz.write(other, Map.of("a", Npy.read(IMAGE)));
        run("evaluate", MODEL, "--x", other, Y).failed("expected arrays named [text, image]");
        run("evaluate", MODEL, "--x", folder.resolve("none.npz"), Y).failed("none.npz: expected a .npz file");
    }
}
