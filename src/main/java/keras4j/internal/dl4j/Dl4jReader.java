package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.ModelKind;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Placed;
import keras4j.internal.graph.Slot;
import keras4j.internal.saving.LayerConfig;
import keras4j.internal.tensor.Tensor;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.Input;
import keras4j.layers.JoinedOps;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;
import keras4j.regularizers.L1L2;

/**
 * A network of DL4J's own configuration.json and coefficients.bin: feed-forward layers one after the other. Classes are looked
 * up in the table here; what is not known is an error that names the layer's index and the key. What is for training in DL4J
 * (updater, loss, initial weights) is not read.
 */
public final class Dl4jReader {
    private static final int MAX_LAYERS = 10_000;
    private static final String HOSTED = "keras4j.internal.dl4j.KernelLayer";
    private static final String CONF = "org.deeplearning4j.nn.conf.";
    private static final String[] TRAINING = {
        "biasInit", "biasUpdater", "gainInit", "gradientNormalization", "gradientNormalizationThreshold", "iupdater",
        "layerName", "lossFn", "nin", "nout", "timeDistributedFormat", "weightInitFn"
    };

    private final List<Layer<?>> layers = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    /** The number of inputs that a layer says it has. */
    private record Inputs(String where, int count) {}

    private final Map<Layer<?>, Inputs> inputs = new HashMap<>();

    private final Graph graph;

    /** @param configuration of a MultiLayerNetwork */
    public Dl4jReader(Map<String, Object> configuration) {
        Dl4jKeys keys = new Dl4jKeys("configuration.json", configuration);
        List<?> confs = keys.list("confs");
        if (confs.isEmpty() || confs.size() > MAX_LAYERS) {
            throw KerasException.expected(
                    "configuration.json",
                    "a MultiLayerNetwork of 1 to " + MAX_LAYERS + " layers",
                    keys.value("vertices") == null ? confs.size() : "a ComputationGraph of DL4J's");
        }
        for (int i = 0; i < confs.size(); i++) {
            add(new Dl4jKeys("layer " + i, new Dl4jKeys("layer " + i, confs.get(i)).value("layer")));
        }
        preprocessors(keys);
        Symbol first = LayerHooks.symbol(new Input(width()), List.of());
        Symbol last = first;
        for (Layer<?> layer : layers) {
            Inputs own = inputs.get(layer);
            if (own != null && own.count != last.shape().last()) {
                throw KerasException.expected(
                        own.where, Integer.toString(last.shape().last()), own.count);
            }
            last = layer instanceof JoinedOps
                    ? LayerHooks.described(layer, List.of(last)).get(0)
                    : LayerHooks.symbol(layer, List.of(last));
        }
        graph = Graph.attached(first, last);
    }

    /** Only those that change nothing: the shape of what comes in is not in DL4J's file. */
    private static void preprocessors(Dl4jKeys keys) {
        Dl4jKeys all = keys.object("inputPreProcessors");
        for (String index : all == null ? List.<String>of() : List.copyOf(all.keys())) {
            Dl4jKeys one = new Dl4jKeys("layer " + index + ".inputPreProcessor", all.value(index));
            boolean same = one.className().equals(ReshapePreProcessor.class.getName())
                    && one.list("before").equals(one.list("after"));
            if (!same) {
                throw KerasException.expected(one.where(), "none, or one that changes no shape", one.className());
            }
        }
    }

    private void add(Dl4jKeys keys) {
        String name = keys.className();
        switch (name.startsWith(CONF) ? name.substring(CONF.length()) : name) {
            case "layers.DenseLayer", "layers.OutputLayer" -> dense(keys);
            case "layers.ActivationLayer", "layers.LossLayer" -> activation(keys);
            case HOSTED -> hosted(keys);
            case "layers.DropoutLayer" -> {
                dropout(keys);
                // which DL4J has there, too, and does not use
                keys.ignore("activationFn", "regularization", "regularizationBias");
            }
            default ->
                throw KerasException.expected(
                        keys.where(), "one of DenseLayer, OutputLayer, ActivationLayer, LossLayer, DropoutLayer", name);
        }
        keys.ignore(TRAINING).end();
    }

    private void dense(Dl4jKeys keys) {
        dropout(keys);
        Dense dense = new Dense(keys.count("nout"))
                .activation(function(keys))
                .useBias(keys.flag("hasBias", true))
                .kernelRegularizer(regularizer(keys, "regularization"))
                .biasRegularizer(regularizer(keys, "regularizationBias"));
        inputs.put(dense, new Inputs(keys.where() + ".nin", keys.count("nin")));
        named(dense, keys);
    }

    private void activation(Dl4jKeys keys) {
        dropout(keys);
        named(new Activation(function(keys)), keys);
    }

