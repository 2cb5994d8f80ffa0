package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.data.Csv;
import keras4j.data.CsvEncoding;
import keras4j.layers.Add;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Masking;
import keras4j.ops.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What files and models ask for grows no faster than they do. Work that allocates nothing is seen by the time limit, which is many
 * times what it takes, and of which the square would be hours.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static Sequential sequential(int layers) {
        Sequential model = new Sequential(new Input(2));
        for (int i = 0; i < layers; i++) {
            model.add(new Dense(2));
        }
        model.compile(optimizer("adam"), loss("mse"));
        model.fit(new float[1][2], new float[1][2], verbose(0));
        return model;
    }

    private static Model functional(int layers, Function<Symbol, Symbol> each) {
        Symbol x = Args.input(3, 2);
        Symbol y = x;
        for (int i = 0; i < layers; i++) {
            y = each.apply(y);
        }
        return new Model(x, y);
    }

    @ParameterizedTest
    @CsvSource({"keras, 150", "h5, 50", "json, 300", "zip, 60"})
    void savingAndLoadingModels(String extension, int size) throws Exception {
        Path file = folder.resolve("m." + extension);
        Work.isLinear(size, layers -> {
            Model model = sequential(layers);
            return () -> {
                model.save(file);
                Keras4j.loadModel(file);
            };
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"m.weights.h5", "m.safetensors"})
    void savingAndLoadingWeights(String name) throws Exception {
        Path file = folder.resolve(name);
        Work.isLinear(150, layers -> {
            Model model = sequential(layers);
            return () -> {
                model.saveWeights(file);
                model.loadWeights(file);
            };
        });
    }

    @Test
    void exporting() throws Exception {
        Work.isLinear(300, layers -> {
            Dense shared = new Dense(2);
            Model model = functional(layers, shared::apply);
            return () -> model.export(folder.resolve("m.onnx"));
        });
    }

    @Test
    void buildingAndSummarizing() throws Exception {
        Work.isLinear(500, layers -> () -> sequential(layers).summaryText());
        Work.isLinear(500, layers -> () -> {
            Symbol x = Args.input(2);
            List<Symbol> all = new ArrayList<>();
            for (int i = 0; i < layers; i++) {
                all.add(new Dense(2).apply(x));
            }
            new Model(x, new Concatenate().apply(all)).summaryText();
        });
    }

    /** Each layer's mask follows from those of all before it. */
    @Test
    void masks() throws Exception {
        Work.isLinear(1_000, layers -> {
            Symbol x = Args.input(1, 2);
            Symbol masked = new Masking().apply(x);
            Symbol y = masked;
            for (int i = 0; i < layers; i++) {
                y = new Concatenate().apply(y, masked);
            }
            String json = new Model(x, y).toJson();
            return () -> Keras4j.modelFromJson(json);
        });
    }

    /** Each layer stands before the one that it reads. */
    @Test
    void functionalModelsListedBackwards() throws Exception {
        Work.isLinear(400, layers -> {
            Symbol x = Args.input(2);
            Symbol y = x;
            for (int i = 0; i < layers; i++) {
                y = new Add().apply(x, new Dense(2).apply(y));
            }
            JsonNode json = JSON.readTree(new Model(x, y).toJson());
            ArrayNode list = (ArrayNode) json.at("/config/layers");
            for (int i = 0; i < list.size(); i++) {
                list.insert(i, list.remove(list.size() - 1));
            }
            String backwards = json.toString();
            return () ->
                    assertThat(Keras4j.modelFromJson(backwards).getLayers()).hasSize(1 + 2 * layers);
        });
    }

    /** Each layer has the axes of the input again. */
    @Test
    void axes() {
        String json = new Sequential(new Input(2), new Dense(2))
                .toJson()
                .replace("[null,2]", "[null" + ",2".repeat(33) + "]");
        assertThatThrownBy(() -> Keras4j.modelFromJson(json))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("_shape: expected at most 32 axes after the batch's, received 33");
    }

    @Test
    void layersOfKeras2() throws Exception {
        Work.isLinear(500, layers -> {
            String dense = IntStream.range(0, layers)
                    .mapToObj(i -> "{\"class_name\":\"Dense\",\"config\":{\"name\":\"d" + i + "\",\"units\":2}}")
                    .collect(Collectors.joining(","));
            String json =
                    "{\"class_name\":\"Sequential\",\"keras_version\":\"2.3.1\",\"config\":{\"name\":\"s\",\"layers\":["
                            + dense + "]}}";
            return () -> Keras4j.modelFromJson(json);
        });
    }

    /** Module names of very many numbers, and very many of them. */
    @Test
    void safetensors() throws Exception {
        Path file = folder.resolve("m.safetensors");
        Sequential model = new Sequential(new Input(1), new Dense(1).useBias(false));
        for (boolean many : new boolean[] {false, true}) {
            Work.isLinear(12_000, size -> {
                String place = "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
                String header = many
                        ? IntStream.range(0, size / 4)
                                .mapToObj(i -> "\"" + i + ".weight" + place)
                                .collect(Collectors.joining(","))
                        : "\"" + "1.".repeat(size) + "weight" + place;
                byte[] json = ("{" + header + "}").getBytes(StandardCharsets.UTF_8);
                ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
                Files.write(file, bytes.putLong(json.length).put(json).array());
                return () -> model.loadWeights(file);
            });
        }
    }

    private static Csv csv(String text) {
        return Csv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "table");
    }

    /** Digits and then none, and very many columns. */
    @Test
    void tables() throws Exception {
        Work.isLinear(500_000, digits -> {
            Csv table = csv("a,b\n" + "1".repeat(digits) + "x,1\n2,2\n");
            return () -> table.dataset("b");
        });
        Work.isLinear(4_000, columns -> {
            String header = IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
            Csv table = csv(header + "\n" + "1,".repeat(columns - 1) + "1\n");
            return () -> {
                CsvEncoding encoding = table.encoding("c0");
                encoding.save(folder.resolve("e.json"));
                CsvEncoding.load(folder.resolve("e.json")).dataset(table);
            };
        });
    }

    /** The nearest name is not looked for. */
    @Test
    void longNames() throws Exception {
        String name = "a".repeat(15_000_000);
        Csv table =
                csv(IntStream.range(0, 1_000).mapToObj(i -> "a".repeat(200) + i).collect(Collectors.joining(",")) + "\n"
                        + "1,".repeat(999) + "1\n");
        assertThatThrownBy(() -> table.numbers(name)).isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> new Dense(1).activation(name)).isInstanceOf(KerasException.class);
    }

    @Test
    void problemsOfVeryManyLayers() {
        String lambda = "{\"class_name\":\"Lambda\",\"config\":{\"name\":\"" + "l".repeat(1_000) + "\"}}";
        String json =
                "{\"class_name\":\"Sequential\",\"keras_version\":\"2.3.1\",\"config\":{\"name\":\"s\",\"layers\":["
                        + (lambda + ",").repeat(4_999) + lambda + "]}}";
        assertThatThrownBy(() -> Keras4j.modelFromJson(json))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("and 4980 more")
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(10_000));
    }

    /** Each of 2^20 paths leads to the same few groups. */
    @Test
    void groupsThatAreLinkedTwice() {
        Path file = Path.of("src/test/resources/golden/files/hostile/hard_link_diamonds.weights.h5");
        Sequential model = new Sequential(new Input(3), new Dense(2));
        try {
            assertThat(Work.of(() -> model.loadWeights(file))).isLessThan(64 * Files.size(file) + (64 << 20));
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
