package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blocks of the pages run: classes are declared, statements follow one another in methods of their own. */
class PagesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"optimizers", "training-steps"})
    void blocksRun(String page) throws Exception {
        Path file = Path.of("src/site/markdown", page + ".md");
        Matcher block = Pattern.compile("(?ms)^```java\n(.*?)^```$").matcher(Files.readString(file));
        Set<String> imports = new LinkedHashSet<>();
        StringBuilder classes = new StringBuilder();
        StringBuilder statements = new StringBuilder();
        while (block.find()) {
            StringBuilder rest = new StringBuilder();
            for (String line : block.group(1).split("\n")) {
                if (line.startsWith("import ")) {
                    imports.add(line);
                } else {
                    rest.append(line).append('\n');
                }
            }
            if (rest.toString().contains("\nclass ") || rest.toString().startsWith("class ")) {
                classes.append(rest);
            } else {
                statements.append("{\n").append(rest).append("}\n");
            }
        }
        String source = String.join("\n", imports)
                + "\n"
                + classes
                + "public class Page { public static void run() {\n"
                + "float[][] x = {{1, 2}, {3, 4}, {5, 6}};\nfloat[][] y = {{1}, {0}, {1}};\n"
                + statements
                + "} }\n";
        assertThat(Snippets.compile(source, "Page", folder)).isEmpty();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, PagesTest.class.getClassLoader())) {
            loader.loadClass("Page").getMethod("run").invoke(null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
