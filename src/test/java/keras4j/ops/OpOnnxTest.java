package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import keras4j.Ort;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.onnx.OnnxModel;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The ONNX forms of the primitives, by ONNX Runtime, against Keras. */
class OpOnnxTest {
    /** Functions for which ONNX has nothing. */
    private static final Set<String> WITHOUT =
            Set.of("Erfinv", "Arctan2", "Cumprod", "ScatterUpdate", "SegmentMax", "CTCLoss");

    /** ONNX Runtime says of NaN and others what is the largest of the others. */
    private static final Set<String> NAN =
            Set.of("Max: ops.max(x, axis=1) of (3,), 2", "Min: ops.min(x, axis=1) of (3,), 2");

    /** What is made of the batch's own length, so that in ONNX there is that length only. */
    private static final Set<String> OF_ONE_BATCH_SIZE = Set.of(
            "Argmax",
            "Argmin",
            "Conv",
            "Flip",
            "FullLike",
            "GetItem",
            "Inner",
            "Median",
            "Meshgrid",
            "OnesLike",
            "Pad",
            "Roll",
            "Slice",
            "Sort",
            "Tile",
            "ZerosLike");

    @TempDir
    private Path folder;

    private final Set<String> without = new TreeSet<>();
    private final Set<String> with = new HashSet<>();

    private Path file(GoldenOp golden) throws Exception {
        Trace trace = new Trace(false, true, false);
        List<Symbol> inputs =
                golden.shapes("x_shapes").stream().map(trace::input).toList();
        List<Symbol> outputs = golden.trace(inputs);
        OnnxModel model = new OnnxModel("op", Integer.MAX_VALUE);
        Map<Symbol, String> values = new HashMap<>();
        for (Symbol input : inputs) {
            values.put(input, model.input("x", input.sampleShape().dims()));
        }
        int number = 0;
        for (Symbol call : Gradients.order(outputs)) {
            if (!call.isLeaf()) {
                List<String> x = call.inputs().stream().map(values::get).toList();
                Primitive primitive = (Primitive) call.operation();
                values.put(call, primitive.onnx(model.graph("op" + number++), call, x));
            }
        }
        for (Symbol output : outputs) {
            String given = model.unique("y");
            Shape sample = output.rank() == 0 ? Shape.of() : output.sampleShape();
            model.output(values.get(output), given, sample.dims());
        }
        Path file = folder.resolve("op.onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            model.writeTo(out);
        }
        return file;
    }

    private void check(GoldenOp golden) throws Exception {
        Path file;
        try {
            file = file(golden);
        } catch (KerasException e) {
            without.add(golden.className());
            return;
        }
        try (Ort ort = new Ort(file)) {
            check(ort, golden.shapes("x_shapes"), golden.numbers("x"), golden.numbers("y"));
            List<Shape> shapes = new ArrayList<>();
            List<float[]> x = new ArrayList<>();
            for (int i = 0; i < golden.numbers("x").size(); i++) {
                shapes.add(golden.shapes("x_shapes").get(i).withoutFirst().withFirst(3));
                x.add(GoldenOp.repeated(
                        golden.numbers("x").get(i), shapes.get(i).size()));
            }
            GoldenOp.Found found;
            try {
                found = golden.run(shapes, x, Plan.Mode.FUSED);
            } catch (KerasException e) {
                return;
            }
            try {
                check(ort, shapes, x, found.y());
            } catch (OrtException | AssertionError e) {
                if (!OF_ONE_BATCH_SIZE.contains(golden.className())) {
                    throw e;
                }
            }
        }
        with.add(golden.className());
    }

    private static void check(Ort ort, List<Shape> shapes, List<float[]> values, List<float[]> expected)
            throws OrtException {
        List<INDArray> x = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            x.add(Nd4j.create(values.get(i)).reshape(shapes.get(i).lengths()));
        }
        List<float[]> found = ort.run(x);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i).length).isEqualTo(expected.get(i).length);
            for (int j = 0; j < expected.get(i).length; j++) {
                float number = expected.get(i)[j];
                boolean isClose = Float.compare(found.get(i)[j], number) == 0
                        || Math.abs(found.get(i)[j] - number) <= 1e-5 * Math.max(0.1, Math.abs(number));
                assertThat(isClose)
                        .as("batch of %d: %s, not %s", shapes.get(0).dim(0), found.get(i)[j], number)
                        .isTrue();
            }
        }
    }

    @Test
    void computesWhatKerasDoes() {
        List<String> wrong = new ArrayList<>();
        for (GoldenOp golden : GoldenOp.all()) {
            if (golden.isOtherwise() || NAN.contains(golden.toString())) {
                continue;
            }
            try {
                check(golden);
            } catch (Exception | AssertionError e) {
                wrong.add(golden + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        assertThat(wrong).isEmpty();
        without.removeAll(with);
        assertThat(without).as("without an ONNX form").isEqualTo(WITHOUT);
    }
}
