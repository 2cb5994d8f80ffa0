package keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import keras4j.Sequential;
import keras4j.data.Csv;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user can get wrong is answered by one line and exit code 1, or by the usage and 2. */
class CommandErrorsTest {
    private static final Path GOLDENS = Path.of("src", "test", "resources", "golden", "cli");
    private static final Path X = GOLDENS.resolve("x.npy");
    private static final Path Y = GOLDENS.resolve("y.npy");
    private static final Path MODEL = GOLDENS.resolve("card.keras");
    private static final Path NETWORK = Path.of("models", "network.json");
    private static final Path TABLE = Path.of("src/main/resources/keras4j/examples/creditcard.csv");

    @TempDir
    Path folder;

    private Path empty;

    @BeforeEach
    void makeEmptyFile() throws IOException {
        empty = Files.createFile(folder.resolve("empty"));
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    private Path copyOfEmpty(String name) throws IOException {
        return Files.copy(empty, folder.resolve(name));
    }

    /** Layers and weights are read without the loss, which is not here. */
    @Test
    void aLossThatIsUnknownMattersOnlyToTraining() throws IOException {
        Path model = file(
                "model.json",
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"first\",",
                "\"units\": 1, \"batch_input_shape\": [null, 11]}}], \"compile_config\": {\"loss\": \"exotic\"}}");
        assertThat(Run.of("summary", model).done().out()).contains("Dense");
        Run converted = Run.of("convert", model, folder.resolve("model.keras"));
        assertThat(converted.code()).isZero();
        assertThat(converted.err())
                .startsWith("keras4j: without optimizer, loss and metrics: ")
                .contains("exotic");
        assertThat(Run.of("summary", folder.resolve("model.keras")).done().out())
                .contains("Dense");
        Run.of("evaluate", model, "--x", X, "--y", Y).failed("exotic");
    }

    @Test
    void commandsThatAreNone() {
        Run.of().usage("Missing required subcommand");
        Run.of("train").usage("Unmatched argument");
        Run.of("summary").usage("Missing required parameter: 'MODEL'");
        Run.of("convert", MODEL).usage("Missing required parameter: 'OUT'");
        Run.of("predict", MODEL).usage("Missing required option: '--x=FILE'");
        Run.of("evaluate", MODEL).usage("Missing required argument");
        Run.of("evaluate", MODEL, "--x", X).usage("Missing required argument(s): --y=FILE");
        Run.of("fit", MODEL, "--csv", TABLE).usage("Missing required argument(s): --target=COLUMN");
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--csv", TABLE, "--target", "card")
                .usage("mutually exclusive");
        Run.of("predict", MODEL, "--x", X, "--like", TABLE).usage("belong to one .csv file");
        Run.of("predict", MODEL, "--x", X, "--target", "card").usage("belong to one .csv file");
        Run.of("fit", MODEL, "--csv", TABLE, "--target", "@card").failed("received \"@card\"");
        Run.of("predict", MODEL, "--x", X, "--quiet").usage("Unknown option: '--quiet'");
    }

    @Test
    void optionsThatAreNone() {
        Object[] fit = {"fit", MODEL, "--x", X, "--y", Y};
        usage(fit, "--batch-size", "0", "'--batch-size': batchSize: expected at least 1 sample, received 0");
        usage(fit, "--batch-size", "ten", "'--batch-size': expected a number, received \"ten\"");
        usage(fit, "--epochs", "-1", "'--epochs': epochs: expected a number of at least 0, received -1");
        usage(fit, "--validation-split", "1", "'--validation-split': validationSplit: expected a number from 0");
        usage(fit, "--seed", "x", "'--seed'");
        usage(fit, "--threads", "x", "'--threads'");
        usage(fit, "--threads", "0", "received 0");
        usage(fit, "--seed", "x", "expected a number");
        Run.of("predict", MODEL, "--x", X, "--batch-size", 0).usage("'--batch-size'");
        Run.of("evaluate", MODEL, "--x", X, "--y", Y, "--batch-size", 0).usage("'--batch-size'");
    }

    private static void usage(Object[] command, String option, String value, String reason) {
        Run.of(Stream.concat(Stream.of(command), Stream.of(option, value)).toArray())
                .usage(reason);
    }

    @Test
    void modelsThatAreNone() throws IOException {
        for (String command : List.of("summary", "convert")) {
            Object[] out = command.equals("summary") ? new Object[0] : new Object[] {folder.resolve("out.keras")};
            refuse(command, folder.resolve("none.keras"), out, "none.keras: expected a .keras file, received no such");
            refuse(command, folder.resolve("none.json"), out, "none.json: expected a readable file of JSON");
            refuse(command, folder.resolve("model.xyz"), out, "expected a name that ends with .keras, ");
            refuse(command, folder, out, "expected a name that ends with .keras, ");
        }
        Object[] none = {};
        refuse("summary", copyOfEmpty("empty.keras"), none, "empty.keras: expected a .keras file (a zip)");
        refuse("summary", copyOfEmpty("empty.json"), none, "empty.json: ");
        refuse("summary", file("text.json", "no json"), none, "text.json: ");
        refuse(
                "summary",
                file("other.json", "{\"class_name\": \"Nothing\", \"module\": \"keras\"}"),
                none,
                "Sequential");
        refuse(
                "summary",
                Files.createDirectory(folder.resolve("folder.json")),
                none,
                "folder.json: expected a readable");
        refuse(
                "summary",
                Files.createDirectory(folder.resolve("folder.keras")),
                none,
                "folder.keras: expected a .keras");
        Path large = folder.resolve("large.json");
        Files.write(large, new byte[(16 << 20) + 1]);
        refuse("summary", large, none, "large.json: model: expected at most 16777216 bytes of JSON");
        Files.write(large, new byte[] {'"', (byte) 0xff, '"'});
        refuse("summary", large, none, "large.json: expected a readable file of JSON");
    }

    private static void refuse(String command, Path model, Object[] out, String reason) {
        Run.of(Stream.concat(Stream.of(command, model), Stream.of(out)).toArray())
                .failed(reason);
    }

    @Test
    void modelsThatAreNotCompiled() {
        Path plain = folder.resolve("plain.keras");
        new Sequential(new Input(11), new Dense(1)).save(plain);
        Run.of("fit", plain, "--x", X, "--y", Y).failed("plain.keras: expected a compiled model");
        Run.of("evaluate", plain, "--x", X, "--y", Y).failed("plain.keras: expected a compiled model");
        assertThat(Run.of("predict", plain, "--x", X).done().out().lines()).hasSize(126);
    }

    @Test
    void dataThatAreNone() throws IOException {
        predictFails(folder.resolve("none.npy"), "none.npy: expected a readable .npy file");
        predictFails(folder.resolve("none.csv"), "none.csv: expected a readable CSV file");
        predictFails(folder.resolve("x.txt"), "data file: expected a name that ends with .npy, .npz or .csv");
        predictFails(copyOfEmpty("empty.npy"), "empty.npy: file: expected more bytes");
        predictFails(copyOfEmpty("empty.csv"), "empty.csv: expected a line of column names and at least one row");
        predictFails(Files.createDirectory(folder.resolve("folder.npy")), "folder.npy: expected a .npy file");
        predictFails(
                Files.createDirectory(folder.resolve("folder.csv")),
                "folder.csv: expected a CSV table, received Exception when reading first record: Is a directory");
        predictFails(Y, "predict(x): expected inputs of shape (None, 11), received (None, 125)");
        predictFails(
                file("narrow.csv", "a,b", "1,2"),
                "predict(x): expected inputs of shape (None, 11), received (None, 2)");
        predictFails(file("multi.csv", "a,b", "1,\"x\ny\"", "2,z"), "column b: expected numbers");
        Run.of("fit", MODEL, "--x", X, "--y", GOLDENS.resolve("none.npy")).failed("none.npy: expected a readable");
        Run.of("fit", MODEL, "--csv", TABLE, "--target", "card")
                .failed("expected numbers, or --like with the training table");
        Run.of("fit", MODEL, "--csv", TABLE, "--target", "cart").failed("did you mean \"card\"?");
        Run.of("fit", MODEL, "--x", X, "--y", X).failed("fit(y): expected labels of shape");
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--validation-split", 0.999).failed("leaves samples to train on");
        Run.of("evaluate", MODEL, "--x", X, "--y", file("y.csv", "y", "1"))
                .failed("as many labels as there are samples");
    }

    private static void predictFails(Path x, String reason) {
        Run.of("predict", MODEL, "--x", x).failed(reason);
    }

    @Test
    void wordsNeedTheTrainingTable() throws IOException {
        String owner = "creditcard.csv, column owner: expected numbers, or --like with the training table";
        Run.of("predict", MODEL, "--x", TABLE, "--target", "card").failed(owner);
        Run.of("evaluate", MODEL, "--csv", TABLE, "--target", "card").failed(owner);
        Run.of("fit", MODEL, "--x", TABLE, "--y", Y).failed("column owner: expected numbers, or --csv and --target");
        Run.of(
                        "predict",
                        MODEL,
                        "--x",
                        file("x.csv", "a,b", "1,yes"),
                        "--like",
                        file("like.csv", "a,b", "1,no", "2,maybe"))
                .failed("x.csv, row 1, column b: expected one of maybe, no, received \"yes\"");
        Run.of("predict", MODEL, "--x", file("x.csv", "a,b", "1,yes"), "--like", TABLE)
                .failed("x.csv: expected the columns reports, age,");
        Run.of("predict", MODEL, "--x", TABLE, "--like", TABLE, "--target", "cart")
                .failed("did you mean \"card\"?");
        Run.of("predict", MODEL, "--x", TABLE, "--like", folder.resolve("none.csv"))
                .failed("none.csv: expected a readable");
        Path encoding = file("encoding.json", "{\"csv_encoding\": 2}");
        Run.of("predict", MODEL, "--x", TABLE, "--like", encoding).failed("csv_encoding: expected 1, received 2");
        Csv.read(TABLE).encoding("card").save(encoding);
        Run.of("evaluate", MODEL, "--csv", TABLE, "--target", "owner", "--like", encoding)
                .failed("encoding.json: expected an encoding with labels in the column owner, received card");
        Run.of("fit", MODEL, "--x", X, "--y", Y, "--save-encoding", folder.resolve("e.json"))
                .usage("--save-encoding belongs to --csv");
        Run.of("fit", MODEL, "--csv", TABLE, "--target", "card", "--save-encoding", folder.resolve("no/e.json"))
                .failed("expected a folder that is there");
    }

    @Test
    void placesThatCannotBeWrittenAreKnownBeforeTheWork() throws IOException {
        Object[] fit = {"fit", NETWORK, "--x", folder.resolve("none.npy"), "--y", Y};
        Path missing = folder.resolve("no");
        Path taken = Files.createDirectory(folder.resolve("taken.keras"));
        fails(fit, "--save", missing.resolve("m.keras"), "m.keras: expected a folder that is there");
        fails(fit, "--save", folder.resolve("m.xyz"), "expected a name that ends with .keras, ");
        fails(fit, "--save", taken, "taken.keras: expected a file, received a folder");
        fails(fit, "--history", missing.resolve("h.json"), "h.json: expected a folder that is there");
        Object[] predict = {"predict", folder.resolve("none.keras"), "--x", X};
        fails(predict, "--out", missing.resolve("y.npy"), "y.npy: expected a folder that is there");
        fails(
                predict,
                "--out",
                folder.resolve("y.txt"),
                "data file: expected a name that ends with .npy, .npz or .csv");
        Object[] convert = {"convert", folder.resolve("none.keras")};
        Run.of("convert", convert[1], missing.resolve("m.json")).failed("m.json: expected a folder that is there");
        Run.of("convert", NETWORK, folder.resolve("m.keras")).failed("a known input shape");
        Run.of("convert", MODEL, "card").failed("expected a name that ends with .keras, ");
    }

    private static void fails(Object[] command, String option, Path value, String reason) {
        Run.of(Stream.concat(Stream.of(command), Stream.of(option, value)).toArray())
                .failed(reason);
    }

    @Test
    void outputsOfMoreAxesAreNoTable() throws IOException {
        Path cube = Path.of("src", "test", "resources", "golden", "npy", "cube.npy");
        Path model = folder.resolve("positions.keras");
        new Sequential(new Input(3, 4), new Dense(2)).save(model);
        Run.of("predict", model, "--x", cube).failed("outputs: expected rows of numbers for CSV; use --out FILE.npy");
        Run.of("predict", model, "--x", cube, "--out", folder.resolve("y.csv")).failed("received (None, 3, 2)");
        Run.of("predict", model, "--x", cube, "--out", folder.resolve("y.npy")).done();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".csv"));
        }
    }

    @Test
    void filesThatMayNotBeRead() throws IOException {
        Path secret = Files.copy(X, folder.resolve("secret.npy"));
        secret.toFile().setReadable(false);
        Run run = Run.of("predict", MODEL, "--x", secret);
        if (Files.isReadable(secret)) {
            run.done(); // root may read everything
        } else {
            run.failed("secret.npy: expected a readable .npy file");
        }
    }
}
