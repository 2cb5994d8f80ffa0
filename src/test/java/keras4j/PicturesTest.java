package keras4j;

import static keras4j.Args.callbacks;
import static keras4j.Args.dpi;
import static keras4j.Args.epochs;
import static keras4j.Args.expandNested;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.rankdir;
import static keras4j.Args.showDtype;
import static keras4j.Args.showLayerActivations;
import static keras4j.Args.showLayerNames;
import static keras4j.Args.showShapes;
import static keras4j.Args.showTrainable;
import static keras4j.Args.validationFreq;
import static keras4j.Args.validationSplit;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import keras4j.callbacks.LearningRateScheduler;
import keras4j.core.KerasException;
import keras4j.data.ConfusionMatrix;
import keras4j.layers.Add;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Pictures hold what they are to show, where nothing is in the way. */
class PicturesTest {
    @TempDir
    Path folder;

    private static Sequential chain(int layers) {
        Sequential model = new Sequential(new Input(8));
        for (int i = 0; i < layers; i++) {
            model.add(new Dense(8).activation("relu"));
        }
        return model;
    }

    /** Blocks with two ways around each, one of them long, and a layer that is called twice. */
    private static Model branches(int blocks) {
        Symbol x = input("first", 8);
        Symbol other = input("second", 8);
        Dense shared = new Dense(8).name("shared");
        Symbol h = new Add().apply(shared.apply(x), shared.apply(other));
        Symbol begin = h;
        for (int i = 0; i < blocks; i++) {
            Symbol a = new Dense(8).apply(new Dense(8).apply(h));
            h = new Concatenate().apply(a, new Dense(4).apply(h), h, begin);
        }
        return new Model(List.of(x, other), List.of(new Dense(1).apply(h), new Dense(2).apply(begin)));
    }

    private static Model nested() {
        Symbol seen = input(8);
        Model inner =
                new Model(seen, new Add().apply(seen, chain(2).name("inmost").apply(seen))).name("inner");
        Symbol x = input(8);
        return new Model(x, new Dense(1).apply(new Add().apply(inner.apply(x), x)));
    }

    static Stream<Model> models() {
        return Stream.of(chain(1), chain(2), chain(40), branches(1), branches(8), nested());
    }

