package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries are optional: see {@link WithoutNatives}. */
class WithoutNativesTest {
    private static final String ALL = "none";
    /** As Maven leaves them out by the README's exclusions. */
    private static final String JARS = "(nd4j-native|openblas|javacpp)-.*";
    /** Java's part of them is there, but not the libraries for the machine. */
    private static final String LIBRARIES = "(nd4j-native|openblas|javacpp)-.*-(linux|macosx|windows)-.*";

    @TempDir
    private Path folder;

    private List<String> run(String without, String what, String... options) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dslf4j.provider=" + LogRecorder.class.getName());
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(without), WithoutNatives.class.getName(), what));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor()).describedAs(Files.readString(errors)).isZero();
        assertThat(Files.readString(errors)).isEmpty();
        return Files.readAllLines(output, StandardCharsets.UTF_8);
    }

    private static String classPath(String without) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().matches(without))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** JavaCPP finds no folder that it can unpack to. */
    private String[] nowhereToUnpack() throws IOException {
        String none = Files.writeString(folder.resolve("file"), "no folder")
                .resolve("none")
                .toString();
        return new String[] {
            "-Dorg.bytedeco.javacpp.cachedir=" + none,
            "-Duser.home=" + none,
            "-Djava.io.tmpdir=" + folder,
            "-Duser.name=/../file/none"
        };
    }

    private static void assertAsWithBlas(List<String> lines) {
        Map<String, float[]> expected = WithoutNatives.all();
        List<String> warnings =
                lines.stream().filter(line -> line.startsWith("LOG")).toList();
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).startsWith("LOG WARN OpenBLAS cannot be loaded (java.lang.");
        assertThat(lines).hasSize(expected.size() + 1);
        for (String line : lines) {
            String[] words = line.split(" ");
            if (!words[0].equals("LOG")) {
                float[] values = expected.get(words[0]);
                assertThat(words).hasSize(values.length + 1);
                for (int i = 0; i < values.length; i++) {
                    assertThat(Float.parseFloat(words[i + 1]))
                            .describedAs(words[0])
                            .isCloseTo(values[i], within(1e-5f));
                }
            }
        }
    }

    @Test
    void withoutTheJars() throws Exception {
        assertAsWithBlas(run(JARS, "all"));
    }

    @Test
    void withoutTheLibraries() throws Exception {
        assertAsWithBlas(run(LIBRARIES, "all"));
    }

    @Test
    void withNowhereToUnpackThem() throws Exception {
        assertAsWithBlas(run(ALL, "all", nowhereToUnpack()));
    }

    private static void assertRefused(List<String> lines) {
        assertThat(lines).hasSize(6);
        for (String line : lines) {
            assertThat(line)
                    .matches(
                            "refused (INDArray|DL4J's form of a model|engine \"dl4j\"): expected ND4J with its native library:"
                                    + " org.nd4j:nd4j-native-platform on the classpath, .* use Java arrays and the engine"
                                    + " \"compiled\", received .*");
        }
    }

    @Test
    void whatNeedsThemSaysSo() throws Exception {
        assertRefused(run(JARS, "refused"));
        assertRefused(run(LIBRARIES, "refused"));
        assertRefused(run(ALL, "refused", nowhereToUnpack()));
    }

    /** With arrays: neither ND4J nor a native library, though both are there. */
    @Test
    void smallNetworksStartNothing() throws Exception {
        Path loaded = folder.resolve("loaded");
        assertThat(run(ALL, "lesson", "-Xlog:class+load:file=" + loaded)).hasSize(1);
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" keras4j.internal.compiled.CompiledEngine "))
                .noneMatch(line -> line.matches(".* org\\.bytedeco\\..*"))
                .noneMatch(line -> line.matches(
                        ".* org\\.nd4j\\.(nativeblas|linalg\\.(factory|cpu|api\\.ndarray\\.(?!INDArray )))\\b.*"));
    }
}
