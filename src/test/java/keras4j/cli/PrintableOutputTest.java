package keras4j.cli;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import keras4j.Model;
import keras4j.layers.Dense;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a file or an argument says commands the terminal. */
class PrintableOutputTest {
    private static final Pattern COMMANDS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n\r]]");
    private static final String NAME = "\u001b[2J\u001b[31m\u202e\u009bn\r\nX";
    private static final String SHOWN = "\\u001b[2J\\u001b[31m";

    @TempDir
    Path folder;

    private Path model;
    private Path table;

    @BeforeEach
    void save() throws Exception {
        model = folder.resolve("m.keras");
        Symbol x = input("in", 2);
        Symbol first = new Dense(1).name(NAME).apply(x);
        Model named =
                new Model(List.of(x), List.of(first, new Dense(1).name(NAME + 2).apply(first)));
        named.name(NAME).compile(loss("mse"));
        named.save(model);
        table = Files.write(folder.resolve("t.csv"), List.of("a,\u001b[31mb,c", "1,2,3", "4,\u001b[31mx,6"));
    }

    private static String checked(int code, Object... command) {
        Run run = Run.of(command);
        String all = run.out() + run.err();
        assertThat(all).doesNotContainPattern(COMMANDS).doesNotContain("\nX", "\rX");
        assertThat(run.code()).as(all).isEqualTo(code);
        return all;
    }

    @Test
    void namesInFiles() {
        assertThat(checked(0, "summary", model)).contains("Model: \"" + SHOWN);
        assertThat(checked(1, "predict", model, "--x", table)).contains("--out: ", SHOWN);
        assertThat(checked(1, "predict", model, "--x", table, "--out", folder.resolve("y.npz")))
                .contains("\\u001b[31mb");
        assertThat(checked(1, "evaluate", model, "--csv", table, "--target", "c"))
                .contains("\\u001b[31mb");
        checked(0, "convert", model, folder.resolve("m.h5"));
        checked(1, "convert", model, folder.resolve("\u001b[31m").resolve("m.h5"));
    }

    @Test
    void figuresOfOutputs() throws Exception {
        Path one = folder.resolve("one.keras");
        Symbol x = input("in", 2);
        Model named = new Model(x, new Dense(1).name(NAME).apply(x));
        named.compile(loss("mse"), keras4j.Args.metrics(new keras4j.metrics.MeanSquaredError().name(NAME)));
        named.save(one);
        Path numbers = Files.write(folder.resolve("n.csv"), List.of("a,b,y", "1,2,3", "4,5,6"));
        assertThat(checked(0, "evaluate", one, "--csv", numbers, "--target", "y"))
                .contains(SHOWN);
        assertThat(checked(
                        0,
                        "fit",
                        one,
                        "--csv",
                        numbers,
                        "--target",
                        "y",
                        "--epochs",
                        "2",
                        "--save",
                        folder.resolve("o.keras")))
                .contains(SHOWN);
    }

    @Test
    void arguments() {
        for (String argument : List.of("\u001b[31m", "--\u001b[31m", "\u202e.keras", "x\u001b.csv")) {
            checked(2, argument);
            checked(2, "summary", model, argument);
            checked(2, "summary", "--" + argument);
            checked(2, "fit", model, "--csv", table, "--target", "c", "--epochs", argument);
            checked(1, "summary", argument.replace("--", ""));
            checked(1, "predict", model, "--x", argument.replace("--", ""));
        }
    }
}
