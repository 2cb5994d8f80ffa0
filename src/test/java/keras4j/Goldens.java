package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import keras4j.core.Compiled;
import keras4j.core.Config;
import keras4j.core.Json;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.internal.graph.Slot;
import keras4j.internal.saving.CompileConfig;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What real Keras computed, made by src/test/python/make_goldens.py. */
final class Goldens {
    private static final List<String> UNSAID = List.of("build_config", "registered_name", "run_eagerly");

    /** The names of the goldens that begin so, without ".json". */
    static List<String> names(String prefix) {
        try (Stream<Path> files = Files.list(
                Path.of(Goldens.class.getResource("/golden/x.json").toURI()).getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> read(String name) {
        try (InputStream in = Goldens.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new ObjectMapper().readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A golden in gzip's form. */
    static Map<String, Object> readZipped(String name) {
        try (InputStream in = new GZIPInputStream(Goldens.class.getResourceAsStream("/golden/" + name + ".json.gz"))) {
            return new ObjectMapper().readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Numbers of several samples, row-major. */
    record Numbers(Shape shape, float[] values) {
        /** Those of some samples. */
        float[] samples(int from, int to) {
            int size = values.length / shape.dim(0);
            return Arrays.copyOfRange(values, from * size, to * size);
        }

        INDArray array() {
            return NdArrays.of(values, shape.lengths());
        }
    }

    /** Of an object with shape and values. */
    static Numbers numbers(Object json) {
        Map<String, Object> object = Config.map("numbers", json);
        int[] dims = ((List<?>) object.get("shape"))
                .stream().mapToInt(dim -> (Integer) dim).toArray();
        return new Numbers(Shape.of(dims), floats(object.get("values")));
    }

    static float[] floats(Object list) {
        List<?> values = (List<?>) list;
        float[] result = new float[values.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = ((Number) values.get(i)).floatValue();
        }
        return result;
    }

    private static INDArray samples(float[] values, int rows, Object sampleShape) {
        List<?> dims = (List<?>) sampleShape;
        long[] shape = new long[dims.size() + 1];
        shape[0] = rows;
        for (int i = 0; i < dims.size(); i++) {
            shape[i + 1] = ((Number) dims.get(i)).longValue();
        }
        return NdArrays.of(values, shape);
    }

    /** The golden's inputs and labels, and weights if it has some. */
    static Dataset data(Map<String, Object> golden) {
        Dataset data = unweighted(golden);
        if (!golden.containsKey("sample_weight")) {
            return data;
        }
        float[] weights = floats(golden.get("sample_weight"));
        int each = weights.length / data.size();
        float[][] rows = new float[data.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(weights, i * each, (i + 1) * each);
        }
        return ((List<?>) golden.get("sample_weight_shape")).isEmpty()
                ? data.sampleWeight(weights)
                : data.sampleWeight(rows);
    }

    /** The golden's inputs and labels. */
    static Dataset unweighted(Map<String, Object> golden) {
        float[] x = floats(golden.getOrDefault("x", read("x").get("x")));
        float[] y = floats(golden.get("y"));
        int rows = x.length / size(golden.get("x_shape"));
        return Dataset.of(samples(x, rows, golden.get("x_shape")), samples(y, rows, golden.get("y_shape")));
    }

    private static int size(Object shape) {
        return ((List<?>) shape).stream().mapToInt(dim -> (Integer) dim).reduce(1, (a, b) -> a * b);
    }

    /** The golden's model with its first weights, not compiled. */
    static Model model(Map<String, Object> golden) {
        Map<String, Object> config = new LinkedHashMap<>(Config.map("model", golden.get("model")));
        config.remove("compile_config");
        Model model = Keras4j.modelFromJson(new String(Json.write(config), StandardCharsets.UTF_8));
        setWeights(model, golden);
        return model;
    }

    /** Gives a model the golden's first weights. */
    static void setWeights(Model model, Map<String, Object> golden) {
        List<INDArray> weights = new ArrayList<>();
        List<Slot> slots = model.network().slots();
        List<?> values = (List<?>) golden.get("initial_weights");
        for (int i = 0; i < slots.size(); i++) {
            Shape shape = slots.get(i).spec().shape();
            weights.add(NdArrays.of(floats(values.get(i)), shape.lengths()));
        }
        model.setWeights(weights);
    }

    /** Compiles the model as the golden's was. */
    static void compile(Model model, Map<String, Object> golden) {
        model.restore(compileConfig(golden), null);
    }

    /** The golden's model with its first weights, compiled. */
    static Model compiled(Map<String, Object> golden) {
        Model model = model(golden);
        compile(model, golden);
        return model;
    }

    /** A number of JSON. */
    static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** Within 1e-4, relative, or to a hundredth where numbers are smaller. */
    static void assertClose(double found, Object expected) {
        assertThat(found).isCloseTo(number(expected), within(1e-4 * Math.max(1e-2, Math.abs(number(expected)))));
    }

    /** What the golden's model was compiled with. */
    static Compiled compileConfig(Map<String, Object> golden) {
        return CompileConfig.read(golden.get("compile_config"));
    }

    private Goldens() {}

    /** All that Keras wrote is written with the same value; names of dtypes and losses say nothing. */
    static void same(String place, Object keras, Object written) {
        if (keras instanceof Map<?, ?> map
                && ("DTypePolicy".equals(map.get("class_name")) || "__tensor__".equals(map.get("class_name")))) {
            return;
        }
        if (keras instanceof Map<?, ?> map && written instanceof Map<?, ?> other) {
            map.forEach((key, value) -> {
                if (value != null
                        && !List.of("build_config", "registered_name", "run_eagerly")
                                .contains(key)) {
                    same(place + "." + key, value, other.get(key));
                }
            });
        } else if (keras instanceof List<?> list && written instanceof List<?> other) {
            assertThat(other).as(place).hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                same(place + "." + i, list.get(i), other.get(i));
            }
        } else if (keras instanceof Number number && written instanceof Number other) {
            assertThat(other.doubleValue()).as(place).isEqualTo(number.doubleValue());
        } else {
            assertThat(written).as(place).isEqualTo(keras);
        }
    }
}
