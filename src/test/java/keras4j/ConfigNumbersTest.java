package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.lossWeights;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import keras4j.constraints.Constraints;
import keras4j.core.Config;
import keras4j.core.Configurable;
import keras4j.core.FanInInitializer;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.Metric;
import keras4j.core.Names;
import keras4j.core.Optimizer;
import keras4j.core.Registry;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.initializers.Initializers;
import keras4j.layers.*;
import keras4j.losses.Losses;
import keras4j.metrics.IoU;
import keras4j.metrics.MeanIoU;
import keras4j.metrics.Metrics;
import keras4j.metrics.OneHotIoU;
import keras4j.metrics.OneHotMeanIoU;
import keras4j.metrics.PrecisionAtRecall;
import keras4j.metrics.RecallAtPrecision;
import keras4j.metrics.SensitivityAtSpecificity;
import keras4j.metrics.SpecificityAtSensitivity;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.LossScaleOptimizer;
import keras4j.optimizers.MultiOptimizer;
import keras4j.optimizers.OptimizerMap;
import keras4j.optimizers.Optimizers;
import keras4j.optimizers.SGD;
import keras4j.optimizers.schedules.CosineDecay;
import keras4j.optimizers.schedules.CosineDecayRestarts;
import keras4j.optimizers.schedules.ExponentialDecay;
import keras4j.optimizers.schedules.InverseTimeDecay;
import keras4j.optimizers.schedules.PiecewiseConstantDecay;
import keras4j.optimizers.schedules.PolynomialDecay;
import keras4j.regularizers.Regularizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Each number of each config, and each argument that could be one, is replaced by extreme ones: what follows works, or is one
 * {@link KerasException} that names layer and argument.
 */
class ConfigNumbersTest {
    /** Optimizers that have optimizers or schedules. */
    private static final List<Optimizer> MADE_OF_OTHERS = List.of(
            new LossScaleOptimizer(new Adam()),
            new MultiOptimizer(new OptimizerMap(new SGD()).put(".*/kernel", new Adam())),
            new SGD().learningRate(new CosineDecay(0.1, 10).warmupTarget(0.2).warmupSteps(3)),
            new SGD().learningRate(new CosineDecayRestarts(0.1, 10)),
            new SGD().learningRate(new ExponentialDecay(0.1, 10, 0.9)),
            new SGD().learningRate(new InverseTimeDecay(0.1, 10, 0.9)),
            new SGD().learningRate(new PiecewiseConstantDecay(List.of(3, 6), List.of(0.1, 0.2, 0.3))),
            new SGD().learningRate(new PolynomialDecay(0.1, 10)));

    private static final List<Object> NUMBERS = List.of(
            0,
            -1,
            1 << 30,
            Integer.MAX_VALUE,
            Integer.MIN_VALUE,
            1L << 31,
            BigInteger.TEN.pow(30),
            0.5,
            1e300,
            -1e300,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            "NaN");

    private static final int ROWS = 2;

    /** Samples with more numbers are not made. */
    private static final int MAX_SAMPLE = 10_000;

    /** What takes these as labels. */
    private static final Pattern CLASS_NUMBERS = Pattern.compile("Sparse|Circle|Generalized");

    @TempDir
    Path folder;

    /**
     * @param model a model's config
     * @param place what in it has numbers to replace
     * @param where what messages name: the layer, or nothing
     */
    private record Case(String name, Map<String, Object> model, Object place, String where) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Layer<?> named(Layer<?> layer) {
        return layer.name("tried");
    }

    private static Model chain(Shape input, Layer<?> layer) {
        Symbol x = Args.input("given", input.dims());
        Symbol y = named(layer).apply(x);
        y = y.sampleShape().rank() > 1 && y.sampleShape().isKnown()
                ? new Flatten().name("flat").apply(y)
                : y;
        return new Model(x, new Dense(8).name("last").apply(y));
    }

    private static Model merge(Layer<?> layer) {
        Symbol x = Args.input("given", 4, 3);
        Symbol y = LayerHooks.apply(
                        named(layer), List.of(x, new Dense(3).name("other").apply(x)))
                .get(0);
        return new Model(
                x, new Dense(8).name("last").apply(new Flatten().name("flat").apply(y)));
    }

