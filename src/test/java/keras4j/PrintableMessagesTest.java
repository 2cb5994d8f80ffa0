package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import keras4j.callbacks.ModelCheckpoint;
import keras4j.core.KerasException;
import keras4j.data.Csv;
import keras4j.data.CsvEncoding;
import keras4j.data.Npy;
import keras4j.layers.Concatenate;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a value from outside is, and wherever it stands, a message shows no more than 200 characters of it, and no commands. */
class PrintableMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Control characters, line separators, what turns the direction of writing. */
    private static final Pattern COMMANDS = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private static final Pattern MUCH = Pattern.compile("[xy ]{201}");

    @TempDir
    Path folder;

    static List<String> values() {
        return List.of(
                "a\u001b[31mb\r\n\u202e\u2028\u0085c",
                "x".repeat(30_000),
                "x y ".repeat(7_500),
                "\u001b".repeat(3_000));
    }

    private static void check(String shown) {
        assertThat(COMMANDS.matcher(shown).find()).as(shown).isFalse();
        assertThat(MUCH.matcher(shown).find()).as(shown).isFalse();
    }

    private static void checkMessage(Runnable code) {
        try {
            code.run();
        } catch (KerasException e) {
            check(e.getMessage());
        }
    }

    private Path file(String name, String text) throws Exception {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Sequential named(String name) {
        Sequential model = new Sequential(new Input(2), new Dense(1).name(name));
        model.compile(loss("mse"));
        return model;
    }

    @ParameterizedTest
    @MethodSource("values")
    void arguments(String value) {
        Map<String, Runnable> places = new LinkedHashMap<>();
        places.put("activation", () -> new Dense(1).activation(value));
        places.put("initializer", () -> new Dense(1).kernelInitializer(value));
        places.put("loss", () -> named("a").compile(loss(value)));
        places.put("optimizer", () -> named("a").compile(optimizer(value), loss("mse")));
        places.put("metric", () -> named("a").compile(loss("mse"), metrics(value)));
        places.put("name", () -> new Dense(1).name(value + "/"));
        places.put("second name", () -> named(value).add(new Dense(1).name(value)));
        places.put("layer", () -> named("a").getLayer(value));
        places.put("layers", () -> named(value).getLayer("none"));
        places.put("built", () -> {
            Sequential built = named(value);
            built.countParams();
            ((Dense) built.getLayer(0)).useBias(false);
        });
        places.put("rank", () -> new Sequential(new Input(2), new Conv2D(1, 3).name(value)).countParams());
        places.put("model", () -> Keras4j.loadModel(value + ".keras"));
        places.put("extension", () -> Keras4j.loadModel("a." + value));
        places.put("save", () -> named("a").save(value + "/a.keras"));
        places.put("h5", () -> named(value).save(folder.resolve("a.h5")));
        places.put("checkpoint", () -> new ModelCheckpoint("{" + value + ":x}"));
        places.put("csv", () -> Csv.read(value + ".csv"));
        places.put("npy", () -> Npy.read(Path.of(value + ".npy")));
        places.put("fit", () -> named(value).fit(new float[2][2], new float[2][3]));
        places.forEach((place, code) -> {
            boolean isRefused = false;
            try {
                code.run();
            } catch (KerasException e) {
                isRefused = true;
                check(e.getMessage());
            }
            assertThat(isRefused || place.equals("h5")).as(place).isTrue();
        });
        check(named(value).summaryText().replaceAll("\n", ""));
        check(named(value)
                .evaluate(new float[1][2], new float[1], Args.verbose(0))
                .toString());
    }

    /** Another model's weights. */
    @ParameterizedTest
    @MethodSource("values")
    void weights(String value) {
        for (String name : List.of("m.keras", "m.h5", "m.weights.h5", "m.safetensors")) {
            Path file = folder.resolve(name);
            checkMessage(() -> {
                if (name.startsWith("m.keras") || name.equals("m.h5")) {
                    named(value.substring(0, Math.min(40, value.length()))).save(file);
                } else {
                    named(value).saveWeights(file);
                }
            });
            for (int units = 1; units < 3; units++) {
                Sequential other = new Sequential(new Input(2), new Dense(units).name(value), new Dense(1));
                checkMessage(() -> other.loadWeights(file));
                checkMessage(() -> other.loadWeights(file, Args.byName(true)));
                checkMessage(() -> other.saveWeights(file, Args.moduleNames(Map.of(value, "a", "dense", "a"))));
            }
        }
    }

    /** Calls with each of the text's JSON in which one key or value is another. */
    private static void each(byte[] json, String value, Consumer<byte[]> read) throws Exception {
        int count = places(JSON.readTree(json)).size();
        for (int i = 0; i < count; i++) {
            JsonNode root = JSON.readTree(json);
            places(root).get(i).accept(value);
            byte[] changed = JSON.writeValueAsBytes(root);
            checkMessage(() -> read.accept(changed));
        }
    }

    private static List<Consumer<String>> places(JsonNode node) {
        List<Consumer<String>> all = new ArrayList<>();
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                all.add(value -> list.set(index, new TextNode(value)));
                all.addAll(places(list.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(key -> {
                all.add(value -> object.put(key, value));
                all.add(value -> object.set(value, object.remove(key)));
            });
            object.forEach(child -> all.addAll(child instanceof ContainerNode ? places(child) : List.of()));
        }
        return all;
    }

    private static Model model() {
        Symbol x = Args.input("in", 2);
        Model model = new Model(
                x, new Concatenate().apply(new Dense(1).activation("relu").apply(x), x));
        model.compile(optimizer("sgd"), loss("mse"), metrics("mae"));
        return model;
    }

    @ParameterizedTest
    @MethodSource("values")
    void configs(String value) throws Exception {
        each(model().toJson().getBytes(StandardCharsets.UTF_8), value, json -> {
            Model model = Keras4j.modelFromJson(new String(json, StandardCharsets.UTF_8));
            check(model.summaryText().replaceAll("\n", ""));
        });
        String keras2 =
                "{\"class_name\":\"Sequential\",\"keras_version\":\"2.3.1\",\"config\":{\"name\":\"s\",\"layers\":["
                        + "{\"class_name\":\"Dense\",\"config\":{\"name\":\"d\",\"units\":2,\"activation\":\"relu\",\"dtype\":\"float32\","
                        + "\"kernel_initializer\":{\"class_name\":\"Zeros\",\"config\":{}}}}]}}";
        each(
                keras2.getBytes(StandardCharsets.UTF_8),
                value,
                json -> Keras4j.modelFromJson(new String(json, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void data(String value) throws Exception {
        String quoted = "\"" + value + "\"";
        for (String text : List.of(
                quoted + "," + quoted + "\n1,2\n",
                quoted + ",b\n1,2\nx,3\n",
                "a,b\n1,2\n" + quoted + ",3\n",
                "a,b\n1,2\n3," + quoted + "\n",
                "a,b\n" + quoted + "\n",
                "a,b\n1,\"" + value)) {
            checkMessage(() -> {
                Csv table = Csv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "table");
                checkMessage(() -> table.numbers("a"));
                checkMessage(() -> table.checkColumn("c"));
                table.dataset("b");
            });
        }
        byte[] encoding =
                "{\"csv_encoding\":1,\"missing\":[\"NA\"],\"columns\":[{\"name\":\"a\",\"words\":[\"p\",\"q\"],\"fill\":\"p\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("e.json");
        each(encoding, value, json -> {
            write(file, json);
            CsvEncoding.load(file).row("z");
        });
        String header = "{'descr': '" + value.substring(0, Math.min(1_000, value.length()))
                + "', 'fortran_order': False, 'shape': (1,), }";
        ByteBuffer npy = ByteBuffer.allocate(10 + header.length()).order(ByteOrder.LITTLE_ENDIAN);
        npy.put("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1)).putShort((short) header.length());
        write(
                folder.resolve("a.npy"),
                npy.put(header.getBytes(StandardCharsets.ISO_8859_1)).array());
        checkMessage(() -> Npy.read(folder.resolve("a.npy")));
    }

    @ParameterizedTest
    @MethodSource("values")
    void tensors(String value) throws Exception {
        byte[] header =
                ("{\"__metadata__\":{\"format\":\"pt\"},\"0.weight\":{\"dtype\":\"F32\",\"shape\":[1,1],\"data_offsets\":[0,4]}}")
                        .getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("m.safetensors");
        each(header, value, json -> {
            write(
                    file,
                    ByteBuffer.allocate(12 + json.length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(json.length)
                            .put(json)
                            .array());
            new Sequential(new Input(1), new Dense(1)).loadWeights(file);
        });
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
