package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import keras4j.core.KerasException;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.layers.Normalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ".keras" files that are hostile or damaged are refused. */
class HostileFileTest {
    @TempDir
    Path folder;

    private Path saved() {
        Path file = folder.resolve("model.keras");
        SavingTest.everyLayer().save(file);
        return file;
    }

    @Test
    void zipsWithOtherEntries() throws IOException {
        Path file = saved();
        assertRefused(changed(file, entries -> entries.remove("config.json")), "zip: expected once each");
        assertRefused(changed(file, entries -> entries.remove("model.weights.h5")), "an entry model.weights.h5");
        assertRefused(changed(file, entries -> entries.put("../evil", new byte[1])), "zip: expected once each");
        assertRefused(
                changed(file, entries -> entries.put("config.json", new byte[17 << 20])),
                "compression of at most 100 to 1");
        assertRefused(
                changed(file, entries -> entries.put("config.json", "{".getBytes(StandardCharsets.UTF_8))),
                "config.json: expected JSON");
        assertRefused(
                changed(
                        file,
                        entries -> entries.put(
                                "config.json", ("{\"a\":" + "[".repeat(150)).getBytes(StandardCharsets.UTF_8))),
                "nesting depth");
    }

    @Test
    void configsThatAreNotSupportedAreErrorsThatNameLayerAndKey() throws IOException {
        Path file = saved();
        assertRefused(config(file, model -> model.put("class_name", "Model")), "expected a Sequential or Functional");
        assertRefused(config(file, model -> model.put("module", "os")), "a class of keras or keras.models");
        assertRefused(
                config(file, model -> layer(model, 1).put("class_name", "Lambda")),
                "layer first: Lambda: expected a function");
        assertRefused(
                config(
                        file,
                        model -> layer(model, 1)
                                .put("class_name", "Lambda")
                                .putObject("config")
                                .put("name", "first")
                                .putObject("function")
                                .put("class_name", "__lambda__")),
                "layer first.function: expected a function by its name");
        assertRefused(config(file, model -> layer(model, 1).put("module", "builtins")), "a class of keras.layers");
        assertRefused(
                config(file, model -> layer(model, 1).put("registered_name", "evil>Dense")),
                "registered before: Keras4j.register");
        assertRefused(
                config(file, model -> arguments(model, 1).put("kernel_limit", "max_norm")),
                "layer first: the argument \"kernel_limit\" is not supported, received max_norm");
        assertRefused(
                config(file, model -> arguments(model, 1).put("kernel_constraint", "largest")),
                "constraint: expected one of MaxNorm");
        assertRefused(config(file, model -> arguments(model, 1).put("units", 0)), "Dense.units: expected a positive");
        assertRefused(
                config(file, model -> arguments(model, 1).put("units", 2.5)), "layer first.units: expected a whole");
        assertRefused(
                config(file, model -> arguments(model, 1).put("units", "six")), "layer first.units: expected a whole");
        assertRefused(
                config(file, model -> arguments(model, 1).putNull("units")), "layer first.units: expected a whole");
        assertRefused(config(file, model -> arguments(model, 1).put("dtype", "int8")), "layer first.dtype");
        assertRefused(config(file, model -> arguments(model, 1).put("trainable", 3)), "layer first.trainable");
        assertRefused(
                config(file, model -> arguments(model, 1).put("activation", "gelu2")), "activation: expected one of");
        assertRefused(config(file, model -> arguments(model, 5).put("name", "first")), "a second \"first\"");
        assertRefused(
                config(
                        file,
                        model -> arguments(model, 0).putArray("batch_shape").add(1)),
                "layer first: Dense: expected inputs (batch, .., features), received (None,)");
        assertRefused(
                config(
                        file,
                        model -> arguments(model, 0)
                                .putArray("batch_shape")
                                .addNull()
                                .addNull()),
                "known lengths where weights depend on them");
        assertRefused(
                config(file, model -> ((ObjectNode) model.get("config")).put("surprise", 1)),
                "model: the argument \"surprise\" is not supported, received 1");
    }

