package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what runs. */
class ReadmeTest {
    private static final String README = read(Path.of("README.md"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.+)` \\| `(.+)` \\|$");

    @TempDir
    Path folder;

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> blocks(String language) {
        Matcher matcher =
                Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(README);
        List<String> blocks = new ArrayList<>();
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    /** The first block that has this text. */
    private static String block(String language, String text) {
        return blocks(language).stream()
                .filter(block -> block.contains(text))
                .findFirst()
                .orElseThrow();
    }

    /** One column of the table that shows the lesson's program in both languages. */
    private static List<String> program(int column) {
        Matcher matcher = ROW.matcher(README);
        List<String> lines = new ArrayList<>();
        while (matcher.find()) {
            lines.add(matcher.group(column));
        }
        return lines;
    }

    private void copyData() throws IOException {
        Files.copy(Path.of("src/main/resources/keras4j/examples/creditcard.csv"), folder.resolve("creditcard.csv"));
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private String compileAndRun(String source, String name) throws Exception {
        assertThat(Snippets.compile(source, name, folder)).isEmpty();
        String launcher =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classpath = folder + File.pathSeparator + System.getProperty("java.class.path");
        return run(launcher, "-Dfile.encoding=UTF-8", "-cp", classpath, name);
    }

    /** A class that runs these lines, the imports among them. */
    private static String mainClass(String name, List<String> lines) {
        Map<Boolean, List<String>> parts =
                lines.stream().collect(Collectors.partitioningBy(line -> line.startsWith("import ")));
        return String.join("\n", new LinkedHashSet<>(parts.get(true)))
                + "public class " + name + " { public static void main(String[] args) {\n"
                + String.join("\n", parts.get(false)) + "\n}}\n";
    }

    @Test
    void thePyTorchProgramInJava() throws Exception {
        List<String> python = block("python", "nn.Module").lines().toList();
        List<String> java = block("java", "zeroGradients").lines().toList();
        assertThat(withoutImports(java)).hasSize(withoutImports(python).size() + 2); // two braces
        List<String> lines = new ArrayList<>();
        program(2).stream().takeWhile(line -> !line.startsWith("Sequential")).forEach(lines::add);
        lines.addAll(java);
        lines.add("net.save(\"net.keras\");");
        lines.add("net.compile(loss(\"binary_crossentropy\"), metrics(\"accuracy\"));");
        lines.add("System.out.println(\"accuracy: \" + net.evaluate(xTest, yTest, verbose(0)).get(\"accuracy\"));");
        copyData();
        assertThat(compileAndRun(mainClass("Torch", lines), "Torch")).contains("accuracy: 0.9");
        assertThat(Keras4j.loadModel(folder.resolve("net.keras")).countParams()).isEqualTo(121);
    }

    @Test
    void theClassifierOfTextsLearns() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("Keras4j.setRandomSeed(1);");
        block("java", "new Embedding").lines().forEach(lines::add);
        lines.add(
                "System.out.println(\"accuracy: \" + classifier.evaluate(reviews, liked, verbose(0)).get(\"accuracy\"));");
        assertThat(compileAndRun(mainClass("Texts", lines), "Texts")).contains("accuracy: 1.0");
    }

    @Test
    void partsOfOnesOwnRun() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("float[][] x = new float[8][11]; float[] y = new float[8];");
        block("java", "Keras4j.registerKerasSerializable").lines().forEach(lines::add);
        lines.add("System.out.println(java.util.Arrays.deepEquals(again.predict(x), network.predict(x)));");
        assertThat(compileAndRun(mainClass("Parts", lines), "Parts").lines())
                .hasSize(4)
                .contains("true");
    }

    @Test
    void theLessonsProgramInJava() throws Exception {
        copyData();
        String output = compileAndRun(mainClass("Lesson", program(2)), "Lesson");
        assertThat(output).contains("dense_2 (Dense)", "Epoch 100/100 - 106/106", "accuracy: 0.9");
        assertThat(Keras4j.loadModel(folder.resolve("card.keras")).countParams())
                .isEqualTo(121);
    }

    @Test
    @Tag("interop")
    void theLessonsProgramInPython() throws Exception {
        Files.write(folder.resolve("lesson.py"), program(1));
        copyData();
        run("env", "KERAS_BACKEND=jax", System.getProperty("keras4j.python"), "lesson.py");
        assertThat(Keras4j.loadModel(folder.resolve("card.keras")).countParams())
                .isEqualTo(121);
    }

    @Test
    void thePerceptronPrintsWhatIsBelowIt() throws Exception {
        List<String> lines = block("java", "new Perceptron()").lines().toList();
        String output = compileAndRun(mainClass("Neuron", lines), "Neuron");
        assertThat(output).isEqualToNormalizingNewlines(block("text", "after 100 epochs"));
    }

    private void toOtherPrograms() throws Exception {
        List<String> lines = new ArrayList<>(List.of(
                "import keras4j.layers.*;",
                "Sequential model = new Sequential(new Input(11), new Dense(6).activation(\"relu\"),",
                "new Dense(6).activation(\"relu\"), new Dense(1).activation(\"sigmoid\"));"));
        block("java", "model.export(").lines().forEach(lines::add);
        compileAndRun(mainClass("Export", lines), "Export");
    }

    @Test
    void filesForOtherPrograms() throws Exception {
        toOtherPrograms();
        Model model = Keras4j.loadModel(folder.resolve("card.zip"));
        assertThat(model.countParams()).isEqualTo(121);
        model.loadWeights(folder.resolve("card.safetensors"));
        assertThat(folder.resolve("card.onnx")).isNotEmptyFile();
        assertThat(Files.readString(folder.resolve("net.safetensors"), StandardCharsets.ISO_8859_1))
                .contains("\"fc3.weight\"");
    }

    @Test
    @Tag("interop")
    void filesInOtherPrograms() throws Exception {
        toOtherPrograms();
        String source = "import numpy as np\nX_test = np.zeros((5, 11), np.float32)\n" + block("python", "onnxruntime")
                + "assert y_pred.shape == (5, 1) and weights['0.weight'].shape == (6, 11)\n";
        Files.writeString(folder.resolve("other.py"), source);
        run(System.getProperty("keras4j.python"), "other.py");
    }

    @Test
    void aLayerIsOneFile() throws Exception {
        String source = block("java", "package keras4j.layers");
        Matcher name = Pattern.compile("class (\\w+) extends Layer").matcher(source);
        assertThat(name.find()).isTrue();
        assertThat(Snippets.compile(source, name.group(1), folder)).isEmpty();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Constructor<?> constructor =
                    loader.loadClass("keras4j.layers." + name.group(1)).getConstructor(double.class);
            Layer<?> layer = (Layer<?>) constructor.newInstance(0.5);
            Sequential model = new Sequential(new Input(2), layer, new Dense(1));
            assertThat(model.summaryText()).contains("(" + name.group(1) + ")");
            model.compile(Args.optimizer("sgd"), Args.loss("mse"));
            model.fit(new float[4][2], new float[4], Args.verbose(0));
        }
    }

    /** With the imports that each shows, and what stands around it: a model, and data. */
    @Test
    void otherJavaCompiles() {
        for (String block : blocks("java")) {
            if (block.contains("package keras4j.layers") || block.contains("public class First")) {
                continue;
            }
            String imports =
                    block.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
            String source = imports
                    + " class Snippet { void run(float[][] x, float[] y, keras4j.Sequential model, float[][] images,"
                    + " float[][] texts, float[][] prices, float[][] kinds, float[][] xTrain, float[][] yTrain) {"
                    + String.join("\n", withoutImports(block.lines().toList())) + "\n}}";
            assertThat(Snippets.errors(source)).as(block).isEmpty();
        }
    }

    private static List<String> withoutImports(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.matches("(import|from) .*"))
                .dropWhile(String::isBlank)
                .toList();
    }

    @Test
    void theFirstProgramLearns() throws Exception {
        String output = compileAndRun(block("java", "public class First"), "First");
        assertThat(output).contains("accuracy: 1.0");
        assertThat(folder.resolve("xor.keras")).isNotEmptyFile();
    }

    @Test
    void gradleHasTheVersionsOfMaven() {
        String pom = read(Path.of("pom.xml"));
        String gradle = block("groovy", "dependencies");
        String dl4j = property(pom, "dl4j.version");
        String javacpp = property(pom, "javacpp.version");
        String openblas = property(pom.substring(pom.indexOf("openblas-platform")), "version");
        assertThat(gradle)
                .contains(
                        "io.github.keras4j:keras4j:" + property(pom, "version"),
                        "org.nd4j:nd4j-native:" + dl4j + ":$natives",
                        "'javacpp:" + javacpp + "'",
                        "'openblas:" + openblas.replace("${javacpp.version}", javacpp) + "'");
        assertThat(block("xml", "<project")).contains("<version>" + property(pom, "slf4j.version") + "</version>");
    }

    private static String property(String pom, String name) {
        Matcher matcher = Pattern.compile("<" + name + ">(.*?)</").matcher(pom);
        assertThat(matcher.find()).as(name).isTrue();
        return matcher.group(1);
    }

    /** The first screen's numbers are those of the porting page. */
    @Test
    void countsAreThoseOfThePortingPage() {
        String porting = read(Path.of("src/site/markdown/porting.md"));
        List<String> kinds = List.of(README.lines()
                .filter(line -> line.startsWith("| of Keras "))
                .findFirst()
                .orElseThrow()
                .split(" *\\| *"));
        List<String> counts = List.of(README.lines()
                .filter(line -> line.startsWith("| are here "))
                .findFirst()
                .orElseThrow()
                .split(" *\\| *"));
        assertThat(counts).hasSameSizeAs(kinds);
        for (int i = 2; i < kinds.size(); i++) {
            String kind = "keras." + kinds.get(i);
            assertThat(porting).contains("| [" + kind + "](#" + kind.replace(".", "") + ") | " + counts.get(i) + " |");
        }
    }

    @Test
    void everyFileThatIsNamedIsThere() {
        Matcher links = Pattern.compile("\\]\\(([^#)]+?)\\)").matcher(README);
        while (links.find()) {
            assertThat(Path.of(links.group(1))).exists();
        }
        Matcher paths = Pattern.compile("\\b(?:src|models|\\.ci)/[\\w./-]*\\w").matcher(README);
        while (paths.find()) {
            boolean isOfFirst = paths.group().equals("src/main/java/First.java");
            assertThat(isOfFirst || Files.exists(Path.of(paths.group())))
                    .as(paths.group())
                    .isTrue();
        }
    }

    @Test
    void everyCommandIsRunByCi() {
        String ci = read(Path.of(".ci", "run"));
        assertThat(blocks("sh")).isNotEmpty();
        // What CI takes from the README itself, by some of its text.
        List<String> taken = Pattern.compile("block sh '(.+?)'")
                .matcher(ci)
                .results()
                .map(result -> result.group(1))
                .toList();
        for (String block : blocks("sh")) {
            if (taken.stream().noneMatch(block::contains)) {
                block.lines().forEach(line -> assertThat(ci).contains(line));
            }
        }
    }
}
