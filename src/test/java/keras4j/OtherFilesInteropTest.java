package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import keras4j.core.NdArrays;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ONNX's and safetensors' own libraries in Python take what is written here; see {@link InteropTest}. */
@Tag("interop")
class OtherFilesInteropTest {
    @TempDir
    Path folder;

    /** The models of all goldens, and one with everything. */
    @Test
    void onnxChecksAndRunsWhatWeExport() throws Exception {
        List<Model> models = new ArrayList<>(List.of(FunctionalSavingTest.everything()));
        List<List<INDArray>> inputs = new ArrayList<>(List.of(List.of(InteropTest.random(7, 3))));
        for (String name : OnnxTest.goldens()) {
            Map<String, Object> golden = Goldens.read(name);
            models.add(Goldens.model(golden));
            inputs.add(SeveralTest.inputs(golden).stream()
                    .map(x -> x.get(NDArrayIndex.interval(0, 7)).dup('c'))
                    .toList());
        }
        ArrayNode files = new ObjectMapper().createArrayNode();
        for (int i = 0; i < models.size(); i++) {
            Path file = folder.resolve(i + ".onnx");
            models.get(i).export(file);
            ArrayNode x = files.addObject().put("file", file.toString()).putArray("x");
            for (INDArray array : inputs.get(i)) {
                x.add(new ObjectMapper().readTree(InteropTest.json(array)));
            }
        }
        JsonNode results = Python.run("other_files.py", files.toString(), "onnx");
        assertThat(results).hasSize(models.size()).hasSizeGreaterThan(100);
        for (int i = 0; i < models.size(); i++) {
            List<float[]> found = new ArrayList<>();
            for (JsonNode array : results.get(i).get("predictions")) {
                found.add(NdArrays.floats(InteropTest.array(array)));
            }
            OnnxTest.assertClose(found, models.get(i).predict(inputs.get(i)));
        }
        JsonNode first = results.get(0);
        assertThat(first.get("producer").asText()).isEqualTo("keras4j");
        assertThat(first.get("name").asText()).isEqualTo("everything");
        assertThat(first.get("opset").asInt()).isEqualTo(17);
        assertThat(first.get("ir").asInt()).isEqualTo(8);
        assertThat(first.get("inputs")).hasToString("{\"features\":[\"batch\",3]}");
        assertThat(first.get("outputs")).hasToString("{\"head\":[\"batch\",1]}");
    }

    @Test
    void safetensorsGoThereAndBack() throws Exception {
        Sequential model = new Sequential(new Input(3), new Dense(4).activation("relu"), new Dense(2));
        Path ours = folder.resolve("ours.safetensors");
        Path theirs = folder.resolve("theirs.safetensors");
        model.saveWeights(ours);
        JsonNode arrays = Python.run("other_files.py", "", "safetensors", ours.toString(), theirs.toString());
        assertThat(arrays.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("0.bias", "0.weight", "2.bias", "2.weight");
        float[] kernel = NdArrays.floats(
                InteropTest.array(arrays.get("0.weight")).transpose().dup('c'));
        assertThat(kernel).isEqualTo(NdArrays.floats(model.getWeights().get(0)));
        assertThat(Files.readAllBytes(theirs)).isEqualTo(Files.readAllBytes(ours));
        Sequential other = new Sequential(new Input(3), new Dense(4).activation("relu"), new Dense(2));
        other.loadWeights(theirs);
        assertThat(other.predict(new float[] {1, 2, 3})).isEqualTo(model.predict(new float[] {1, 2, 3}));
    }
}