    /** One of our layers, as Keras serialises it, over rows of features. */
    private void hosted(Dl4jKeys keys) {
        String where = keys.where() + ".inputs";
        List<?> shapes = keys.list("inputs");
        if (shapes.size() != 1
                || !(shapes.get(0) instanceof List<?> shape)
                || shape.size() != 1
                || !(shape.get(0) instanceof Integer features)) {
            throw KerasException.expected(where, "one input, of features", shapes);
        }
        Layer<?> layer = LayerConfig.read(keys.where(), keys.value("layer"));
        inputs.put(layer, new Inputs(where, features));
        keys.ignore("activationFn"); // which DL4J has there, too, and does not use
        layers.add(layer);
    }

    private static ActivationFunction function(Dl4jKeys keys) {
        Dl4jKeys function = keys.object("activationFn");
        return function == null ? Activations.REGISTRY.get("linear") : Dl4jActivations.read(function);
    }

    /** A layer's dropout acts on its input; DL4J says how much is kept. */
    private void dropout(Dl4jKeys keys) {
        Dl4jKeys dropout = keys.object("idropout");
        if (dropout == null) {
            return;
        }
        if (!dropout.className().equals(CONF + "dropout.Dropout")) {
            throw KerasException.expected(dropout.where(), CONF + "dropout.Dropout", dropout.className());
        }
        double kept = dropout.number("p", 1);
        dropout.ignore("helperAllowFallback").end();
        if (!(kept > 0 && kept <= 1)) {
            throw KerasException.expected(dropout.where() + ".p", "more than 0 and at most 1", kept);
        }
        named(new Dropout(1 - kept), keys);
    }

    private static L1L2 regularizer(Dl4jKeys keys, String key) {
        L1L2 sum = null;
        for (Object item : keys.list(key)) {
            Dl4jKeys one = new Dl4jKeys(keys.where() + "." + key, item);
            sum = sum == null ? new L1L2().l1(0).l2(0) : sum;
            switch (one.className()) {
                // DL4J's is half the square
                case "org.nd4j.linalg.learning.regularization.L2Regularization" -> sum.l2(fixed(one, "l2") / 2);
                case "org.nd4j.linalg.learning.regularization.L1Regularization" -> sum.l1(fixed(one, "l1"));
                default ->
                    throw KerasException.expected(one.where(), "L1Regularization, L2Regularization", one.className());
            }
            one.end();
        }
        return sum;
    }

    private static double fixed(Dl4jKeys keys, String key) {
        Dl4jKeys schedule = keys.object(key);
        if (schedule == null || !schedule.className().equals("org.nd4j.linalg.schedule.FixedSchedule")) {
            throw KerasException.expected(keys.where() + "." + key, "a FixedSchedule", keys.value(key));
        }
        return schedule.number("value", 0);
    }

    private void named(Layer<?> layer, Dl4jKeys keys) {
        boolean isFree = keys.value("layerName") != null && names.add(keys.text("layerName"));
        layers.add(isFree ? layer.name(keys.text("layerName")) : layer);
    }

    /** The number of features, which the first Dense layer says; nothing before it changes that. */
    private int width() {
        return layers.stream()
                .filter(inputs::containsKey)
                .findFirst()
                .map(layer -> inputs.get(layer).count)
                .orElseThrow(() -> KerasException.expected(
                        "configuration.json", "a DenseLayer or OutputLayer, which says the number of inputs", layers));
    }

    /** Which of Keras's classes it is: ops are in no Sequential. */
    public ModelKind kind() {
        return layers.stream().anyMatch(layer -> layer instanceof JoinedOps)
                ? ModelKind.FUNCTIONAL
                : ModelKind.SEQUENTIAL;
    }

    /** How many bytes the coefficients have at most. */
    public long mostBytes() {
        return Nd4jArray.mostBytes(Network.countParams(graph));
    }

    /**
     * The network with DL4J's weights.
     *
     * @param coefficients what is in coefficients.bin
     */
    public Network network(byte[] coefficients) {
        int count = (int) Network.countParams(graph);
        float[] params = count == 0 ? new float[0] : Nd4jArray.read("coefficients.bin", coefficients, count);
        Network network = new Network(graph);
        List<float[]> weights = new ArrayList<>();
        for (Placed placed : network.hosted()) {
            for (Slot slot : placed.weights()) {
                Shape shape = slot.spec().shape();
                boolean isTransposed = placed.layer() instanceof Dense && shape.rank() > 1;
                Tensor own = isTransposed // a kernel is there column by column
                        ? new Tensor(params, slot.offset(), shape.dim(1), shape.dim(0)).transpose(1, 0)
                        : new Tensor(params, slot.offset(), shape.dims());
                weights.add(own.values());
            }
        }
        network.set(weights);
        return network;
    }
}
