package keras4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** One command in this process, and what it printed. */
record Run(int code, String out, String err) {
    static Run of(Object... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
            int code = Main.run(Stream.of(args).map(Object::toString).toArray(String[]::new));
            return new Run(code, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** It went well and had nothing to complain of. */
    Run done() {
        assertThat(code).as(err).isZero();
        assertThat(err).isEmpty();
        return this;
    }

    /** It refused with one line that has this text, and printed no result. */
    void failed(String reason) {
        assertThat(code).as(err).isEqualTo(1);
        assertThat(err).startsWith("keras4j: ").contains(reason);
        assertThat(err.lines()).hasSize(1);
        assertThat(out).isEmpty();
    }

    /** It was no command. */
    void usage(String reason) {
        assertThat(code).as(err).isEqualTo(2);
        assertThat(err).contains(reason).contains("Usage: keras4j");
        assertThat(out).isEmpty();
    }
}
