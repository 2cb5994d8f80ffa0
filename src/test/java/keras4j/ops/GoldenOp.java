package keras4j.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.Json;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import keras4j.internal.saving.OpNodes;

/** One of Keras's functional models that have inputs and ops only, and what Keras computes by it. */
final class GoldenOp {
    private static final Path FOLDER = Path.of("src/test/resources/golden/ops");

    /** Where other numbers, or none, are meant. */
    private static final Map<String, String> OTHERWISE = Map.of(
            "GetItem: x[:, 2:1]", "an axis of length 0 is an error here",
            "Split: ops.split(x, indices_or_sections=[1, 1], axis=1)", "an axis of length 0 is an error here",
            "Cast: ops.cast(ops.cast(x, 'float16'), 'float32')", "all numbers are float32 here",
            "Rot90: ops.rot90(x, k=2, axes=(1, 2))", "Keras on TensorFlow mixes rows and columns up");

    private final String className;
    private final Map<String, Object> golden;
    private final List<Map<String, Object>> layers;

    private GoldenOp(String className, Map<String, Object> golden) {
        this.className = className;
        this.golden = golden;
        layers = objects(object(object(golden.get("model")).get("config")).get("layers"));
    }

    /** All of them. */
    static List<GoldenOp> all() {
        List<GoldenOp> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString().replace(".json", "");
                objects(Json.read(name, Files.readAllBytes(file)).get("cases"))
                        .forEach(golden -> all.add(new GoldenOp(name, golden)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object json) {
        return (Map<String, Object>) json;
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Object json) {
        return (List<Map<String, Object>>) json;
    }

    String className() {
        return className;
    }

    /** Whether it is one of those where other numbers, or none, are meant. */
    boolean isOtherwise() {
        return OTHERWISE.containsKey(toString());
    }

    /** By how much more than 1e-5 of them gradients may differ: their numbers are what rounding leaves, and the golden says why. */
    double roundingOfGradients() {
        return golden.get("gradients_rounded") instanceof Map<?, ?> given
                ? ((Number) given.get("by")).doubleValue()
                : 0;
    }

    /** The classes of all ops of the model. */
    List<String> classNames() {
        return ops().stream().map(layer -> (String) layer.get("class_name")).toList();
    }

    @Override
    public String toString() {
        return className + ": " + golden.get("name");
    }

    List<Map<String, Object>> ops() {
        return layers.stream().filter(layer -> !isInput(layer)).toList();
    }

    private static boolean isInput(Map<String, Object> layer) {
        return layer.get("class_name").equals("InputLayer");
    }

    private static Map<String, Object> config(Map<String, Object> layer) {
        return object(layer.get("config"));
    }

    static Map<String, Object> node(Map<String, Object> layer) {
        return objects(layer.get("inbound_nodes")).get(0);
    }

    /** The shape of each input as Keras says it. */
    List<Shape> described() {
        List<Shape> shapes = new ArrayList<>();
        for (String name : inputNames()) {
            Map<String, Object> input = layers.stream()
                    .filter(layer -> layer.get("name").equals(name))
                    .findFirst()
                    .orElseThrow();
            shapes.add(Shape.of(((List<?>) config(input).get("batch_shape"))
                    .stream()
                            .mapToInt(length -> length == null ? Shape.NONE : (Integer) length)
                            .toArray()));
        }
        return shapes;
    }

    private List<String> inputNames() {
        List<?> places =
                (List<?>) object(object(golden.get("model")).get("config")).get("input_layers");
        return places.get(0) instanceof List<?>
                ? places.stream()
                        .map(place -> (String) ((List<?>) place).get(0))
                        .toList()
                : List.of((String) places.get(0));
    }

    boolean isFloat(int input) {
        String name = inputNames().get(input);
        return layers.stream()
                .anyMatch(layer -> layer.get("name").equals(name)
                        && config(layer).get("dtype").equals("float32"));
    }

    /** The numbers of an array of the golden, for each of its values; null where there is none. */
    List<float[]> numbers(String key) {
        List<float[]> all = new ArrayList<>();
        for (Object values : (List<?>) golden.get(key)) {
            all.add(values == null ? null : floats((List<?>) values));
        }
        return all;
    }

    private static float[] floats(List<?> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i) instanceof String text
                    ? Float.parseFloat(text)
                    : ((Number) values.get(i)).floatValue();
        }
        return floats;
    }

