package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import keras4j.core.Config;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.data.Dataset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Random functional models as real Keras saves them: ops and layers as nodes, shared layers, unknown lengths (made by
 * make_functional_goldens.py). Others of its with -Dkeras4j.functional=FILE.zip.
 */
class FunctionalGoldensTest {
    private static final Path ALL =
            Path.of(System.getProperty("keras4j.functional", "src/test/resources/golden/functional.zip"));

    /** Why a model has no ONNX form: no such function, and matrices or windows that are made for one length. */
    private static final List<String> UNEXPORTED = List.of(
            "received ARCTAN2",
            "expected as many whole numbers for all lengths",
            "expected constants that follow from lengths");

    @TempDir
    static Path folder;

    static Stream<String> models() throws IOException {
        try (ZipFile zip = new ZipFile(ALL.toFile())) {
            return zip.stream().map(ZipEntry::getName).filter(name -> !name.endsWith(".json")).toList().stream();
        }
    }

    private static byte[] read(String name) throws IOException {
        try (ZipFile zip = new ZipFile(ALL.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void areKeras(String name) throws Exception {
        byte[] said = read(name.substring(0, name.lastIndexOf('.')) + ".json");
        List<?> batches = (List<?>) Json.read(name, said).get("batches");
        Path file = Files.write(folder.resolve(name), read(name));
        Model model = Keras4j.loadModel(file);
        assertPredicts("opened", model, batches);
        Path again = folder.resolve("again" + name);
        model.save(again);
        assertPredicts("saved and opened again", Keras4j.loadModel(again), batches);
        Path onnx = folder.resolve(name + ".onnx");
        try {
            model.export(onnx);
        } catch (KerasException e) {
            assertThat(UNEXPORTED).anyMatch(reason -> e.getMessage().contains(reason));
            return;
        }
        try (Ort ort = new Ort(onnx)) {
            for (Object batch : batches) {
                List<float[]> found = ort.run(arrays(batch, "x"));
                assertClose("ONNX Runtime", found, arrays(batch, "y"));
            }
        }
    }

    private static void assertPredicts(String what, Model model, List<?> batches) {
        for (Object batch : batches) {
            List<INDArray> found = model.predictAll(Dataset.of(arrays(batch, "x")));
            List<INDArray> expected = arrays(batch, "y");
            assertThat(found).as(what).hasSameSizeAs(expected);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i).shape())
                        .as(what + ", shape of output " + i)
                        .isEqualTo(expected.get(i).shape());
            }
            assertClose(what, found.stream().map(NdArrays::floats).toList(), expected);
        }
    }

    private static void assertClose(String what, List<float[]> found, List<INDArray> expected) {
        for (int i = 0; i < found.size(); i++) {
            LayerContractTest.assertClose(what + ", output " + i, found.get(i), NdArrays.floats(expected.get(i)), 1e-5);
        }
    }

    private static List<INDArray> arrays(Object batch, String name) {
        Map<String, Object> arrays = Config.map(name, ((Map<?, ?>) batch).get(name));
        return LayerContractTest.arrays(arrays.get("values"), arrays.get("shapes"));
    }
}
