package keras4j;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Operations among the layers of Keras's functional files (make_operation_goldens.py). */
class OperationLayersTest {
    @TempDir
    Path folder;

    record Named(Map<String, Object> golden) {
        @Override
        public String toString() {
            return (String) golden.get("name");
        }
    }

    private static List<Named> named(String key) {
        return ((List<?>) Goldens.read("operations").get(key))
                .stream().map(golden -> new Named(Config.map("golden", golden))).toList();
    }

    static List<Named> goldens() {
        return named("goldens");
    }

    static List<Named> keras2() {
        return named("keras2");
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void computesAsKeras(Named golden) {
        assertComputes(golden, Goldens.model(golden.golden()));
    }

    @ParameterizedTest
    @MethodSource("keras2")
    void computesAsKeras2(Named golden) throws IOException {
        Model model = Keras4j.modelFromJson(
                new ObjectMapper().writeValueAsString(golden.golden().get("model")));
        Goldens.setWeights(model, golden.golden());
        assertComputes(golden, model);
    }

    private void assertComputes(Named golden, Model model) {
        INDArray x = NdArrays.of(Goldens.floats(golden.golden().get("x")), 3, 2, 5);
        float[] expected = Goldens.floats(golden.golden().get("y"));
        PublicCasesTest.assertClose(NdArrays.floats(model.predict(x)), expected);
        String file = folder.resolve("model.keras").toString();
        model.save(file);
        PublicCasesTest.assertClose(NdArrays.floats(Keras4j.loadModel(file).predict(x)), expected);
    }
}