    private static final List<Model> EXAMPLES = examples();

    /** With arguments that hold numbers. */
    private static List<Model> examples() {
        Shape features = Shape.of(6);
        Shape steps = Shape.of(8, 4);
        Shape image = Shape.of(8, 8, 4);
        List<Model> all = new ArrayList<>();
        for (String class_ : Layers.REGISTRY.names()) {
            Layer<?> layer = Layers.REGISTRY.get(class_);
            if (LayerHooks.takesList(layer)) {
                all.add(merge(layer));
            }
        }
        all.add(merge(new MultiHeadAttention(2, 3)
                .valueDim(2)
                .outputShape(3, 2)
                .attentionAxes(1)
                .slidingWindow(2)
                .useGate(true)
                .dropout(0.1)
                .seed(1)));
        Stream.of(
                        new Activation("tanh"),
                        new ActivityRegularization().l1(0.1).l2(0.1),
                        new Dense(5),
                        new Dropout(0.5).seed(1),
                        new ELU(),
                        new GaussianNoise(0.5).seed(1),
                        new Identity(),
                        new Lambda(new keras4j.activations.LeakyRelu()),
                        new RepeatVector(3),
                        new Reshape(3, 2),
                        new Reshape(-1, 2))
                .forEach(layer -> all.add(chain(features, layer)));
        Stream.of(
                        new BatchNormalization(),
                        new BatchNormalization().axis(1),
                        new LayerNormalization().axis(1, 2),
                        new RMSNormalization(),
                        new GroupNormalization().groups(2),
                        new EinsumDense("abc,cd->abd", Input.NONE, 5).biasAxes("d"),
                        new Conv1D(4, 3),
                        new Conv1D(4, 3).padding("causal").strides(2),
                        new Conv1D(4, 3).padding("same").dilationRate(2).dataFormat("channels_first"),
                        new AveragePooling1D(2),
                        new MaxPooling1D(2).padding("same").strides(3),
                        new GlobalAveragePooling1D(),
                        new GlobalMaxPooling1D(),
                        new LSTM(4).dropout(0.1).recurrentDropout(0.1).seed(1),
                        new LSTM(4).returnSequences(true),
                        new GRU(4).dropout(0.1).recurrentDropout(0.1).seed(1),
                        new SimpleRNN(4).dropout(0.1).recurrentDropout(0.1).seed(1),
                        new RNN(new GRUCell(4)
                                .dropout(0.1)
                                .recurrentDropout(0.1)
                                .seed(1)),
                        new RNN(new StackedRNNCells(List.of(new LSTMCell(4).seed(1), new SimpleRNNCell(3).seed(1)))),
                        new Bidirectional(new GRU(4).seed(1)),
                        new TimeDistributed(new Dense(3)),
                        new LeakyReLU(),
                        new Masking().maskValue(1),
                        new Normalization(),
                        new Normalization().mean(1, 2, 3, 4).variance(1, 2, 3, 4),
                        new PReLU().sharedAxes(1),
                        new ReLU().maxValue(3).threshold(0.5).negativeSlope(0.1),
                        new Rescaling(2).offset(1),
                        new Softmax(),
                        new Softmax().axis(1),
                        new Dense(3).activation(new keras4j.activations.Relu().maxValue(2)),
                        new Conv1DTranspose(4, 3).strides(2).outputPadding(1),
                        new Cropping1D(1, 2),
                        new DepthwiseConv1D(3).depthMultiplier(2),
                        new Permute(2, 1),
                        new SeparableConv1D(4, 3).depthMultiplier(2),
                        new SpatialDropout1D(0.5).seed(1),
                        new UnitNormalization(),
                        new UnitNormalization().axis(1, 2),
                        new UpSampling1D(3),
                        new ZeroPadding1D(1, 2),
                        new Flatten())
                .forEach(layer -> all.add(chain(steps, layer)));
        Stream.of(
                        new Conv2D(4, 3),
                        new Conv2D(4, 3).padding("same").groups(2).strides(2),
                        new Conv2D(4, 3, 2).padding("same").dilationRate(2),
                        new AveragePooling2D(2),
                        new AveragePooling2D(2).padding("same").strides(3),
                        new MaxPooling2D(2).dataFormat("channels_first"),
                        new MaxPooling2D(3).padding("same").strides(1),
                        new GlobalAveragePooling2D(),
                        new GlobalMaxPooling2D(),
                        new Conv2DTranspose(4, 3).strides(2, 3).outputPadding(1, 2),
                        new Cropping2D(new int[] {1, 2}, new int[] {0, 1}),
                        new DepthwiseConv2D(3).depthMultiplier(2),
                        new Resizing(4, 3).padToAspectRatio(true).fillValue(1),
                        new SeparableConv2D(4, 3).padding("same").strides(2),
                        new UpSampling2D(2, 3),
                        new ZeroPadding2D(new int[] {1, 2}, new int[] {0, 1}))
                .forEach(layer -> all.add(chain(image, layer)));
        all.add(chain(Shape.of(5), new Embedding(7, 3).maskZero(false)));
        all.add(chain(Shape.of(Input.NONE, 4), new LSTM(4)));
        Symbol whole = new Input(4, 3).batchSize(2).name("given").symbol();
        all.add(new Model(whole, new LSTM(2).stateful(true).name("tried").apply(whole)));
        return all;
    }

