package keras4j;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.core.Metric;
import keras4j.core.NdArrays;
import keras4j.core.Optimizer;
import keras4j.core.Shape;
import keras4j.data.Dataset;
import keras4j.internal.graph.Network;
import keras4j.internal.saving.ModelConfig;
import keras4j.losses.BinaryCrossentropy;
import keras4j.losses.CategoricalCrossentropy;
import keras4j.losses.Huber;
import keras4j.losses.SparseCategoricalCrossentropy;
import keras4j.metrics.AUC;
import keras4j.metrics.BinaryAccuracy;
import keras4j.metrics.Precision;
import keras4j.metrics.Recall;
import keras4j.optimizers.Adam;
import keras4j.optimizers.AdamW;
import keras4j.optimizers.RMSprop;
import keras4j.optimizers.SGD;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What real Keras computed, made by src/test/python/make_goldens.py. */
final class Goldens {
    private Goldens() {}

    /** The names of the goldens that begin so, without ".json". */
    static List<String> names(String prefix) {
        try (Stream<Path> files = Files.list(
                Path.of(Goldens.class.getResource("/golden/x.json").toURI()).getParent())) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .filter(name -> name.startsWith(prefix))
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

    /** The golden's inputs and labels. */
    static Dataset data(Map<String, Object> golden) {
        Map<String, Object> x = read("x");
        int rows = (Integer) x.get("rows");
        return Dataset.of(
                samples(floats(x.get("x")), rows, golden.get("x_shape")),
                samples(floats(golden.get("y")), rows, golden.get("y_shape")));
    }

    /** The golden's model with its first weights, not compiled. */
    static Sequential model(Map<String, Object> golden) {
        ModelConfig config = ModelConfig.read(Config.map("model", golden.get("model")));
        Sequential model = new Sequential(config.name(), new Network(config.layers(), config.input(), null));
        List<INDArray> weights = new ArrayList<>();
        List<Network.Slot> slots = model.network().slots();
        List<?> values = (List<?>) golden.get("initial_weights");
        for (int i = 0; i < slots.size(); i++) {
            Shape shape = slots.get(i).spec().shape();
            weights.add(NdArrays.of(floats(values.get(i)), shape.lengths()));
        }
        model.setWeights(weights);
        return model;
    }

    static Optimizer optimizer(Map<String, Object> golden) {
        Map<String, Object> optimizer = Config.map("optimizer", golden.get("optimizer"));
        Map<String, Object> config = Config.map("config", optimizer.get("config"));
        double rate = (Double) config.get("learning_rate");
        return switch ((String) optimizer.get("class_name")) {
            case "Adam" ->
                new Adam()
                        .learningRate(rate)
                        .beta1((Double) config.get("beta_1"))
                        .beta2((Double) config.get("beta_2"))
                        .epsilon((Double) config.get("epsilon"));
            case "SGD" ->
                new SGD()
                        .learningRate(rate)
                        .momentum(number(config, "momentum", 0))
                        .nesterov((Boolean) config.get("nesterov"));
            case "AdamW" -> new AdamW().learningRate(rate).weightDecay((Double) config.get("weight_decay"));
            case "RMSprop" ->
                new RMSprop()
                        .learningRate(rate)
                        .rho((Double) config.get("rho"))
                        .momentum(number(config, "momentum", 0))
                        .epsilon((Double) config.get("epsilon"))
                        .centered((Boolean) config.get("centered"));
            default -> throw new IllegalArgumentException(optimizer.toString());
        };
    }

    /** The golden's loss, whose arguments are in Keras's config. */
    static Args.LossArg loss(Map<String, Object> golden) {
        if (golden.get("loss") instanceof String name) {
            return Args.loss(name);
        }
        Map<String, Object> loss = Config.map("loss", golden.get("loss"));
        Map<String, Object> config = Config.map("config", loss.get("config"));
        double smoothing = number(config, "label_smoothing", 0);
        boolean logits = Boolean.TRUE.equals(config.get("from_logits"));
        return Args.loss(
                switch ((String) loss.get("class_name")) {
                    case "Huber" -> new Huber().delta(number(config, "delta", 1));
                    case "BinaryCrossentropy" ->
                        new BinaryCrossentropy().fromLogits(logits).labelSmoothing(smoothing);
                    case "CategoricalCrossentropy" ->
                        new CategoricalCrossentropy().fromLogits(logits).labelSmoothing(smoothing);
                    case "SparseCategoricalCrossentropy" -> new SparseCategoricalCrossentropy().fromLogits(logits);
                    default -> throw new IllegalArgumentException(loss.toString());
                });
    }

    /** The golden's metrics; what has arguments in Keras's config is an object. */
    static Args.MetricsArg metrics(Map<String, Object> golden) {
        List<Object> metrics = new ArrayList<>();
        for (Object given : (List<?>) golden.get("metrics")) {
            metrics.add(given instanceof String ? given : metric(Config.map("metric", given)));
        }
        Object[] rest = metrics.subList(1, metrics.size()).toArray();
        return metrics.get(0) instanceof String name
                ? Args.metrics(name, rest)
                : Args.metrics((Metric) metrics.get(0), rest);
    }

    private static Metric metric(Map<String, Object> object) {
        Map<String, Object> config = Config.map("config", object.get("config"));
        Metric metric = switch ((String) object.get("class_name")) {
            case "AUC" ->
                new AUC().curve((String) config.get("curve")).numThresholds((Integer) config.get("num_thresholds"));
            case "Precision" -> new Precision().thresholds(number(config, "thresholds", 0.5));
            case "Recall" -> new Recall().thresholds(number(config, "thresholds", 0.5));
            case "BinaryAccuracy" -> new BinaryAccuracy().threshold(number(config, "threshold", 0.5));
            default -> throw new IllegalArgumentException(object.toString());
        };
        return metric.name((String) config.get("name"));
    }

    private static double number(Map<String, Object> config, String key, double otherwise) {
        return config.get(key) == null ? otherwise : ((Number) config.get(key)).doubleValue();
    }
}
