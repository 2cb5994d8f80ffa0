package keras4j.examples;

import static keras4j.Args.batchSize;
import static keras4j.Args.epochs;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import keras4j.Keras4j;
import keras4j.Logs;
import keras4j.data.Csv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreditCardTest {
    @Test
    void theDataAreTheBooks() {
        Csv table = CreditCard.table();
        assertThat(table.size()).isEqualTo(1319);
        assertThat(table.header()).hasSize(12);
        var data = table.dataset("card");
        int expenditure = table.features("card").indexOf("expenditure");
        int given = 0;
        int right = 0;
        for (int i = 0; i < data.size(); i++) {
            given += (int) data.y(i)[0];
            right += (data.x(i)[expenditure] > 0 ? 1 : 0) == data.y(i)[0] ? 1 : 0;
        }
        assertThat(given).isEqualTo(1023);
        // 98.4 % of the rows
        assertThat(right).isEqualTo(1298);
    }

    @Test
    void trainsComparesAndSaves(@TempDir Path folder) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Path file = folder.resolve("models/card.keras");
        Logs figures = new CreditCard(new PrintStream(printed, true, StandardCharsets.UTF_8), file)
                .run(batchSize(10), epochs(15), verbose(0));
        assertThat(figures.get("accuracy")).isGreaterThan(0.85);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains(
                        "Accuracy on 264 applications",
                        "the rule \"expenditure > 0\"         98.1 %",
                        "Confusion matrix");
        assertThat(Keras4j.loadModel(file).countParams()).isEqualTo(121 + 23);
    }
}
