package keras4j.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import keras4j.Ort;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;
import keras4j.internal.onnx.OnnxModel;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** Windows, their sums and maxima, in ONNX Runtime. */
class WindowsOnnxTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"SUM", "MAX", "none"})
    void onnxRuntimeComputesTheSame(String reduction) throws Exception {
        Symbol x = new Trace(false).input(Shape.of(2, 7, 6, 3));
        Symbol cut = Primitives.call(new Windows(List.of(3, 2), List.of(2, 1), List.of(1, 2)), x);
        Symbol y = reduction.equals("none")
                ? cut
                : Primitives.call(new WindowReduction(Reduction.valueOf(reduction), 2), cut);
        OnnxModel model = new OnnxModel("windows", Integer.MAX_VALUE);
        String value = model.input("x", 7, 6, 3);
        OnnxGraph graph = model.graph("windows");
        String made = ((Primitive) cut.operation()).onnx(graph, cut, List.of(value));
        if (y != cut) {
            made = ((Primitive) y.operation()).onnx(graph, y, List.of(made));
        }
        model.output(made, model.unique("y"), y.sampleShape().dims());
        Path file = folder.resolve("windows.onnx");
        try (OutputStream out = Files.newOutputStream(file)) {
            model.writeTo(out);
        }
        float[] numbers = new float[252];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) Math.sin(i * i);
        }
        Plan plan = new Plan(
                new Arena(), Map.of(x, View.of(Buffer.of(numbers), x.shape())), List.of(y), List.of(), Plan.Mode.FUSED);
        plan.runFirst();
        float[] expected = plan.view(y).array();
        try (Ort ort = new Ort(file)) {
            float[] found = ort.run(List.of(Nd4j.create(numbers, new long[] {2, 7, 6, 3}, 'c')))
                    .get(0);
            assertThat(found).hasSameSizeAs(expected);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], offset(1e-5f));
            }
        }
    }
}
