package keras4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static keras4j.Args.batchSize;
import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.ZipFile;
import keras4j.core.Config;
import keras4j.core.Initializer;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.internal.graph.Graph;
import keras4j.layers.Activation;
import keras4j.layers.Add;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Call;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.Reshape;
import keras4j.layers.TimeDistributed;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models that have layers in common, as real Keras has them (made by make_shared_goldens.py). */
class SharedLayersTest {
    private static final Path ALL = Path.of("src/test/resources/golden/shared.zip");
    private static final int ROWS = 8;

    @TempDir
    static Path folder;

    @AfterEach
    void asItWas() {
        Keras4j.setEngine("compiled");
    }

    private static byte[] read(String name) throws IOException {
        try (ZipFile zip = new ZipFile(ALL.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }

    private static Map<String, Object> golden(String name) throws IOException {
        return Json.read(name, read(name + ".json"));
    }

    private static INDArray array(Object numbers, long... shape) {
        return NdArrays.of(Goldens.floats(numbers), shape);
    }

    private static void setWeights(Model model, Object weights) {
        List<INDArray> all = new ArrayList<>();
        List<INDArray> shapes = model.getWeights();
        for (int i = 0; i < shapes.size(); i++) {
            all.add(array(((List<?>) weights).get(i), shapes.get(i).shape()));
        }
        model.setWeights(all);
    }

    private static void assertClose(String what, Object found, Object expected) {
        float[] numbers = found instanceof INDArray array ? NdArrays.floats(array) : (float[]) found;
        float[] wanted = expected instanceof float[] all ? all : Goldens.floats(expected);
        assertThat(numbers).as(what).hasSameSizeAs(wanted);
        float largest = 0;
        for (float number : wanted) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < wanted.length; i++) {
            double allowed = 1e-5 * Math.max(Math.abs(wanted[i]), 0.01 * largest);
            assertThat((double) numbers[i]).as(what + ", " + i).isCloseTo(wanted[i], within(allowed));
        }
    }

    private static float[] losses(int steps, Model model, Object x, Object y) {
        float[] losses = new float[steps];
        for (int i = 0; i < steps; i++) {
            losses[i] = (float) model.trainOnBatch(x, y).loss();
        }
        return losses;
    }

    private static void assertCounts(Map<String, Object> golden, String name, Model model) {
        List<?> counts = golden.get("counts") instanceof Map<?, ?> all
                ? (List<?>) all.get(name)
                : (List<?>) golden.get("counts");
        String summary = model.summaryText();
        assertThat(model.countParams()).isEqualTo(((Number) counts.get(0)).longValue());
        assertThat(summary)
                .contains(
                        " Trainable params: " + counts.get(1) + " (", "Non-trainable params: " + counts.get(2) + " (");
    }

    private static void assertNames(Map<String, Object> golden, String name, Model model) {
        List<?> expected = (List<?>) Config.map("names", golden.get("names")).get(name);
        assertThat(model.getLayers().stream()
                        .map(layer -> (Object) layer.getName())
                        .toList())
                .isEqualTo(expected);
    }

    /** The file of Keras's predicts what Keras does, and the model's own files what it does. */
    private static void assertFiles(Map<String, Object> golden, String name, Model model, Object x) throws IOException {
        INDArray expected = model.predictAll(data(x)).get(0);
        Path file = Files.write(folder.resolve(name + ".keras"), read(name + ".keras"));
        assertClose(
                name,
                Keras4j.loadModel(file, false).predictAll(data(x)).get(0),
                Config.map("predicted", golden.get("predicted")).get(name));
        for (String extension : List.of(".keras", ".h5")) {
            Path own = folder.resolve("own" + name + extension);
            model.save(own);
            assertThat(Keras4j.loadModel(own).predictAll(data(x)).get(0))
                    .as(own.toString())
                    .isEqualTo(expected);
        }
    }

    private static Dataset data(Object x) {
        return x instanceof List<?> list ? Dataset.of(list) : Dataset.of(x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void anAutoencoderItsEncoderAndItsDecoder(String engine) throws Exception {
        Keras4j.setEngine(engine);
        Map<String, Object> golden = golden("autoencoder");
        Symbol x = input(4);
        Symbol code = new Dense(3).activation("tanh").apply(x);
        Model whole = new Model(x, new Dense(4).apply(code));
        Model encoder = new Model(x, code);
        Symbol given = input(3);
        Model decoder = new Model(given, whole.getLayer(-1) instanceof Dense last ? last.apply(given) : null);
        setWeights(whole, golden.get("weights"));
        INDArray data = array(golden.get("x"), ROWS, 4);
        whole.compile(optimizer(new Adam().learningRate(0.05)), loss("mse"));
        assertClose("losses", losses(4, whole, data, data), golden.get("losses"));
        INDArray codes = encoder.predict(data);
        assertClose("codes", codes, golden.get("codes"));
        assertClose("decoded", decoder.predict(codes), golden.get("decoded"));

        encoder.trainable(false);
        Model classifier = new Model(encoder.input(), new Dense(1).apply(encoder.output()));
        INDArray kernel = array(((List<?>) golden.get("head")).get(0), 3, 1);
        INDArray bias = array(((List<?>) golden.get("head")).get(1), 1);
        classifier.getLayer(-1).setWeights(List.of(kernel, bias));
        classifier.compile(optimizer(new SGD().learningRate(0.1)), loss("mse"));
        INDArray y = array(golden.get("y"), ROWS, 1);
        assertClose("classifier", losses(3, classifier, data, y), golden.get("classifier"));
        assertClose("further", losses(2, whole, data, data), golden.get("further"));
        assertClose("classified", classifier.predict(data), golden.get("classified"));
        assertThat(classifier.predictor().predict(NdArrays.floats(data)))
                .containsExactly(NdArrays.floats(classifier.predict(data)), within(1e-6f));
        assertCounts(golden, "whole", whole);
        assertCounts(golden, "encoder", encoder);
        assertCounts(golden, "classifier", classifier);
        assertNames(golden, "whole", whole);
        assertNames(golden, "encoder", encoder);
        assertNames(golden, "classifier", classifier);
        assertFiles(golden, "autoencoder", whole, data);
        assertFiles(golden, "encoder", encoder, data);
        assertFiles(golden, "classifier", classifier, data);
        INDArray expected = encoder.predict(data);
        assertThat(encoder.toMultiLayerNetwork().output(data)).isEqualTo(expected);
        Path weights = folder.resolve("encoder.safetensors");
        encoder.saveWeights(weights);
        encoder.setWeights(encoder.getWeights().stream().map(INDArray::like).toList());
        assertThat(whole.getLayer(1).getWeights().get(0).sumNumber().floatValue())
                .isZero();
        encoder.loadWeights(weights);
        assertThat(encoder.predict(data)).isEqualTo(expected);
    }

    @Test
    void aPartOfAModelGoesToOnnx() throws Exception {
        Model model = branch(4);
        INDArray x = NdArrays.of(new float[] {1, -2, 3, 4}, 1, 4);
        Model headless = new Model(model.input(), model.getLayer(1).output());
        Path onnx = folder.resolve("headless.onnx");
        headless.export(onnx);
        try (Ort ort = new Ort(onnx)) {
            assertThat(ort.run(List.of(x)).get(0)).containsExactly(NdArrays.floats(headless.predict(x)), within(1e-6f));
        }
    }

    private static Sequential discriminator() {
        return new Sequential(
                new Input(3),
                new Dense(5).activation("tanh"),
                new BatchNormalization(),
                new Dense(1).activation("sigmoid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void aDiscriminatorIsFrozenBehindItsGenerator(String engine) throws IOException {
        Keras4j.setEngine(engine);
        Map<String, Object> golden = golden("gan");
        Sequential discriminator = discriminator();
        Sequential generator =
                new Sequential(new Input(2), new Dense(4).useBias(false), new BatchNormalization(), new Dense(3));
        setWeights(discriminator, golden.get("discriminator"));
        setWeights(generator, golden.get("generator"));
        discriminator.compile(optimizer(new Adam().learningRate(0.02)), loss("binary_crossentropy"));
        Symbol noise = input(2);
        Model combined = new Model(noise, discriminator.apply(generator.apply(noise)));
        combined.compile(optimizer(new Adam().learningRate(0.01)), loss("binary_crossentropy"));
        float[] labels = new float[2 * ROWS];
        Arrays.fill(labels, 0, ROWS, 1);
        float[] losses = new float[8];
        for (int i = 0; i < 4; i++) {
            INDArray z = array(((List<?>) golden.get("z")).get(i), ROWS, 2);
            float[] both = Arrays.copyOf(Goldens.floats(((List<?>) golden.get("real")).get(i)), 2 * ROWS * 3);
            System.arraycopy(NdArrays.floats(generator.predict(z)), 0, both, ROWS * 3, ROWS * 3);
            discriminator.trainable(true);
            losses[2 * i] = (float) discriminator
                    .trainOnBatch(NdArrays.of(both, 2 * ROWS, 3), NdArrays.of(labels, 2 * ROWS, 1))
                    .loss();
            discriminator.trainable(false);
            losses[2 * i + 1] = (float) combined.trainOnBatch(z, NdArrays.of(Arrays.copyOf(labels, ROWS), ROWS, 1))
                    .loss();
        }
        assertClose("losses", losses, golden.get("losses"));
        List<?> trained = (List<?>) golden.get("trained");
        for (int i = 0; i < trained.size(); i++) {
            assertClose("weight " + i, combined.getWeights().get(i), trained.get(i));
        }
        assertCounts(golden, "discriminator", discriminator);
        assertCounts(golden, "generator", generator);
        assertCounts(golden, "combined", combined);
        assertFiles(golden, "combined", combined, array(((List<?>) golden.get("z")).get(3), ROWS, 2));
    }

    private static Model branch(int length) {
        Symbol x = input(length);
        return new Model(x, new Dense(2).apply(new Dense(3).activation("relu").apply(x)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void twoModelsAreJoinedAndTheHeadIsTakenOff(String engine) throws IOException {
        Keras4j.setEngine(engine);
        Map<String, Object> golden = golden("joined");
        Model some = branch(4);
        Model others = branch(5);
        Model model = new Model(
                List.of(some.input(), others.input()),
                List.of(new Dense(1).apply(new Concatenate().apply(some.output(), others.output()))));
        setWeights(model, golden.get("weights"));
        INDArray first = array(((List<?>) golden.get("x")).get(0), ROWS, 4);
        INDArray second = array(((List<?>) golden.get("x")).get(1), ROWS, 5);
        INDArray y = array(golden.get("y"), ROWS, 1);
        model.compile(optimizer("sgd"), loss("mse"));
        assertClose("losses", losses(3, model, List.of(first, second), y), golden.get("losses"));
        assertClose("some", some.predict(first), golden.get("some"));
        assertClose("others", others.predict(second), golden.get("others"));
        Model headless =
                new Model(model.inputs(), List.of(model.getLayer("concatenate").output()));
        assertClose("features", headless.predict(List.of(first, second)).get(0), golden.get("features"));
        // Keras numbers layers as they are made, and here a model does, from its inputs on.
        assertThat(names(some)).containsExactly("input_layer", "dense", "dense_1");
        assertThat(names(others)).containsExactly("input_layer_1", "dense_2", "dense_3");
        assertThat(names(model))
                .containsExactly(
                        "input_layer",
                        "input_layer_1",
                        "dense",
                        "dense_2",
                        "dense_1",
                        "dense_3",
                        "concatenate",
                        "dense_4");
        assertFiles(golden, "joined", model, List.of(first, second));
        assertFiles(golden, "headless", headless, List.of(first, second));
    }

    private static List<String> names(Model model) {
        return model.getLayers().stream().map(Layer::getName).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void theSameLayersByTwoWays(String engine) throws IOException {
        Keras4j.setEngine(engine);
        Map<String, Object> golden = golden("twice");
        Symbol x = input(4);
        Dense dense = new Dense(3).activation("tanh");
        Symbol code = dense.apply(x);
        Model encoder = new Model(x, code);
        Model decoder = new Model(x, new Dense(3).apply(code));
        Symbol given = input(2, 4);
        Symbol flat = new Dense(4).apply(new Flatten().apply(new TimeDistributed(dense).apply(given)));
        Model model = new Model(given, new Add().apply(encoder.apply(flat), decoder.apply(flat)));
        setWeights(model, golden.get("weights"));
        assertCounts(golden, "", model);
        INDArray data = array(golden.get("x"), ROWS, 2, 4);
        model.compile(optimizer(new Adam().learningRate(0.05)), loss("mse"));
        assertClose("losses", losses(4, model, data, array(golden.get("y"), ROWS, 3)), golden.get("losses"));
        assertClose("y_pred", model.predict(data), golden.get("y_pred"));
        Path file = Files.write(folder.resolve("twice.keras"), read("twice.keras"));
        Path own = folder.resolve("own.weights.h5");
        model.saveWeights(own);
        for (Path weights : List.of(file, own)) {
            model.setWeights(model.getWeights().stream().map(INDArray::like).toList());
            model.loadWeights(weights);
            assertClose(weights.toString(), model.predict(data), golden.get("y_pred"));
        }
        Path whole = folder.resolve("own-twice.keras");
        model.save(whole);
        for (Path saved : List.of(file, whole)) {
            assertClose(saved.toString(), Keras4j.loadModel(saved).predict(data), golden.get("y_pred"));
        }
    }

    @Test
    void clonesHaveNewWeights() {
        Model model = branch(4);
        INDArray x = NdArrays.of(new float[] {1, 2, 3, 4}, 1, 4);
        Model clone = Keras4j.cloneModel(model);
        assertThat(clone.toJson()).isEqualTo(model.toJson());
        assertThat(clone.predict(x)).isNotEqualTo(model.predict(x));
        clone.setWeights(model.getWeights());
        assertThat(clone.predict(x)).isEqualTo(model.predict(x));
        Symbol other = input(4);
        Model on = Keras4j.cloneModel(model, other);
        assertThat(on.input()).isSameAs(other);
        assertThat(names(on).subList(1, 3)).containsExactly("dense", "dense_1");
        Sequential chain = new Sequential(new Input(4), new Dense(2), new Dense(1)).name("chain");
        Model same = Keras4j.cloneModel(chain, other);
        assertThat(same).isInstanceOf(Sequential.class);
        assertThat(same.getName()).isEqualTo("chain");
        assertThat(same.input()).isSameAs(other);
        assertThatThrownBy(() -> Keras4j.cloneModel(chain, on.output()))
                .hasMessageContaining("cloneModel: expected one that input(..) makes");
    }

    @Test
    void symbolsOfASequential() {
        Sequential model = new Sequential(new Input(4), new Dense(3), new Dense(2));
        assertThat(model.getLayer(-1).output()).isSameAs(model.output());
        Model features = new Model(model.inputs(), model.getLayer(0).outputs());
        model.add(new Dense(1));
        INDArray x = NdArrays.of(new float[] {1, 2, 3, 4}, 1, 4);
        Model longer = new Model(model.input(), model.getLayer(-1).output());
        assertThat(longer.predict(x)).isEqualTo(model.predict(x));
        Sequential head = new Sequential(new Input(3), model.getLayer(1), model.getLayer(2));
        assertThat(head.predict(features.predict(x))).isEqualTo(model.predict(x));
        assertThatThrownBy(() -> new Dense(2).output())
                .hasMessage("Dense: expected a layer that has been called in a model, received one that has not");
        assertThatThrownBy(() -> new Sequential(new Dense(2)).inputs())
                .hasMessageContaining("inputs: expected a model with layers and a known input shape");
        Add add = new Add();
        add.apply(input(2), input(2));
        assertThatThrownBy(add::input).hasMessage("Add: expected one input; inputs gives several, received 2");
    }

    /** Calls the layers that it is given. */
    static final class Both extends Layer<Both> {
        private final Layer<?> first;
        private final Layer<?> second;

        Both(Layer<?> first, Layer<?> second) {
            this.first = part("first", first);
            this.second = part("second", second);
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x, Call call) {
            return second.apply(first.applyAll(x));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void partsAreShared(String engine) {
        Keras4j.setEngine(engine);
        Dense shared = new Dense(3);
        Sequential model =
                new Sequential(new Input(3), new Both(shared, new Dense(3)), new Both(new Dense(3), shared), shared);
        assertThat(model.countParams()).isEqualTo(3 * 12);
        assertThat(model.getWeights()).hasSize(6);
        float[][] x = {{1, 2, 3}, {-1, 0, 1}};
        model.compile(optimizer("adam"), loss("mse"));
        float[] before = model.predict(x)[0];
        shared.setWeights(
                shared.getWeights().stream().map(weight -> weight.mul(2)).toList());
        assertThat(model.predict(x)[0]).isNotEqualTo(before);
        model.fit(x, x, verbose(0));
        List<INDArray> weights = model.getWeights();
        Path file = folder.resolve("parts" + engine + ".weights.h5");
        model.saveWeights(file);
        model.fit(x, x, verbose(0));
        assertThat(model.getWeights()).isNotEqualTo(weights);
        model.loadWeights(file);
        assertThat(model.getWeights()).isEqualTo(weights);
    }

    /** Has no numbers. */
    static final class Failing implements Initializer {
        @Override
        public void fill(float[] values, int offset, Shape shape) {
            throw new KerasException("no numbers");
        }

        @Override
        public void config(Config config) {}
    }

    @Test
    void whatFailsChangesNothing() {
        Dense a = new Dense(2);
        assertThatThrownBy(() -> new Sequential(new Input(4), a, new Dense(1).name("dense")))
                .hasMessage("model: expected layers with different names, received a second \"dense\"");
        assertThat(new Sequential(a.name("mine")).getLayer("mine")).isSameAs(a);

        Sequential inner = new Sequential(new Dense(3));
        Sequential outer = new Sequential(new Input(4), inner, new Reshape(5));
        assertThatThrownBy(outer::countParams).isInstanceOf(KerasException.class);
        inner.add(new Dense(2));
        assertThat(new Sequential(new Input(6), inner).countParams()).isEqualTo(21 + 8);

        Sequential deep = new Sequential(new Sequential(new Dense(3), new Reshape(5)));
        assertThatThrownBy(() -> deep.apply(input(4))).isInstanceOf(KerasException.class);
        Sequential within = (Sequential) deep.getLayer(0);
        within.pop();
        within.add(new Dense(2));
        assertThat(deep.predict(new float[6])).hasSize(2);

        Dense stays = new Dense(2);
        Sequential failing = new Sequential(stays, new Dense(1).kernelInitializer(new Failing()));
        assertThatThrownBy(() -> failing.predict(new float[3])).hasMessage("no numbers");
        assertThatThrownBy(stays::getWeights).hasMessageContaining("expected a layer of a built model");
        failing.pop();
        assertThat(failing.predict(new float[5])).hasSize(2);
    }

    @Test
    void aBuiltLayerKeepsItsWeightsAndWhatItIsMadeOf() {
        Dense dense = new Dense(2);
        new Sequential(new Input(3), dense).countParams();
        List<INDArray> weights = dense.getWeights();
        assertThatThrownBy(() -> new Sequential(new Input(4), dense).countParams())
                .hasMessage(
                        "layer dense, which has been built: expected an input for weights of the same shapes, [(3, 2), (2,)],"
                                + " received one for [(4, 2), (2,)]");
        assertThat(dense.getWeights()).isEqualTo(weights);
        Dense part = new Dense(3);
        new Both(part, new Dense(3)).apply(input(3));
        assertThatThrownBy(() -> part.activation("relu")).hasMessageContaining("has been built and cannot be changed");
    }

    /** Predictions of an encoder that another thread asks for, while its autoencoder is fitted, are those after some step. */
    @ParameterizedTest
    @ValueSource(strings = {"compiled", "dl4j"})
    void anotherModelSeesWholeSteps(String engine) throws InterruptedException {
        Keras4j.setEngine(engine);
        Sequential decoder = new Sequential(new Input(3), new Dense(4));
        decoder.countParams(); // so that the weights are not all in one place
        Symbol x = input(4);
        Symbol code = new Dense(3).activation("tanh").apply(x);
        Model encoder = new Model(x, code);
        Model whole = new Model(x, decoder.apply(code));
        whole.compile(optimizer("adam"), loss("mse"));
        float[][] data = new float[160][4];
        for (int i = 0; i < data.length; i++) {
            data[i][i % 4] = i;
        }
        List<INDArray> first = whole.getWeights();
        Set<Float> predictions = new HashSet<>();
        Set<List<INDArray>> weights = new HashSet<>();
        fit(whole, data, () -> {
            predictions.add(encoder.predict(data[1])[0]);
            weights.add(List.copyOf(whole.getWeights()));
        });
        whole.setWeights(first);
        predictions.add(encoder.predict(data[1])[0]);
        weights.add(List.copyOf(first));
        assertThat(predictions).hasSizeGreaterThan(20);
        whole.compile(optimizer("adam"), loss("mse"));

        Set<Float> seen = new HashSet<>();
        List<List<INDArray>> seenWeights = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                seen.add(encoder.predict(data[1])[0]);
                seen.add(encoder.predictor().predict(data[1])[0]);
                if (seenWeights.size() < 100) {
                    seenWeights.add(List.copyOf(whole.getWeights()));
                }
                begun.countDown();
            }
        });
        other.start();
        begun.await();
        fit(whole, data, Thread::yield);
        other.interrupt();
        other.join();
        assertThat(predictions).containsAll(seen);
        assertThat(seenWeights).isNotEmpty().allMatch(weights::contains);
    }

    private static void fit(Model model, float[][] data, Runnable afterStep) {
        model.fit(data, data, batchSize(4), epochs(1), shuffle(false), verbose(0), callbacks(new Callback() {
            @Override
            public void onTrainBatchEnd(int batch, Logs logs) {
                afterStep.run();
            }
        }));
    }

    /** A file of some kilobytes would take hours to read if a layer that is called often had many calls within. */
    @Test
    void callsWithinCallsAreCounted() {
        Symbol step = input(2);
        Symbol last = step;
        for (int i = 0; i < 300; i++) {
            last = new Activation("relu").apply(last);
        }
        Symbol x = input(3, 2);
        TimeDistributed each = new TimeDistributed(new Model(step, last));
        Map<String, Object> json =
                Json.read("model", new Model(x, each.apply(x)).toJson().getBytes(UTF_8));
        List<?> layers = (List<?>) Config.map("config", json.get("config")).get("layers");
        Map<String, Object> layer = Config.map("layer", layers.get(1));
        Object node = ((List<?>) layer.get("inbound_nodes")).get(0);
        layer.put("inbound_nodes", Collections.nCopies(400, node));
        Map<String, Object> config = Config.map("config", json.get("config"));
        config.put("layers", List.of(layers.get(0), layer));
        json.put("config", config);
        String hostile = new String(Json.write(json), UTF_8);
        assertThatThrownBy(() -> Keras4j.modelFromJson(hostile))
                .hasMessageContaining("expected at most 100000 calls of layers, received more");
    }

    /** Waits in the first call, until another thread waits for what this one holds. */
    static final class Waiting implements Initializer {
        private final Supplier<Thread> other;

        Waiting(Supplier<Thread> other) {
            this.other = other;
        }

        @Override
        public void fill(float[] values, int offset, Shape shape) {
            Thread thread = other.get();
            if (thread.getState() == Thread.State.NEW) {
                thread.start();
                while (thread.getState() != Thread.State.BLOCKED && thread.isAlive()) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void config(Config config) {}
    }

    /** Has a model that nothing calls before a step does. */
    static final class Gan extends Model {
        final Model g;

        Gan(Model g) {
            this.g = g;
        }
    }

    @Test
    @Timeout(60)
    void aModelAndOneAroundItAreBuiltAtOnce() throws InterruptedException {
        List<Thread> inner = new ArrayList<>();
        Dense dense = new Dense(2).kernelInitializer(new Waiting(() -> inner.get(0)));
        Symbol x = input(3);
        Gan gan = new Gan(new Model(Graph.attached(List.of(x), List.of(dense.apply(x)))));
        inner.add(new Thread(gan.g::countParams));
        Thread outer = new Thread(gan::countParams);
        inner.get(0).setDaemon(true);
        outer.setDaemon(true);
        outer.start();
        outer.join(20_000);
        inner.get(0).join(20_000);
        assertThat(outer.isAlive()).isFalse();
        assertThat(inner.get(0).isAlive()).isFalse();
        assertThat(gan.countParams()).isEqualTo(8);
    }

    @Test
    void aBuiltLayerRefusesAnInputForOtherWeights() {
        Dense dense = new Dense(2);
        Symbol x = input(3);
        Model model = new Model(x, dense.apply(x));
        List<Symbol> symbols = dense.weights();
        INDArray data = NdArrays.of(new float[] {1, 2, 3}, 1, 3);
        INDArray before = model.predict(data);
        assertThatThrownBy(() -> dense.apply(input(5)))
                .hasMessage(
                        "layer dense, which has been built: expected an input for weights of the same shapes, [(3, 2), (2,)],"
                                + " received one for [(5, 2), (2,)]");
        assertThat(dense.weights()).isEqualTo(symbols);
        assertThat(model.predict(data)).isEqualTo(before);
        model.compile(optimizer("sgd"), loss("mse"));
        model.trainOnBatch(data, NdArrays.of(new float[] {1, 1}, 1, 2));
        Symbol other = input(3);
        assertThat(new Model(other, dense.apply(other)).predict(data)).isEqualTo(model.predict(data));
    }

    private static Dense dense() {
        return new Dense(4).activation("sigmoid");
    }

    private static Model on(UnaryOperator<Symbol> outputs) {
        Symbol x = input(4);
        return new Model(x, outputs.apply(x));
    }

    /** Models that have a layer, or a model, both in them and in models within. */
    static Model nested(String name) {
        Dense same = dense();
        switch (name) {
            case "before":
                return on(x -> on(same::apply).apply(same.apply(x)));
            case "after":
                return on(x -> same.apply(on(same::apply).apply(x)));
            case "beside":
                Model two = on(x -> dense().apply(same.apply(x)));
                return on(x -> new Add().apply(same.apply(x), two.apply(x), same.apply(Ops.tanh(x))));
            case "two":
                return on(x -> new Sequential(new Input(4), same, dense())
                        .apply(on(same::apply).apply(x)));
            case "models":
                Model inner = on(same::apply);
                Model middle = on(x -> dense().apply(inner.apply(x)));
                return on(x -> new Add().apply(inner.apply(x), middle.apply(x), same.apply(x)));
            default:
                return new Sequential(new Input(4), same, new Sequential(new Input(4), same, dense()));
        }
    }

    /** Keras itself does not open most of these files, but means one layer: it has one number in them. */
    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "beside", "two", "models", "chain"})
    void aLayerInAModelAndInAModelWithin(String name) throws IOException {
        Map<String, Object> all = golden("within");
        Map<String, Object> golden = Config.map(name, all.get(name));
        INDArray x = array(all.get("x"), ROWS, 4);
        INDArray y = array(all.get("y"), ROWS, 4);
        Object predicted = Config.map("predicted", all.get("predicted")).get(name);
        Model model = nested(name);
        model.compile(optimizer(new Adam().learningRate(0.05)), loss("mse"));
        setWeights(model, golden.get("weights"));
        assertClose("losses", losses(2, model, x, y), golden.get("losses"));
        Path own = folder.resolve("own.keras");
        model.save(own);
        Path h5 = folder.resolve("own.h5");
        model.save(h5);
        assertThat(Keras4j.loadModel(h5).predict(x)).isEqualTo(model.predict(x));
        Path keras = Files.write(folder.resolve("keras.keras"), read(name + ".keras"));
        for (Path file : List.of(keras, own)) {
            Model loaded = Keras4j.loadModel(file);
            assertClose(
                    file.toString(), loaded.predict(x), file == own ? NdArrays.floats(model.predict(x)) : predicted);
            assertCounts(golden, name, loaded);
            Path again = folder.resolve("again.keras");
            loaded.save(again);
            if (file == own) {
                assertThat(again).hasSameBinaryContentAs(own);
            }
            assertClose(file + ", further", losses(2, loaded, x, y), golden.get("further"));
            assertClose(file + ", saved again", losses(2, Keras4j.loadModel(again), x, y), golden.get("further"));
        }
    }

    private static Model chain(Layer<?>... layers) {
        Symbol x = input(4);
        Symbol y = x;
        for (int i = 0; i < layers.length; i++) {
            y = new Sequential(new Input(4), layers[i]).name("m" + i).apply(y);
        }
        return new Model(x, y);
    }

    private static Sequential encoder() {
        return new Sequential(new Input(4), dense().name("fc")).name("encoder");
    }

    /** Two layers that look the same are two, whichever of them is in several places. */
    @Test
    void layersThatLookTheSameAreTwo() {
        INDArray x = NdArrays.of(new float[] {1, -2, 3, 4}, 1, 4);
        for (Supplier<Layer<?>> make : List.<Supplier<Layer<?>>>of(() -> dense().name("fc"), () -> encoder())) {
            Layer<?> one = make.get();
            Layer<?> other = make.get();
            for (Model model :
                    List.of(chain(one, other, other), chain(other, one, other), chain(other, other, make.get()))) {
                Path file = folder.resolve("alike.keras");
                model.save(file);
                Model loaded = Keras4j.loadModel(file);
                assertThat(loaded.countParams()).isEqualTo(40);
                assertThat(loaded.predict(x)).isEqualTo(model.predict(x));
            }
        }
    }

    /** Keras, which does not open this file either, has left out which of two is meant. */
    @Test
    void oneOfTwoThatLookTheSameIsNotGuessed() throws IOException {
        Path file = Files.write(folder.resolve("guess.keras"), read("alike.keras"));
        assertThatThrownBy(() -> Keras4j.loadModel(file))
                .hasMessageContaining(
                        "layer fc, which is in several places (shared_object_id): expected its first place to be"
                                + " the only one before with this name and config, received 2 of them");
    }

    @Test
    void aLayerBesideATimeDistributedOfIt() {
        Dense dense = new Dense(3);
        Sequential parts =
                new Sequential(new Input(2, 3), new TimeDistributed(dense), new TimeDistributed(dense), dense);
        INDArray data = NdArrays.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3);
        Path file = folder.resolve("parts.keras");
        parts.save(file);
        Model loaded = Keras4j.loadModel(file);
        assertThat(loaded.predict(data)).isEqualTo(parts.predict(data));
        assertThat(loaded.countParams()).isEqualTo(12);
    }

    /** To Keras, each number of a call is one of all calls of the layer there are when the file is read: from the end, it is the same. */
    @Test
    void aLayerThatReadsItselfByALaterOneGoesToH5() {
        Dense dense = dense();
        Model inner = on(dense::apply);
        Model outer = on(x -> inner.apply(dense.apply(new Activation("relu").apply(dense.apply(x)))));
        Path file = folder.resolve("turns.keras");
        assertThatThrownBy(() -> outer.save(file)).hasMessageContaining("a file .h5 can have it");
        assertThat(file).doesNotExist();
        Path h5 = folder.resolve("turns.h5");
        outer.save(h5);
        INDArray data = NdArrays.of(new float[] {1, 2, 3, 4}, 1, 4);
        assertThat(Keras4j.loadModel(h5).predict(data)).isEqualTo(outer.predict(data));
    }

    static final class Own extends Layer<Own> {
        private final Dense part;

        Own() {
            this(new Dense(4));
        }

        Own(Dense part) {
            this.part = part("part", part);
        }

        @Override
        protected void config(Config config) {}

        @Override
        protected Symbol call(Symbol x) {
            return part.apply(x);
        }
    }

    @Test
    void aConfigThatHasALayerInOnePlaceOfTwoIsNotSaved() {
        Keras4j.registerKerasSerializable("shared", Own.class);
        Dense dense = new Dense(4);
        Sequential model = new Sequential(new Input(4), dense, new Own(dense));
        model.countParams();
        assertThatThrownBy(() -> model.save(folder.resolve("custom.keras")))
                .hasMessageContaining("each layer with weights in one place, or where the config has it");
    }

    @Test
    void namesThatAreTakenBackAreThoseBefore() {
        Dense first = new Dense(3);
        Sequential some = new Sequential(new Input(3), first);
        Dense second = new Dense(3);
        Sequential others = new Sequential(new Input(3), second);
        assertThatThrownBy(() -> new Sequential(new Input(3), first, second, new Dense(1).name("dense")))
                .isInstanceOf(KerasException.class);
        assertThat(second.getName()).isEqualTo("dense");
        Sequential both = new Sequential(new Input(3), first, second);
        assertThat(second.getName()).isEqualTo("dense_1");
        both.pop();
        assertThat(others.getLayer("dense")).isSameAs(second);
        assertThat(some.getLayer("dense")).isSameAs(first);
    }

    @Test
    void layersOfACompiledModelKeepTheirNames() {
        Model some = branch(4);
        Model others = branch(5);
        others.compile(optimizer("sgd"), loss(Map.of("dense_1", "mse")));
        List<Symbol> inputs = List.of(some.input(), others.input());
        Model both = new Model(inputs, List.of(new Add().apply(some.output(), others.output())));
        assertThat(names(others).subList(1, 3)).containsExactly("dense", "dense_1");
        assertThat(names(some).subList(1, 3)).containsExactly("dense_2", "dense_3");
        assertThat(both.getLayer("dense")).isSameAs(others.getLayer("dense"));
        others.fit(new float[2][5], new float[2][2], verbose(0));

        Model third = branch(5);
        third.compile(optimizer("sgd"), loss(Map.of("dense_1", "mse")));
        List<Symbol> clash = List.of(third.input(), others.input());
        Symbol sum = new Add().apply(third.output(), others.output());
        assertThatThrownBy(() -> new Model(clash, List.of(sum)))
                .hasMessageContaining("expected layers with different names, received a second \"dense_1\"");
        assertThat(names(third).subList(1, 3)).containsExactly("dense", "dense_1");
    }

    @Test
    void compiledModelsAreJoinedLayerByLayer() throws IOException {
        Sequential some = new Sequential(new Input(3), new Dense(4), new Dense(3).name("mine"), new Dense(3));
        Sequential others = new Sequential(new Input(3), new Dense(5), new Dense(2));
        INDArray x = NdArrays.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        INDArray y = NdArrays.of(new float[] {1, 0, 0, 1}, 2, 2);
        some.compile(optimizer("sgd"), loss("mse"));
        others.compile(optimizer("adam"), loss("mse"), metrics("mae"));
        some.trainOnBatch(x, x);
        others.trainOnBatch(x, y);
        List<Layer<?>> all = new ArrayList<>(some.getLayers());
        all.addAll(others.getLayers());
        Sequential both = new Sequential(all.toArray(Layer<?>[]::new));
        assertThat(names(both)).containsExactly("dense", "mine", "dense_1", "dense_2", "dense_3");
        assertThat(names(others)).containsExactly("dense_2", "dense_3");
        assertThat(both.predict(x)).isEqualTo(others.predict(some.predict(x)));
        both.compile(optimizer("sgd"), loss("mse"));
        both.trainOnBatch(x, y);
        for (Model model : List.of(some, others, both)) {
            INDArray target = model == some ? x : y;
            for (String extension : List.of(".keras", ".h5")) {
                Path file = folder.resolve("joined" + extension);
                model.save(file);
                Model loaded = Keras4j.loadModel(file);
                assertThat(names(loaded)).isEqualTo(names(model));
                assertThat(loaded.predict(x)).isEqualTo(model.predict(x));
            }
            Model loaded = Keras4j.loadModel(folder.resolve("joined.keras"));
            assertThat(loaded.trainOnBatch(x, target).loss())
                    .isEqualTo(model.trainOnBatch(x, target).loss());
        }
    }

    @Test
    void namesOfUsersMustDiffer() {
        Symbol x = input(2);
        Symbol y = new Dense(3).name("same").apply(new Dense(3).name("same").apply(x));
        assertThatThrownBy(() -> new Model(x, y))
                .hasMessage("model: expected layers with different names, received a second \"same\"");
    }
}
