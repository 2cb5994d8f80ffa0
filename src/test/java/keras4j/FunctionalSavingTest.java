package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.shuffle;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import keras4j.core.KerasException;
import keras4j.layers.Add;
import keras4j.layers.Average;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.layers.Dot;
import keras4j.layers.Maximum;
import keras4j.layers.Minimum;
import keras4j.layers.Multiply;
import keras4j.layers.Subtract;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functional models in files: what is written is read, and a config that cannot be is refused. */
class FunctionalSavingTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final float[][] X = {{1, 2, 3}, {-1, 0, 2}, {0, 1, -2}};
    private static final float[] Y = {1, 0, 2};

    @TempDir
    Path folder;

    /** Every merge layer, a shared layer, a layer that is called by what it has made, models in a model, one at the end. */
    static Model everything() {
        Symbol x = input("features", 3);
        Dense shared = new Dense(3).activation("tanh");
        Symbol a = shared.apply(new Dense(3).apply(x));
        Symbol b = shared.apply(a);
        Symbol c = new Maximum().apply(new Subtract().apply(a, b), new Multiply().apply(a, b, a));
        Symbol d = new Minimum().apply(c, new Average().apply(a, x));
        Symbol e = new Concatenate()
                .axis(1)
                .apply(c, new Add().apply(d, x), new Dot(-1).normalize(true).apply(c, d));
        Symbol i = input(3);
        Model inner =
                new Model(i, new Add().apply(new Dense(3).activation("tanh").apply(i), i));
        Symbol f = new Concatenate()
                .apply(inner.apply(inner.apply(a)), new Sequential(new Dense(2), new Dense(2)).apply(e));
        Symbol last = input(5);
        Model head = new Model(last, new Dense(1).kernelRegularizer("l2").apply(last)).name("head");
        return new Model(x, head.apply(f)).name("everything");
    }

    @Test
    void whatIsSavedIsLoaded() {
        Model model = everything();
        model.compile(optimizer("adam"), loss("mse"));
        model.fit(X, Y, verbose(0));
        Path file = folder.resolve("model.keras");
        model.save(file);
        Model loaded = Keras4j.loadModel(file);
        assertThat(loaded.getClass()).isEqualTo(Model.class);
        assertThat(loaded.summaryText()).isEqualTo(model.summaryText());
        assertThat(loaded.predict(X[0])).containsExactly(model.predict(X[0]));
        loaded.save(folder.resolve("again.keras"));
        assertThat(folder.resolve("again.keras")).hasSameBinaryContentAs(file);
        for (Model trained : new Model[] {model, loaded}) {
            trained.fit(X, Y, epochs(3), shuffle(false), verbose(0));
        }
        assertThat(loaded.predict(X[0])).containsExactly(model.predict(X[0]));
        assertThat(Keras4j.modelFromJson(model.toJson()).toJson()).isEqualTo(model.toJson());
    }

    @Test
    void aSubclassIsSavedAsWhatItsCallDescribes() {
        Model net = new Model() {
            private final Dense dense = new Dense(2);

            @Override
            protected Symbol call(Symbol x) {
                return new Concatenate().apply(dense.apply(x), x);
            }
        };
        assertThatThrownBy(net::toJson)
                .hasMessageStartingWith("toJson: expected a model with layers and a known input");
        net.build(3);
        net.save(folder.resolve("net.keras"));
        assertThat(Keras4j.loadModel(folder.resolve("net.keras")).predict(X[0])).containsExactly(net.predict(X[0]));
    }

    private static ObjectNode layer(ObjectNode model, String name) {
        for (var layer : model.get("config").get("layers")) {
            if (layer.get("name").asText().equals(name)) {
                return (ObjectNode) layer;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static ObjectNode call(ObjectNode model, String name) {
        return (ObjectNode) layer(model, name).get("inbound_nodes").get(0);
    }

    /** What the only call of a layer with one input reads. */
    private static ArrayNode history(ObjectNode model, String name) {
        return (ArrayNode) call(model, name).get("args").get(0).get("config").get("keras_history");
    }

    private static ObjectNode config(ObjectNode model) {
        return (ObjectNode) model.get("config");
    }

    private static void assertRefused(Consumer<ObjectNode> change, String reason) {
        Symbol x = input(3);
        Symbol h = new Dense(3).apply(x);
        Model model = new Model(x, new Dense(3).apply(new Add().apply(h, x)));
        try {
            ObjectNode json = (ObjectNode) MAPPER.readTree(model.toJson());
            change.accept(json);
            String changed = MAPPER.writeValueAsString(json);
            assertThatThrownBy(() -> Keras4j.modelFromJson(changed))
                    .isInstanceOf(KerasException.class)
                    .hasMessageContaining(reason);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callsThatCannotBeMade() {
        assertRefused(
                json -> history(json, "dense").set(0, "dense_1"),
                "layer dense: expected inputs that are made without it");
        assertRefused(json -> history(json, "dense").set(0, "dense"), "expected inputs that are made without it");
        assertRefused(
                json -> history(json, "dense").set(0, "none"), "a call of one of the layers [input_layer, dense,");
        assertRefused(json -> history(json, "dense_1").set(1, 1), "layer dense_1: expected inputs that are made");
        assertRefused(json -> history(json, "dense_1").set(1, -2), "expected a call of one of the layers");
        assertRefused(
                json -> history(json, "dense_1").set(1, 2_000_000_000), "expected inputs that are made without it");
        assertRefused(json -> history(json, "dense_1").set(2, 1), "layer add: expected an output below 1, received 1");
        assertRefused(
                json -> history(json, "dense_1").set(1, "0"),
                "layer's name, the number of its call, and of its output");
        assertRefused(
                json -> history(json, "dense_1").set(2, -1), "layer add: expected an output below 1, received -1");
        assertRefused(
                json -> history(json, "dense_1").add(0), "layer's name, the number of its call, and of its output");
        assertRefused(
                json -> ((ObjectNode) call(json, "dense").get("kwargs")).put("train", true),
                "layer dense, inbound_nodes: the argument \"train\" is not supported, received true");
        assertRefused(
                json -> ((ObjectNode) call(json, "dense").get("kwargs")).put("training", 3),
                "the argument \"training\" is not supported, received 3");
        assertRefused(json -> call(json, "dense").put("kwargs", 3), "inbound_nodes, kwargs: expected an object");
        assertRefused(json -> call(json, "dense").put("args", 3), "expected args with inputs only");
        assertRefused(json -> ((ArrayNode) call(json, "dense").get("args")).add(3), "expected args with inputs only");
        assertRefused(
                json -> ((ArrayNode) call(json, "dense").get("args")).set(0, MAPPER.createArrayNode()),
                "layer dense: expected at least one input, received none");
        assertRefused(
                json -> {
                    ArrayNode args = (ArrayNode) call(json, "dense").get("args");
                    args.set(0, MAPPER.createArrayNode().add(args.get(0)).add(args.get(0)));
                },
                "layer dense: Dense: expected one input, received 2");
        assertRefused(
                json -> ((ObjectNode) call(json, "dense").get("args").get(0)).put("class_name", "Lambda"),
                "expected a __keras_tensor__, received Lambda");
        assertRefused(json -> layer(json, "dense").remove("inbound_nodes"), "inbound_nodes: expected a list");
        assertRefused(
                json -> layer(json, "input_layer")
                        .set("inbound_nodes", layer(json, "dense").get("inbound_nodes")),
                "expected an InputLayer with a shape, which reads nothing");
        assertRefused(
                json -> ((ObjectNode) layer(json, "input_layer").get("config")).remove("batch_shape"),
                "expected an InputLayer with a shape");
        assertRefused(
                json -> ((ObjectNode) layer(json, "dense_1").get("config")).put("name", "dense"),
                "layers: expected different names, received \"dense\" twice");
        assertRefused(json -> layer(json, "add").put("module", "keras.src.ops.numpy"), "op add: ");
        assertRefused(
                json -> layer(json, "dense").put("class_name", "Lambda"), "layer dense: Lambda: expected a function");
        assertRefused(
                json -> ((ObjectNode) layer(json, "dense").get("config")).put("units", 4),
                "layer add: Add: expected inputs of one shape");
        assertRefused(
                json -> ((ObjectNode) layer(json, "dense_1").get("config")).put("units", 2_000_000_000),
                "shape: expected at most");
    }

    @Test
    void kerasWritesNoMasksOfAModelOfSeveralInputs() {
        Symbol a = input(3);
        Symbol b = input(3);
        Model inner = new Model(List.of(a, b), List.of(new Add().apply(a, b)));
        Symbol x = input(3);
        String json = new Model(x, inner.apply(x, x)).toJson();
        String masked = json.replace("\"kwargs\":{}", "\"kwargs\":{\"mask\":[null,null]}");
        assertThat(masked).isNotEqualTo(json);
        assertThat(Keras4j.modelFromJson(masked).toJson()).isEqualTo(json);
        assertThatThrownBy(() -> Keras4j.modelFromJson(masked.replace("[null,null]}", "[null,1]}")))
                .hasMessageContaining(
                        "layer add, inbound_nodes: the argument \"mask\" is not supported, received [null, 1]");
    }

    /** A model with a mask as Keras writes it. */
    private static String masked() {
        try (FileSystem zip =
                FileSystems.newFileSystem(Path.of("src/test/resources/golden/several-masks_merged.keras"))) {
            return Files.readString(zip.getPath("config.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertMaskRefused(String found, String instead, String reason) {
        String json = masked();
        assertThat(json).contains(found);
        assertThatThrownBy(() -> Keras4j.modelFromJson(json.replace(found, instead)))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void masksThatAreOthersThanThoseOfTheLayers() {
        String json = masked();
        Model model = Keras4j.modelFromJson(json);
        assertThat(Keras4j.modelFromJson(model.toJson()).toJson())
                .isEqualTo(model.toJson())
                .contains("NotEqual", "LogicalOr", "ExpandDims");
        assertMaskRefused(
                "[\"embedding\", 0, 0]", "[\"not_equal\", 0, 0]", "LSTM: expected inputs (batch, time, features)");
        assertMaskRefused(
                "\"mask\": {\"class_name\"",
                "\"mask\": {\"class_nam\"",
                "mask: expected a symbol, received {class_nam");
        assertMaskRefused(
                "\"name\": \"logical_or\"",
                "\"name\": \"embedding\"",
                "expected different names, received \"embedding\" twice");
    }

    @Test
    void inputsAndOutputsThatAreNotThere() {
        assertRefused(json -> config(json).remove("input_layers"), "input_layers: expected a list, received null");
        assertRefused(json -> config(json).putObject("input_layers"), "input_layers: expected a list");
        assertRefused(json -> config(json).putArray("output_layers"), "output_layers: expected a list");
        assertRefused(
                json -> config(json).putArray("output_layers").add(3),
                "the number of its call, and of its output, received 3");
        assertRefused(
                json -> config(json)
                        .putArray("output_layers")
                        .add("dense")
                        .add(1)
                        .add(0),
                "output_layers: expected calls that there are");
        assertRefused(
                json -> config(json)
                        .putArray("input_layers")
                        .add("dense")
                        .add(0)
                        .add(0),
                "model inputs: expected what input(..) makes");
        assertRefused(json -> json.put("class_name", "Model"), "model: expected a Sequential or Functional");
        assertRefused(json -> json.put("module", "os"), "a class of keras or keras.models");
        assertRefused(json -> config(json).put("layers", 3), "expected a list of at most 10000 layers");
    }
}
