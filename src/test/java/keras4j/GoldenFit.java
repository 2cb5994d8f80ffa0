package keras4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import keras4j.core.Config;
import keras4j.data.BatchSource;
import keras4j.data.BatchStream;
import keras4j.data.Dataset;

/** The fit of a golden: its arguments are Keras's, and data in them are rows of the golden's or batches of these. */
final class GoldenFit {
    private final Map<String, Object> golden;
    private final Map<String, Object> arguments;
    private final int batchSize;

    private GoldenFit(Map<String, Object> golden) {
        this.golden = golden;
        arguments = golden.containsKey("fit")
                ? Config.map("fit", golden.get("fit"))
                : new HashMap<>(Map.of("validation_split", 0.2));
        batchSize = (Integer) golden.get("batch_size");
    }

    /** Runs it. */
    static History run(Model model, Map<String, Object> golden, Callback... callbacks) {
        GoldenFit fit = new GoldenFit(golden);
        List<FitArg> args = new ArrayList<>(List.of(
                Args.epochs((Integer) golden.get("epochs")),
                Args.shuffle(false),
                Args.verbose(0),
                Args.callbacks(callbacks)));
        fit.arguments.forEach((name, value) -> {
            if (value != null) {
                args.add(fit.argument(name, value));
            }
        });
        if (!golden.containsKey("batches") && !fit.arguments.containsKey("batch_size")) {
            args.add(Args.batchSize(fit.batchSize));
        }
        return model.fit(fit.train(), args.toArray(FitArg[]::new));
    }

    private FitArg argument(String name, Object value) {
        return switch (name) {
            case "validation_split" -> Args.validationSplit((Double) value);
            case "validation_data" -> Args.validationData(part(Config.map(name, value)));
            case "validation_batch_size" -> Args.validationBatchSize((Integer) value);
            case "validation_steps" -> Args.validationSteps((Integer) value);
            case "validation_freq" ->
                value instanceof List<?> list
                        ? Args.validationFreq(
                                list.stream().map(Integer.class::cast).toList())
                        : Args.validationFreq((Integer) value);
            case "initial_epoch" -> Args.initialEpoch((Integer) value);
            case "steps_per_epoch" -> Args.stepsPerEpoch((Integer) value);
            case "class_weight" -> Args.classWeight(classWeights(value));
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Map<Integer, Double> classWeights(Object value) {
        Map<Integer, Double> weights = new HashMap<>();
        Config.map("class_weight", value)
                .forEach((number, weight) -> weights.put(Integer.valueOf(number), (Double) weight));
        return weights;
    }

    private BatchSource train() {
        if (golden.containsKey("batches")) {
            return part(Config.map("batches", golden.get("batches")));
        }
        return golden.containsKey("rows") ? part(Map.of("rows", golden.get("rows"))) : Goldens.data(golden);
    }

    /** Some rows, all together or as a stream of batches. */
    private BatchSource part(Map<String, Object> given) {
        List<?> rows = (List<?>) given.get("rows");
        boolean weighted = !Boolean.FALSE.equals(given.get("weighted"));
        Dataset data = (weighted ? Goldens.data(golden) : Goldens.unweighted(golden))
                .slice((Integer) rows.get(0), (Integer) rows.get(1));
        Object kind = given.get("kind");
        if (kind == null) {
            return data;
        }
        assert Set.of("pydataset", "endless_generator").contains(kind);
        return BatchStream.of(() -> kind.equals("pydataset")
                ? batches(data).iterator()
                : Stream.generate(() -> batches(data))
                        .flatMap(batches -> batches)
                        .iterator());
    }

    private Stream<Dataset> batches(Dataset data) {
        int count = (data.size() + batchSize - 1) / batchSize;
        return IntStream.range(0, count)
                .mapToObj(i -> data.slice(i * batchSize, Math.min((i + 1) * batchSize, data.size())));
    }
}