    @Test
    void weightsThatAreNotTheConfigs() throws IOException {
        Path file = saved();
        assertRefused(
                config(file, model -> arguments(model, 1).put("units", 6)),
                "model.weights.h5, layers/dense/vars/0: expected float32 numbers of shape (3, 6)");
        // The config claims 24 GB of weights: refused before memory is taken for them.
        assertRefused(
                config(file, model -> arguments(model, 1).put("units", 2_000_000_000)),
                "layer first: shape: expected at most");
        assertRefused(config(file, model -> arguments(model, 1).put("units", 10_000_000)), "at least 240000000 bytes");
        assertRefused(
                config(file, model -> arguments(model, 5).put("use_bias", true)),
                "layers/dense_1/vars: expected 2 weights, received 1");
        assertRefused(
                config(file, model -> arguments(model, 1).put("use_bias", false)),
                "layers/dense/vars: expected 1 weights");
    }

    @Test
    void aFlippedBitIsNoticed() throws IOException {
        Path file = saved();
        byte[] bytes = Files.readAllBytes(file);
        List<float[]> weights = SavingTest.everyLayer().network().get();
        Path damaged = folder.resolve("damaged.keras");
        for (int i = 0; i < bytes.length; i += 7) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 1;
            Files.write(damaged, flipped);
            try {
                // What is not covered by a checksum, such as an entry's date, does no harm.
                List<float[]> read = Keras4j.loadModel(damaged).network().get();
                assertThat(read).hasSameSizeAs(weights);
                assertThat(flat(read))
                        .containsExactly(flat(Keras4j.loadModel(file).network().get()));
            } catch (KerasException e) {
                assertThat(e).hasMessageStartingWith(damaged.toString());
            }
        }
    }

    @Test
    void bombsAreRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = saved();
        Path zeros = changed(
                config(file, model -> arguments(model, 1).put("units", 1_000_000)),
                entries -> entries.put("model.weights.h5", new byte[20_000_000]));
        assertRefused(zeros, "compression of at most 100 to 1");
        assertRefused(
                config(file, model -> {
                    var layers = (ArrayNode) model.get("config").get("layers");
                    SplittableRandom random = new SplittableRandom(1);
                    while (layers.size() <= 10_000) {
                        layers.addObject().put("name", Long.toString(random.nextLong()));
                    }
                }),
                "a list of at most 10000 layers");
    }

    @Test
    void damagedWeightsAreRefusedOrHarmless() throws IOException {
        Path file = saved();
        byte[] weights = entries(file).get("model.weights.h5");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = weights.clone();
            int changes = 1 + random.nextInt(8);
            for (int k = 0; k < changes; k++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path hostile = changed(file, entries -> entries.put("model.weights.h5", damaged));
            try {
                assertThat(Keras4j.loadModel(hostile).countParams()).isEqualTo(60);
            } catch (KerasException e) {
                assertThat(e).hasMessageStartingWith(hostile.toString());
            }
        }
    }

    /** The optimizer's part of a file can be damaged or hostile as any other. */
    @Test
    void damagedOptimizersAreRefused() throws IOException {
        Path file = folder.resolve("model.keras");
        trained("adam").save(file);
        assertRefused(
                config(file, model -> compile(model).put("optimizer", "sgd")),
                "model.weights.h5, optimizer/vars: expected 2 weights, received 6");
        assertRefused(
                config(file, model -> ((ObjectNode) compile(model).get("optimizer")).put("class_name", "Exotic")),
                "optimizer: expected one of");
        assertRefused(
                config(
                        file,
                        model -> ((ObjectNode) compile(model).get("optimizer").get("config")).put("use_ema", true)),
                "optimizer/vars: expected 8 weights, received 6");
        Path exotic = config(file, model -> compile(model).put("loss", "exotic"));
        assertRefused(exotic, "; loadModel(path, false) reads layers and weights alone");
        assertThat(Keras4j.loadModel(exotic, false).isCompiled()).isFalse();
        assertRefused(
                config(file, model -> compile(model).put("loss_weights", "two")),
                "compile_config.loss_weights: expected numbers, received two");
        assertRefused(config(file, model -> compile(model).put("metrics", 3)), "compile_config.metrics");
        assertRefused(config(file, model -> model.put("compile_config", "adam")), "compile_config: expected an object");
        assertRefused(
                config(
                        file,
                        model -> compile(model)
                                .putArray("metrics")
                                .addObject()
                                .put("module", "keras.metrics")
                                .put("class_name", "AUC")
                                .putObject("config")
                                .put("num_thresholds", Integer.MAX_VALUE)),
                "AUC.numThresholds: expected from 2 to 1000000");
        byte[] weights = entries(file).get("model.weights.h5");
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = weights.clone();
            for (int k = random.nextInt(8); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Path hostile = changed(file, entries -> entries.put("model.weights.h5", damaged));
            try {
                assertThat(Keras4j.loadModel(hostile).countParams()).isEqualTo(4);
            } catch (KerasException e) {
                assertThat(e).hasMessageStartingWith(hostile.toString());
            }
        }
    }

    /** Normalization's arguments; and memory is not taken for what a config only claims. */
    @Test
    void hostileNormalizations() throws IOException {
        Path file = folder.resolve("model.keras");
        new Sequential(new Input(3), new Normalization()).save(file);
        for (String mean : List.of("[null, 1, 2]", "[[null]]", "[[1, 2], [3]]", "\"x\"", "{}", "[1, 2]")) {
            assertRefused(
                    config(
                            file,
                            model -> arguments(model, 1)
                                    .putRawValue("mean", new RawValue(mean))
                                    .put("variance", 1)),
                    "");
        }
        assertRefused(config(file, model -> arguments(model, 1).put("axis", 7)), "Normalization.axis");
        assertRefused(
                config(file, model -> {
                    for (int i = 0; i < 100_000; i++) {
                        arguments(model, 1).withArray("/axis").add(i);
                    }
                }),
                "...");
        Path large = config(file, model -> {
            arguments(model, 0).putArray("batch_shape").addNull().add(100_000_000);
            ((ObjectNode) model.get("config")).remove("build_input_shape");
        });
        assertRefused(large, "model.weights.h5: expected at least");
    }

    private static ObjectNode compile(ObjectNode model) {
        return (ObjectNode) model.get("compile_config");
    }

    private static Sequential trained(String optimizer) {
        Sequential model = new Sequential(new Input(3), new Dense(1));
        model.compile(Args.optimizer(optimizer), Args.loss("mse"), Args.metrics("mae"));
        model.fit(new float[][] {{1, 2, 3}, {4, 5, 7}}, new float[] {1, 2}, Args.verbose(0));
        return model;
    }

    private static float[] flat(List<float[]> arrays) {
        int size = arrays.stream().mapToInt(array -> array.length).sum();
        FloatBuffer all = FloatBuffer.allocate(size);
        arrays.forEach(all::put);
        return all.array();
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> Keras4j.loadModel(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    private static ObjectNode layer(ObjectNode model, int index) {
        return (ObjectNode) model.get("config").get("layers").get(index);
    }

    private static ObjectNode arguments(ObjectNode model, int index) {
        return (ObjectNode) layer(model, index).get("config");
    }

    /** The file with another config. */
    private Path config(Path file, Consumer<ObjectNode> change) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode model = (ObjectNode) mapper.readTree(entries(file).get("config.json"));
        change.accept(model);
        byte[] json = mapper.writeValueAsBytes(model);
        return changed(file, entries -> entries.put("config.json", json));
    }

    private Path changed(Path file, Consumer<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> entries = entries(file);
        change.accept(entries);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, entries);
        return Files.write(folder.resolve("changed.keras"), bytes.toByteArray());
    }

    private static void write(OutputStream out, Map<String, byte[]> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }
}
