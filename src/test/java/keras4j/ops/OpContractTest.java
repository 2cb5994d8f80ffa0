package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.plan.Plan;
import keras4j.internal.saving.OpNodes;
import org.junit.jupiter.api.Test;

/** Every op against Keras: what it computes, its gradients, its form in files, other batch sizes and lengths. */
class OpContractTest {
    /** In no files, as functions and seeds are not: see ScanTest and RandomOpsTest. */
    private static final Set<String> NOT_IN_FILES = Set.of(
            "Scan",
            "Map",
            "RandomUniform",
            "RandomNormal",
            "TruncatedNormal",
            "RandomInteger",
            "RandomCategorical",
            "RandomDropout");

    private static final List<GoldenOp> GOLDENS = GoldenOp.all();

    /** What is wrong in any golden, said at once. */
    private interface Check {
        void run(GoldenOp golden);
    }

    private static void each(Check check) {
        List<String> wrong = new ArrayList<>();
        for (GoldenOp golden : GOLDENS) {
            try {
                check.run(golden);
            } catch (RuntimeException | AssertionError e) {
                String message = String.valueOf(e.getMessage());
                wrong.add(golden + ": " + e.getClass().getSimpleName() + " "
                        + message.lines().findFirst().orElse(""));
            }
        }
        assertThat(wrong).as("%d goldens", wrong.size()).isEmpty();
    }

    @Test
    void computesWhatKerasDoes() {
        each(golden -> {
            if (golden.isOtherwise()) {
                return;
            }
            for (Plan.Mode mode : Plan.Mode.values()) {
                GoldenOp.Found found = golden.run(golden.shapes("x_shapes"), golden.numbers("x"), mode);
                assertThat(found.shapes()).as(mode + ", shapes").isEqualTo(golden.shapes("y_shapes"));
                List<float[]> expected = golden.numbers("y");
                for (int i = 0; i < expected.size(); i++) {
                    assertClose(mode + ", output " + i, found.y().get(i), expected.get(i), 0);
                }
                List<float[]> gradients = golden.numbers("gradients");
                for (int i = 0; i < gradients.size(); i++) {
                    if (golden.isFloat(i)) {
                        float[] own = found.gradients().get(i);
                        float[] of = gradients.get(i);
                        int size = golden.shapes("x_shapes").get(i).size();
                        assertClose(
                                mode + ", gradient " + i,
                                own == null ? new float[size] : own,
                                of == null ? new float[size] : of,
                                golden.roundingOfGradients());
                    }
                }
            }
        });
    }

    /** Within 1e-5 of each number, or of 1 % of the largest, and of what the golden says that rounding makes of it. */
    private static void assertClose(String what, float[] found, float[] expected, double rounding) {
        assertThat(found.length).as(what).isEqualTo(expected.length);
        double largest = 0;
        for (float value : expected) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        for (int i = 0; i < found.length; i++) {
            double allowed = 1e-5 * Math.max(Math.abs(expected[i]), largest / 100) + rounding;
            assertThat(Float.compare(found[i], expected[i]) == 0 || Math.abs(found[i] - expected[i]) <= allowed)
                    .as("%s at %d: %s, not %s", what, i, found[i], expected[i])
                    .isTrue();
        }
    }

    @Test
    void isWrittenAsKerasWritesIt() {
        each(golden -> {
            for (Map<String, Object> layer : golden.ops()) {
                Map<List<?>, Symbol> symbols = new HashMap<>();
                Map<Symbol, Map<String, Object>> tensors = new HashMap<>();
                Trace trace = new Trace(false);
                find(GoldenOp.node(layer), tensor -> {
                    Symbol symbol = symbols.computeIfAbsent(
                            (List<?>) tensor.get("keras_history"), history -> trace.input(Shape.of(1)));
                    tensors.put(symbol, tensor);
                });
                Op op = OpNodes.read(layer, GoldenOp.node(layer), symbols::get);
                Map<String, Object> written = OpNodes.write(op, (String) layer.get("name"), tensors::get);
                // Keras leaves out this one's name.
                assertThat(written.toString().replace("{name=extract_patches, ", "{"))
                        .isEqualTo(layer.toString().replace("__tensor__", "__numpy__"));
            }
        });
    }

    private static void find(Object json, Consumer<Map<String, Object>> found) {
        if (json instanceof Map<?, ?> object) {
            if (object.containsKey("keras_history")) {
                found.accept(GoldenOp.object(object));
            }
            object.values().forEach(value -> find(value, found));
        } else if (json instanceof List<?> list) {
            list.forEach(item -> find(item, found));
        }
    }

    @Test
    void takesOtherBatchSizesAndLengths() {
        Set<String> done = new HashSet<>();
        each(golden -> {
            List<Shape> shapes = new ArrayList<>();
            List<float[]> x = new ArrayList<>();
            List<Shape> described = golden.described();
            for (int i = 0; i < described.size(); i++) {
                shapes.add(other(described.get(i), golden.shapes("x_shapes").get(i)));
                x.add(GoldenOp.repeated(
                        golden.numbers("x").get(i), shapes.get(i).size()));
            }
            GoldenOp.Found fused;
            try {
                fused = golden.run(shapes, x, Plan.Mode.FUSED);
            } catch (KerasException e) {
                return;
            }
            GoldenOp.Found plain = golden.run(shapes, x, Plan.Mode.PLAIN);
            for (int i = 0; i < fused.y().size(); i++) {
                assertClose("output " + i, fused.y().get(i), plain.y().get(i), 0);
            }
            done.add(golden.className());
        });
        Set<String> left = new HashSet<>(OpDefinition.names());
        left.removeAll(done);
        left.removeAll(NOT_IN_FILES);
        assertThat(left).as("of one batch size only, beside what says it").containsExactly("BroadcastTo");
    }

    /** Three samples, and other lengths where these are not known. */
    private static Shape other(Shape described, Shape given) {
        int[] dims = given.dims();
        int open = 0;
        for (int i = 0; i < dims.length; i++) {
            if (described.dim(i) == Shape.NONE) {
                dims[i] = new int[] {3, 6, 7}[open++];
            }
        }
        return Shape.of(dims);
    }

    @Test
    void everyOpHasAGolden() {
        Set<String> left = new HashSet<>(OpDefinition.names());
        left.removeAll(NOT_IN_FILES);
        GOLDENS.forEach(golden -> left.removeAll(golden.classNames()));
        assertThat(left).as("without a golden").isEmpty();
    }
}