    private Document svg(String name) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve(name).toFile());
    }

    private static List<Element> elements(Document svg, String name) {
        NodeList nodes = svg.getElementsByTagName(name);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    private static List<String> texts(Document svg) {
        return elements(svg, "text").stream().map(Element::getTextContent).toList();
    }

    private static List<Rectangle2D> boxes(Document svg) {
        return elements(svg, "rect").stream()
                .filter(rect -> rect.getAttribute("fill").equals("#000000"))
                .map(rect -> (Rectangle2D) new Rectangle2D.Double(
                        Double.parseDouble(rect.getAttribute("x")),
                        Double.parseDouble(rect.getAttribute("y")),
                        Double.parseDouble(rect.getAttribute("width")),
                        Double.parseDouble(rect.getAttribute("height"))))
                .toList();
    }

    /** Titles are black boxes in black boxes. */
    private static List<Rectangle2D> outer(List<Rectangle2D> boxes) {
        return boxes.stream()
                .filter(box -> boxes.stream().noneMatch(other -> other != box && other.contains(box)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void boxesAndArrowsAreInNoOthersWay(Model model) throws Exception {
        for (String direction : List.of("TB", "LR")) {
            for (boolean expand : new boolean[] {false, true}) {
                Path file = folder.resolve("model.svg");
                Keras4j.plotModel(model, file, showShapes(true), rankdir(direction), expandNested(expand));
                Document svg = svg("model.svg");
                List<Rectangle2D> boxes = outer(boxes(svg));
                assertThat(boxes)
                        .hasSize(expand ? countLayers(model) : model.getLayers().size());
                for (Rectangle2D box : boxes) {
                    assertThat(boxes.stream().filter(other -> other.intersects(box)))
                            .hasSize(1);
                }
                for (Element line : elements(svg, "polyline")) {
                    if (line.getAttribute("stroke-width").equals("2")) {
                        assertFree(line.getAttribute("points").split("[ ,]"), boxes);
                    }
                }
            }
        }
    }

    private static int countLayers(Model model) {
        return model.getLayers().stream()
                .mapToInt(layer -> layer instanceof Model inner ? countLayers(inner) : 1)
                .sum();
    }

    /** Lines are horizontal or vertical, and run through no box. */
    private static void assertFree(String[] points, List<Rectangle2D> boxes) {
        for (int i = 0; i + 3 < points.length; i += 2) {
            double x1 = Double.parseDouble(points[i]);
            double y1 = Double.parseDouble(points[i + 1]);
            double x2 = Double.parseDouble(points[i + 2]);
            double y2 = Double.parseDouble(points[i + 3]);
            assertThat(Math.min(Math.abs(x1 - x2), Math.abs(y1 - y2))).isLessThan(0.6);
            for (Rectangle2D box : boxes) {
                Rectangle2D inside =
                        new Rectangle2D.Double(box.getX() + 2, box.getY() + 2, box.getWidth() - 4, box.getHeight() - 4);
                assertThat(inside.intersectsLine(x1, y1, x2, y2)).isFalse();
            }
        }
    }

    @Test
    void zeroHasNoSign() throws IOException {
        Sequential model = chain(1);
        model.compile(loss("mse"));
        float[][] zeros = new float[2][8];
        History history = model.fit(
                zeros,
                zeros,
                epochs(2),
                verbose(0),
                callbacks(new keras4j.callbacks.LambdaCallback()
                        .onEpochEnd((epoch, logs) -> logs.put("large", epoch == 0 ? -1e7 : 1e7))));
        Path file = folder.resolve("history.svg");
        history.plot(file);
        assertThat(Files.readString(file)).doesNotContain(">-0.0<").contains(">0.0<");
    }

    @Test
    void boxesSayWhatIsAskedFor() throws Exception {
        Sequential model = new Sequential(
                new Input(8), new Dense(16).activation("relu").name("<a & b>"), new Dense(1).trainable(false));
        Path file = folder.resolve("model.svg");
        Keras4j.plotModel(model, file.toString());
        assertThat(texts(svg("model.svg"))).containsExactly("Dense", "Dense");
        Keras4j.plotModel(
                model,
                file,
                showShapes(true),
                showLayerNames(true),
                showLayerActivations(true),
                showDtype(true),
                showTrainable(true));
        assertThat(texts(svg("model.svg")))
                .startsWith("<a & b>", "(Dense)", "Activation:", "relu", "Input shape:", "(None, 8)")
                .contains("Output shape:", "(None, 16)", "Output dtype:", "float32", "Trainable", "Non-trainable");
        assertThat(elements(svg("model.svg"), "polygon")).hasSize(1);
        Keras4j.plotModel(nested(), file, expandNested(true));
        assertThat(texts(svg("model.svg")))
                .contains("inner", "inmost", "InputLayer")
                .doesNotContain("Functional");
        Keras4j.plotModel(nested(), file);
        assertThat(texts(svg("model.svg"))).contains("Functional").doesNotContain("inner");
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        Path first = folder.resolve("first.png");
        Path second = folder.resolve("second.png");
        Keras4j.plotModel(branches(2), first, showShapes(true), dpi(72));
        Keras4j.plotModel(branches(2), second, showShapes(true), dpi(72));
        assertThat(Files.readAllBytes(first)).isEqualTo(Files.readAllBytes(second));
        BufferedImage image = ImageIO.read(first.toFile());
        assertThat(image.getRGB(0, 0)).isEqualTo(-1);
        int black = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                black += (image.getRGB(x, y) & 0xffffff) == 0 ? 1 : 0;
            }
        }
        assertThat((double) black / image.getWidth() / image.getHeight()).isBetween(0.05, 0.5);
        Keras4j.plotModel(branches(2), second, showShapes(true), dpi(144));
        assertThat(ImageIO.read(second.toFile()).getWidth()).isBetween(2 * image.getWidth() - 2, 2 * image.getWidth());
    }

    @Test
    void curvesOfAFit() throws Exception {
        Sequential model = chain(1);
        model.compile(loss("mse"), metrics("mae"));
        History history = model.fit(
                new float[20][8],
                new float[20][8],
                epochs(6),
                validationSplit(0.2),
                validationFreq(3),
                callbacks(new LearningRateScheduler(epoch -> epoch == 2 ? 1e-5 : 0.01)),
                verbose(0));
        history.plot(folder.resolve("curves.svg"));
        Document svg = svg("curves.svg");
        assertThat(texts(svg)).contains("loss", "mae", "learning_rate", "training", "validation", "epoch", "2", "6");
        // of each metric training with 6 marks and validation with 2, and their lines; of the learning rate one curve
        assertThat(elements(svg, "polyline").stream()
                        .filter(line -> line.getAttribute("stroke-width").equals("5")))
                .hasSize(2 * (6 + 2) + 6);
        history.plot(folder.resolve("curves.png").toString());
        assertThat(ImageIO.read(folder.resolve("curves.png").toFile()).getWidth())
                .isEqualTo(1680);
        model.fit(new float[1][8], new float[1][8], epochs(0), verbose(0)).plot(folder.resolve("empty.png"));
    }

    /** NaN and infinity are gaps; a curve of one number, or of the same ones, has an axis all the same. */
    @Test
    void anyNumbersCanBeDrawn() throws Exception {
        Logs logs = new Logs(List.of("a", "b", "c"));
        History history = new History();
        double[][] rows = {
            {Double.NaN, 1e30, 0}, {1, -1e30, 0}, {2, 5, 0}, {Double.POSITIVE_INFINITY, 1e-9, 0}, {3, 2, 0}
        };
        for (int epoch = 0; epoch < rows.length; epoch++) {
            for (int i = 0; i < 3; i++) {
                logs.set(i, rows[epoch][i]);
            }
            history.onEpochEnd(epoch, logs);
        }
        history.plot(folder.resolve("odd.svg"));
        assertThat(Files.readString(folder.resolve("odd.svg"))).doesNotContain("NaN", "Infinity");
        assertThat(texts(svg("odd.svg"))).contains("a", "1e+30", "-1e+30");
        history.plot(folder.resolve("odd.png"));
    }

    @Test
    void confusions() throws Exception {
        ConfusionMatrix matrix = ConfusionMatrix.of(new int[] {0, 1, 2, 2, 1}, new int[] {0, 2, 2, 2, 1});
        matrix.plot(folder.resolve("matrix.svg"), "cat", "dog", "a longer name");
        assertThat(texts(svg("matrix.svg")))
                .contains("cat", "dog", "a longer name", "true class", "predicted class", "1", "2", "0");
        matrix.plot(folder.resolve("matrix.png").toString());
        assertThat(ImageIO.read(folder.resolve("matrix.png").toFile()).getWidth())
                .isGreaterThan(100);
        assertThatThrownBy(() -> matrix.plot(folder.resolve("matrix.png"), "cat"))
                .isInstanceOf(KerasException.class)
                .hasMessage("ConfusionMatrix.plot: expected 3 names, for the classes [0, 1, 2], received 1");
    }

    @Test
    void wrongUses() {
        assertThatThrownBy(() -> Keras4j.plotModel(chain(1), folder.resolve("model.jpg")))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("plotModel: expected a name that ends with .png or .svg, received ");
        assertThatThrownBy(() -> Keras4j.plotModel(new Sequential(new Dense(1)), folder.resolve("model.png")))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("plotModel: expected ");
        assertThatThrownBy(() -> Keras4j.plotModel(chain(1), folder.resolve("none/model.png")))
                .isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> rankdir("BT")).hasMessage("rankdir: expected \"TB\" or \"LR\", received BT");
        assertThatThrownBy(() -> dpi(0)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> Keras4j.plotModel(chain(1), folder.resolve("model.png"), dpi(100_000)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("a lower dpi, or SVG");
    }
}