    List<Shape> shapes(String key) {
        List<Shape> shapes = new ArrayList<>();
        for (Object dims : (List<?>) golden.get(key)) {
            shapes.add(Shape.of(((List<?>) dims)
                    .stream().mapToInt(length -> (Integer) length).toArray()));
        }
        return shapes;
    }

    /** The outputs of the model as calls on symbols of a trace. */
    List<Symbol> trace(List<Symbol> inputs) {
        Map<List<?>, Symbol> known = new HashMap<>();
        List<String> names = inputNames();
        for (int i = 0; i < names.size(); i++) {
            known.put(List.of(names.get(i), 0, 0), inputs.get(i));
        }
        List<Map<String, Object>> left = new ArrayList<>(ops());
        while (!left.isEmpty()) {
            Map<String, Object> layer = left.stream()
                    .filter(each -> known.keySet().containsAll(histories(node(each), new ArrayList<>())))
                    .findFirst()
                    .orElseThrow();
            left.remove(layer);
            List<Symbol> outputs = OpNodes.read(layer, node(layer), known::get).call();
            for (int i = 0; i < outputs.size(); i++) {
                known.put(List.of(layer.get("name"), 0, i), outputs.get(i));
            }
        }
        List<Object> places = new ArrayList<>();
        flatten(object(object(golden.get("model")).get("config")).get("output_layers"), places);
        return places.stream().map(known::get).toList();
    }

    /** Places of outputs stand in lists and, where an op gives several, in lists of lists. */
    private static void flatten(Object json, List<Object> places) {
        List<?> list = (List<?>) json;
        if (list.get(0) instanceof String) {
            places.add(list);
        } else {
            list.forEach(item -> flatten(item, places));
        }
    }

    /** All that are read in a node. */
    static List<List<?>> histories(Object json, List<List<?>> found) {
        if (json instanceof Map<?, ?> object) {
            if (object.get("keras_history") instanceof List<?> history) {
                found.add(history);
            }
            object.values().forEach(value -> histories(value, found));
        } else if (json instanceof List<?> list) {
            list.forEach(item -> histories(item, found));
        }
        return found;
    }

    /** So many numbers, the same ones again and again. */
    static float[] repeated(float[] values, int size) {
        float[] all = new float[size];
        for (int i = 0; i < size; i++) {
            all[i] = values[i % values.length];
        }
        return all;
    }

    /** What a plan of the model gives. */
    record Found(List<Shape> shapes, List<float[]> y, List<float[]> gradients) {}

    /** @param x for inputs of these shapes */
    Found run(List<Shape> shapes, List<float[]> x, Plan.Mode mode) {
        Trace trace = new Trace(false);
        List<Symbol> inputs = shapes.stream().map(trace::input).toList();
        List<Symbol> outputs = trace(inputs);
        List<Symbol> dys = new ArrayList<>();
        for (Symbol y : outputs) {
            Symbol factor = Primitives.constant(2.0 / y.shape().size());
            dys.add(Primitives.multiply(y, Primitives.broadcast(factor, y.shape())));
        }
        List<Symbol> gradients = Gradients.of(outputs, dys, inputs);
        Map<Symbol, View> places = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            places.put(inputs.get(i), View.of(Buffer.of(x.get(i)), shapes.get(i)));
        }
        List<Symbol> first = outputs.stream().distinct().toList();
        List<Symbol> then = gradients.stream()
                .filter(gradient -> gradient != null && !first.contains(gradient))
                .distinct()
                .toList();
        Plan plan = new Plan(new Arena(), places, first, then, mode);
        for (int i = 0; i < 2; i++) {
            plan.runFirst();
            plan.runThen();
        }
        return new Found(
                outputs.stream().map(Symbol::shape).toList(),
                outputs.stream().map(y -> values(plan, y)).toList(),
                new ArrayList<>(Arrays.asList(gradients.stream()
                        .map(gradient -> gradient == null ? null : values(plan, gradient))
                        .toArray(float[][]::new))));
    }

    private static float[] values(Plan plan, Symbol end) {
        View view = plan.view(end);
        return Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size());
    }
}
