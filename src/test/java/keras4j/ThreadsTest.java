package keras4j;

import static keras4j.Args.loss;
import static keras4j.Args.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.NdArrays;
import keras4j.core.Parallel;
import keras4j.data.Dataset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Each layer gives the same numbers to the bit with one thread and with all, on batches that are worth several. */
class ThreadsTest {
    /** Numbers of an input that are shared out among threads. */
    private static final int LARGE = 1 << 19;

    private static final int MAX_SAMPLES = 4096;

    /** Threads that write where another reads seldom meet. */
    private static final int REPEATS = 4;

    @AfterEach
    void asItWas() {
        Parallel.setThreads(Parallel.PARTS);
    }

    static Stream<String> cases() throws Exception {
        return LayerContractTest.cases()
                .filter(LayerContractTest::trains)
                .filter(name -> !name.endsWith("/stateful")) // their batches have a size of their own
                .filter(name -> !Goldens.read("layers/" + name).containsKey("random"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theNumberOfThreadsChangesNothing(String name) {
        Map<String, Object> golden = Goldens.read("layers/" + name);
        List<INDArray> x = LayerContractTest.x(golden);
        List<INDArray> y = LayerContractTest.arrays(golden.get("targets"), golden.get("y_shapes"));
        int times = times(x, y);
        Dataset data = Dataset.of(repeated(x, times), repeated(y, times));
        Parallel.setThreads(1);
        List<float[]> alone = numbers(LayerContractTest.model(golden, golden), data);
        Parallel.setThreads(Parallel.PARTS);
        Model model = LayerContractTest.model(golden, golden);
        for (int i = 0; i < REPEATS; i++) {
            assertSame(numbers(model, data), alone);
        }
    }

    private static int times(List<INDArray> x, List<INDArray> y) {
        List<INDArray> all = new ArrayList<>(x);
        all.addAll(y);
        long largest = all.stream().mapToLong(INDArray::length).max().orElseThrow();
        return (int)
                Math.max(2, Math.min(LARGE / largest, MAX_SAMPLES / x.get(0).size(0)));
    }

    private static List<INDArray> repeated(List<INDArray> arrays, int times) {
        return arrays.stream()
                .map(array -> {
                    long[] repeats = new long[array.rank()];
                    Arrays.fill(repeats, 1);
                    repeats[0] = times;
                    return Nd4j.tile(
                            array,
                            Arrays.stream(repeats).mapToInt(Math::toIntExact).toArray());
                })
                .toList();
    }

    private static List<float[]> numbers(Model model, Dataset data) {
        model.compile(optimizer("sgd"), loss("mse"));
        Gradients gradients = model.gradients(data);
        List<INDArray> all = new ArrayList<>(gradients.inputs());
        gradients.names().forEach(name -> all.add(gradients.get(name)));
        List<float[]> numbers = new ArrayList<>();
        all.forEach(array -> numbers.add(NdArrays.floats(array)));
        return numbers;
    }

    private static void assertSame(List<float[]> found, List<float[]> expected) {
        for (int k = 0; k < expected.size(); k++) {
            for (int i = 0; i < expected.get(k).length; i++) {
                float a = found.get(k)[i];
                float b = expected.get(k)[i];
                if (Float.floatToRawIntBits(a) != Float.floatToRawIntBits(b)) {
                    throw new AssertionError(k + " at " + i + ": " + a + " in place of " + b);
                }
            }
        }
    }
}
