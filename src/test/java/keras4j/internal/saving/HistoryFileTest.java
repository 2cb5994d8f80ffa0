package keras4j.internal.saving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {
    @Test
    void numbersAreWrittenAsPythonDoes(@TempDir Path folder) {
        Map<String, List<Double>> history = new LinkedHashMap<>();
        history.put("loss", List.of(0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        history.put("\"mean\"", List.of());
        HistoryFile.write(folder.resolve("h.json"), history);
        assertThat(folder.resolve("h.json")).hasContent("{\"loss\":[0.5,NaN,Infinity,-Infinity],\"\\\"mean\\\"\":[]}");
    }
}