    private static Map<String, Object> json(Model model) {
        return Json.read("model", model.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** Metrics with the arguments that they must be given. */
    private static final List<Metric> METRICS = List.of(
            new PrecisionAtRecall(0.5),
            new RecallAtPrecision(0.5),
            new SensitivityAtSpecificity(0.5),
            new SpecificityAtSensitivity(0.5),
            new IoU(8, 1, 2),
            new MeanIoU(8),
            new OneHotIoU(8, 1, 2),
            new OneHotMeanIoU(8));

    @SuppressWarnings("unchecked")
    private static <T> T example(T made) {
        return (T) METRICS.stream()
                .filter(metric -> metric.getClass() == made.getClass())
                .map(Object.class::cast)
                .findFirst()
                .orElse(made);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Configurable> List<Map<String, Object>> objects(Registry<T> registry) {
        Set<Map<String, Object>> all = new LinkedHashSet<>();
        for (String name : registry.names()) {
            T made = example(registry.get(name));
            if (made instanceof FanInInitializer || isOfOptimizers(made)) {
                continue; // PyTorch's: no config of Keras has it
            }
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("module", registry.module());
            object.put("class_name", Names.classOf(made));
            object.put("config", Json.read("config", Json.write(Config.write(made::config))));
            object.put("registered_name", null);
            all.add(object);
        }
        return List.copyOf(all);
    }

    private static boolean isOfOptimizers(Object made) {
        return MADE_OF_OTHERS.stream().anyMatch(optimizer -> optimizer.getClass() == made.getClass())
                && !(made instanceof SGD);
    }

    /** The config of that layer. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> layer(Map<String, Object> model, String name) {
        Map<String, Object> config = (Map<String, Object>) model.get("config");
        return ((List<Map<String, Object>>) config.get("layers"))
                .stream()
                        .map(layer -> (Map<String, Object>) layer.get("config"))
                        .filter(layer -> layer.get("name").equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Model dense() {
        return chain(Shape.of(6), new Dense(5));
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (Model example : EXAMPLES) {
            Map<String, Object> model = json(example);
            String name = all.size() + " " + LayerHooks.className(example.getLayer("tried"));
            all.add(new Case(name, model, layer(model, "tried"), "tried"));
        }
        Map<String, Object> flat = json(dense());
        all.add(new Case("input", flat, layer(flat, "given"), "layer "));
        Map<String, Object> stateful = json(EXAMPLES.get(EXAMPLES.size() - 1));
        all.add(new Case("input of batches", stateful, layer(stateful, "given"), "layer "));
        for (Map<String, Object> object : objects(Initializers.REGISTRY)) {
            boolean isOfFrames = "STFT".equals(object.get("class_name"));
            Map<String, Object> model =
                    json(isOfFrames ? chain(Shape.of(8, 1), new Conv1D(5, 3)) : chain(Shape.of(8, 4), new LSTM(4)));
            layer(model, "tried").put(isOfFrames ? "kernel_initializer" : "recurrent_initializer", object);
            all.add(new Case("initializer " + object.get("class_name"), model, object.get("config"), "tried"));
        }
        for (String key : List.of("kernel_regularizer", "activity_regularizer")) {
            for (Map<String, Object> object : objects(Regularizers.REGISTRY)) {
                Map<String, Object> model = json(dense());
                layer(model, "tried").put(key, object);
                all.add(new Case(key + " " + object.get("class_name"), model, object.get("config"), "tried"));
            }
        }
        for (Map<String, Object> object : objects(Constraints.REGISTRY)) {
            Map<String, Object> model = json(dense());
            layer(model, "tried").put("kernel_constraint", object);
            all.add(new Case("constraint " + object.get("class_name"), model, object.get("config"), "tried"));
        }
        List<Map<String, Object>> optimizers = new ArrayList<>(objects(Optimizers.REGISTRY));
        MADE_OF_OTHERS.forEach(optimizer ->
                optimizers.add(Json.read("optimizer", Json.write(Serialized.of(optimizer, Optimizers.REGISTRY)))));
        for (Map<String, Object> object : optimizers) {
            Map<String, Object> model = compiled();
            compile(model).put("optimizer", object);
            all.add(new Case("optimizer " + object.get("class_name"), model, object.get("config"), "optimizer"));
        }
        for (Map<String, Object> object : objects(Losses.REGISTRY)) {
            Map<String, Object> model = compiled();
            compile(model).put("loss", object);
            all.add(new Case("loss " + object.get("class_name"), model, object.get("config"), "loss"));
        }
        for (Map<String, Object> object : objects(Metrics.REGISTRY)) {
            Map<String, Object> model = compiled();
            if (String.valueOf(object).contains("Sparse")) {
                compile(model).put("loss", "sparse_categorical_crossentropy");
            }
            compile(model).put("metrics", new ArrayList<>(List.of(object)));
            all.add(new Case("metric " + object.get("class_name"), model, object.get("config"), "metrics"));
        }
        Map<String, Object> model = compiled();
        all.add(new Case("compile", model, compile(model), "compile_config"));
        return all;
    }

    private static Map<String, Object> compiled() {
        Model model = dense();
        model.compile(optimizer("sgd"), loss("mse"), lossWeights(1));
        return json(model);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> compile(Map<String, Object> model) {
        return (Map<String, Object>) model.get("compile_config");
    }

    /** What is done with a model with one number replaced; its message if it is refused, else null. */
    private String run(Map<String, Object> config) {
        try {
            Model model = Keras4j.modelFromJson(new String(Json.write(config), StandardCharsets.UTF_8));
            use(model, CLASS_NUMBERS.matcher(String.valueOf(compile(config))).find());
            Path file = folder.resolve("model.keras");
            model.save(file);
            Keras4j.loadModel(file);
            return null;
        } catch (KerasException e) {
            return e.getMessage();
        }
    }

    private static void use(Model model, boolean isSparse) {
        model.summaryText();
        List<Shape> inputs = model.network().inputShapes().stream()
                .map(shape -> shape.withUnknown(8))
                .toList();
        if (inputs.stream().anyMatch(shape -> shape.size() > MAX_SAMPLE)) {
            return;
        }
        List<INDArray> x =
                inputs.stream().map(shape -> Nd4j.ones(shape.batchOf(ROWS))).toList();
        INDArray y = model.predictAll(Dataset.of(x)).get(0);
        if (!model.isCompiled()) {
            model.compile(optimizer("adam"), loss("mse"));
        }
        model.fit(Dataset.of(x, List.of(isSparse ? Nd4j.zeros(ROWS, 1) : Nd4j.zeros(y.shape()))), verbose(0));
    }

    /** A layer of that class which is in no model yet. */
    static Layer<?> example(String class_) {
        return switch (class_) {
            case "InputLayer" -> new Input(4).name("tried");
            case "GRUCell" -> new GRUCell(4).name("tried");
            case "LSTMCell" -> new LSTMCell(4).name("tried");
            case "SimpleRNNCell" -> new SimpleRNNCell(4).name("tried");
            case "StackedRNNCells" -> new StackedRNNCells(List.of(new LSTMCell(4), new GRUCell(3))).name("tried");
            default ->
                EXAMPLES.stream()
                        .map(model -> model.getLayer("tried"))
                        .filter(layer -> LayerHooks.className(layer).equals(class_))
                        .findFirst()
                        .map(layer -> SerializedLayers.deserialize(SerializedLayers.serialize(layer)))
                        .orElseThrow();
        };
    }

    @SuppressWarnings("unchecked")
    private static <C extends Layer<C> & Cell> RNN rnn(Layer<?> cell) {
        return new RNN((C) cell);
    }

    /** A model of that layer, on an input as in the examples, is used. */
    static void used(Layer<?> layer) {
        if (layer instanceof Input input) {
            use(new Sequential(input, new Dense(8)), false);
        } else if (layer instanceof Cell) {
            use(chain(Shape.of(8, 4), rnn(layer)), false);
        } else if (LayerHooks.takesList(layer) || !LayerHooks.inputNames(layer).isEmpty()) {
            use(merge(layer), false);
        } else {
            Shape shape = EXAMPLES.stream()
                    .filter(model -> model.getLayer("tried").getClass() == layer.getClass())
                    .findFirst()
                    .orElseThrow()
                    .network()
                    .inputShape();
            use(chain(shape, layer), false);
        }
    }

    private static String camelCase(String key) {
        StringBuilder text = new StringBuilder();
        for (String word : key.split("_")) {
            text.append(
                    text.isEmpty() || word.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }

    /** Replaces each number in turn. */
    @SuppressWarnings("unchecked")
    private void replaceAll(Case tried, Object place, String key, List<String> wrong) {
        if (place instanceof Map<?, ?> map) {
            for (Map.Entry<String, Object> entry : ((Map<String, Object>) map).entrySet()) {
                if (!entry.getKey().equals("registered_name")) {
                    replace(tried, entry.getValue(), entry.getKey(), entry::setValue, wrong);
                }
            }
        } else if (place instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                replace(tried, list.get(i), key, value -> ((List<Object>) list).set(index, value), wrong);
            }
        }
    }

    private void replace(Case tried, Object before, String key, Consumer<Object> set, List<String> wrong) {
        if (before == null || before instanceof Number) {
            for (Object number : NUMBERS) {
                set.accept(number);
                check(tried, key, number, wrong);
            }
            set.accept(before);
        }
        replaceAll(tried, before, key, wrong);
    }

    /** A layer behind an input of such a shape names what it makes of it. */
    private static boolean isNamed(String key, String message) {
        List<String> names = key.equals("batch_shape") ? List.of("shape", "samples") : List.of(key, camelCase(key));
        return names.stream().anyMatch(message::contains);
    }

    private void check(Case tried, String key, Object number, List<String> wrong) {
        String what = tried.name + ", " + key + " = " + number + ": ";
        try {
            String message = run(tried.model);
            if (message != null && !(message.contains(tried.where) && isNamed(key, message))) {
                wrong.add(what + message);
            }
        } catch (RuntimeException | Error e) {
            wrong.add(what + e + " at " + Arrays.toString(e.getStackTrace()).replaceAll("(([^,]*,){5}).*", "$1"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void numbers(Case tried) {
        List<String> wrong = new ArrayList<>();
        replaceAll(tried, tried.place, "", wrong);
        assertThat(wrong).isEmpty();
    }

    @Test
    void noLayerIsLeftOut() {
        Set<String> classes = new LinkedHashSet<>(List.of("InputLayer"));
        classes.addAll(List.of("GRUCell", "LSTMCell", "SimpleRNNCell", "StackedRNNCells")); // in RNN
        EXAMPLES.forEach(model -> classes.add(LayerHooks.className(model.getLayer("tried"))));
        assertThat(classes).containsAll(Layers.REGISTRY.names());
    }
}
