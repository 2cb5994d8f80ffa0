package keras4j.data;

import static keras4j.data.DataTest.csv;
import static keras4j.data.DataTest.floats;
import static keras4j.data.DataTest.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import keras4j.core.KerasException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Missing values, columns by name and encodings; the numbers are those of pandas and scikit-learn. */
class CsvTest {
    private static Csv table() {
        return csv(golden("tables").get("csv").asText()).asWords("zip");
    }

    private static float[] flat(Dataset data) {
        float[] flat = new float[data.size() * data.xShape().size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = data.xRows()[i / data.xShape().size()][i % data.xShape().size()];
        }
        return flat;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mean", "median", "most_frequent"})
    void missingFieldsAreFilledAsPandasDoes(String strategy) {
        JsonNode expected = golden("tables").get("fills").get(strategy);
        Csv filled = table().fillMissing(strategy);
        expected.get("values").properties().forEach(value -> {
            String column = value.getKey();
            if (value.getValue().isNumber()) {
                double[] numbers = filled.numbers(column);
                double[] there = table().numbers(column);
                for (int i = 0; i < numbers.length; i++) {
                    double wanted = Double.isNaN(there[i]) ? value.getValue().asDouble() : there[i];
                    assertThat(numbers[i]).isCloseTo(wanted, within(1e-12 * Math.abs(wanted)));
                }
            } else {
                assertThat(filled.strings(column)[4].isEmpty()).isFalse();
            }
        });
        Csv complete = filled.fillMissing("most_frequent");
        assertThat(Stream.of("age", "income", "owner", "town", "zip").mapToInt(complete::countMissing))
                .containsOnly(0);
        assertThat(complete.features("label"))
                .containsExactlyElementsOf(expected.get("features")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
        assertThat(flat(complete.dataset("label"))).containsExactly(floats(expected.get("x")));
    }

    @Test
    void constantsAndRowsWithoutMissingFields() {
        Csv table = table();
        golden("tables")
                .get("missing")
                .properties()
                .forEach(count -> assertThat(table.countMissing(count.getKey()))
                        .isEqualTo(count.getValue().asInt()));
        Csv constant = table.fillMissingWith("-1", "age")
                .fillMissingWith("0.5", "income")
                .fillMissingWith("unknown", "owner")
                .fillMissingWith("Bern");
        assertThat(flat(constant.dataset("label")))
                .containsExactly(floats(golden("tables").get("constant")));
        assertThat(constant.classes("owner")).containsExactly("no", "unknown", "yes");
        Csv dropped = table.dropMissing();
        assertThat(dropped.size()).isEqualTo(3);
        assertThat(flat(dropped.dataset("label")))
                .containsExactly(floats(golden("tables").get("dropped")));
        assertThat(table.dropMissing("owner").size()).isEqualTo(7);
        assertThat(table.fillMissing("mean").dropMissing().size()).isEqualTo(6);
    }

    @Test
    void columnsByNameAndType() {
        Csv table = table();
        assertThat(table.select("town", "age").header()).containsExactly("town", "age");
        assertThat(table.numbers("age")).containsExactly(31, Double.NaN, 45, 31, 52.5, 40, Double.NaN, 28);
        assertThat(table.strings("town")).containsExactly("Rome", "Oslo", "Bern", "Rome", null, "Bern", "Oslo", "Rome");
        assertThat(table.isNumeric("age")).isTrue();
        assertThat(table.isNumeric("town")).isFalse();
        assertThat(table.isNumeric("zip")).isFalse();
        assertThat(table.drop("town").classes("zip")).containsExactly("100", "20", "3");
        assertThat(csv("a,b\n?,1\n2,NA\n").missing("?").numbers("a")).containsExactly(Double.NaN, 2);
        assertThat(csv("a,b\n?,1\n2,NA\n").missing("?").strings("b")).containsExactly("1", "NA");
        assertThat(csv("a,b\n ,1\n NA ,2\n").countMissing("a")).isEqualTo(2);
        assertThat(csv("a,b\n,1\n,2\n").fillMissingWith("7").dataset("b").x(1)).containsExactly(7);
        assertThat(csv("a,b\n,1\n,2\n").fillMissingWith("no").dataset("b").x(1)).containsExactly(0);
    }

    @Test
    void whatCannotBeFilled() {
        Csv table = table();
        assertError(
                () -> table.fillMissing("average"),
                "fillMissing: expected one of mean, median, most_frequent, received \"average\"");
        assertError(
                () -> table.fillMissing("mean", "town"),
                "t.csv, column town: expected numbers for mean, received words");
        assertError(
                () -> table.fillMissing("mean", "twon"),
                "t.csv, column: expected one of age, income, owner, town,"
                        + " zip, label, received \"twon\"; did you mean \"town\"?");
        assertError(
                () -> csv("a\n\"\"\n\"\"\n").fillMissing("median", "a"),
                "t.csv, column a: expected numbers for median, received none");
        assertError(
                () -> table.fillMissingWith("old", "age"),
                "t.csv, column age: expected a number to fill with, received old");
        assertError(
                () -> csv("a,b\n,1\n2,\n").dropMissing(),
                "t.csv, dropMissing: expected a row in which nothing is missing, received none");
        assertError(() -> table.numbers("town"), "t.csv, row 1, column town: expected a number, received \"Rome\"");
        assertError(
                () -> table.fillMissing("mean").dataset("label"),
                "t.csv, row 4, column owner: expected a value"
                        + " (fillMissing or dropMissing where some are missing), received none");
        assertError(
                () -> csv("a,b\n1,\n2,5\n").fillMissing("mean").dataset("b"),
                "t.csv, row 1, column b: expected a value"
                        + " (fillMissing or dropMissing where some are missing), received none");
    }

    private static void assertError(Runnable code, String message) {
        assertThatThrownBy(code::run).isInstanceOf(KerasException.class).hasMessage(message);
    }

    @Test
    void oneRowAtServingTime(@TempDir Path folder) {
        Csv training = table().fillMissing("median").fillMissing("most_frequent");
        Path file = folder.resolve("encoding.json");
        training.encoding("label").save(file.toString());
        CsvEncoding encoding = CsvEncoding.load(file.toString());
        assertThat(encoding.columns()).containsExactly("age", "income", "owner", "town", "zip");
        assertThat(encoding.target()).isEqualTo("label");
        assertThat(encoding.classes()).containsExactly("no", "yes");
        assertThat(encoding.features()).isEqualTo(training.features("label"));
        assertThat(flat(encoding.dataset(table()))).containsExactly(flat(training.dataset("label")));
        for (int i = 0; i < training.size(); i++) {
            Map<String, String> row = new HashMap<>();
            for (String column : encoding.columns()) {
                row.put(column, table().strings(column)[i]);
            }
            assertThat(encoding.row(row))
                    .containsExactly(training.dataset("label").x(i));
            row.put("label", "yes");
            assertThat(encoding.row(row))
                    .containsExactly(training.dataset("label").x(i));
        }
        assertThat(encoding.row("NA", "4.25", "no", "Oslo", "20"))
                .containsExactly(training.dataset("label").x(1));
        assertThat(encoding.row(Map.of())).hasSize(9);
        assertError(
                () -> encoding.row("1"),
                "row: expected a field for each of the columns [age, income, owner, town, zip], received 1");
        assertError(
                () -> encoding.row(Map.of("agee", "1")),
                "row, column: expected one of age, income, owner, town, zip, label, received \"agee\"; did you mean \"age\"?");
        assertError(
                () -> encoding.row("1", "2", "no", "Paris", "3"),
                "row, column town: expected one of Bern, Oslo, Rome, received \"Paris\"");
        assertError(
                () -> encoding.row("1", "two", "no", "Rome", "3"),
                "row, column income: expected a number within float32, as in other rows, received \"two\"");
        assertError(
                () -> table().encoding("label").row("1", "2", "", "Rome", "3"),
                "row, column owner: expected a value (fillMissing or dropMissing where some are missing), received none");
    }

    @Test
    void unknownWordsAreNoWordsWhenAsked() {
        CsvEncoding encoding =
                table().dropMissing().select("owner", "town").encoding().ignoreUnknown(true);
        JsonNode unknown = golden("tables").get("unknown");
        // Two towns are one column here, and for scikit-learn, too.
        assertThat(unknown.get("towns").size()).isEqualTo(2);
        Dataset data = encoding.inputs(csv("owner,town\nmaybe,Rome\nyes,Paris\n"));
        assertThat(flat(data)).containsExactly(floats(unknown.get("x")));
        assertThat(csv("t\na\nb\nc\n").encoding().ignoreUnknown(true).row("d")).containsExactly(0, 0, 0);
        assertError(
                () -> encoding.ignoreUnknown(false).row("yes", "Paris"),
                "row, column town: expected one of Bern, Rome, received \"Paris\"");
        assertError(
                () -> csv("t,n\na,1\nb,2\n").encoding("t").ignoreUnknown(true).dataset(csv("t,n\nc,1\n")),
                "t.csv, row 1, column t: expected one of a, b, received \"c\"");
    }

    @Test
    void theSameEncodingIsTheSameFile(@TempDir Path folder) throws IOException {
        CsvEncoding encoding = table().fillMissing("mean").encoding("label");
        encoding.save(folder.resolve("a.json"));
        CsvEncoding.load(folder.resolve("a.json")).save(folder.resolve("b.json"));
        assertThat(folder.resolve("b.json")).hasSameBinaryContentAs(folder.resolve("a.json"));
        table().drop("label").encoding().save(folder.resolve("a.json"));
        assertThat(CsvEncoding.load(folder.resolve("a.json")).target()).isNull();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThatThrownBy(() -> encoding.save(folder.resolve("no/a.json")))
                .hasMessageContaining("expected a folder that is there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1] | encoding: expected an object",
                "{} | csv_encoding: expected 1, received null",
                "{'csv_encoding': 2} | csv_encoding: expected 1, received 2",
                "{'csv_encoding': 1} | columns: expected a list, received null",
                "{'csv_encoding': 1, 'columns': []} | columns: expected from 1 to 100000, received 0",
                "{'csv_encoding': 1, 'columns': [3]} | columns: expected objects, received 3",
                "{'csv_encoding': 1, 'columns': [{'name': 3}]} | name: expected a text, received 3",
                "{'csv_encoding': 1, 'columns': [{'name': 'a'}]} | words: expected a list, received null",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': [1]}]} | words: expected texts, received 1",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': ['b', 'a']}]} | column a: expected at most 1000 different words in order",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': ['a', 'a']}]} | column a: expected at most 1000 different words in order",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': [], 'fill': 'x'}]} | column a, fill: expected a value of this column",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': [], 'fill': '1e99'}]} | column a, fill: expected a value of this column",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': ['b'], 'fill': 'x'}]} | column a, fill: expected a value of this column",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': [], 'fill': 1}]} | fill: expected a text, received 1",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': [], 'wrods': 1}]} | column: expected keys [fill, name, words], received \"wrods\"",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': []}, {'name': 'a', 'words': []}]} | columns: expected names that differ, received \"a\" twice",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': []}], 'target': {'name': 'a', 'words': []}} | columns: expected names that differ",
                "{'csv_encoding': 1, 'columns': [{'name': 'a', 'words': []}]} | missing: expected a list, received null",
                "{'csv_encoding': 1, 'more': 2} | encoding: expected keys [columns, csv_encoding, missing, target], received \"more\"",
                "{'csv_encoding': 1 | encoding: expected JSON, received what is not",
            })
    void aFileIsNotBelieved(String json, String message, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("e.json"), json.replace('\'', '"'));
        assertThatThrownBy(() -> CsvEncoding.load(file))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith(file + ": " + message);
    }

    @Test
    void filesThatAreNone(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> CsvEncoding.load(folder.resolve("none.json")))
                .isInstanceOf(KerasException.class)
                .hasMessageContaining("none.json: expected a readable file of a CsvEncoding");
        assertThatThrownBy(() -> CsvEncoding.load(folder)).isInstanceOf(KerasException.class);
        String words = Stream.iterate(1000, i -> i + 1)
                .limit(1001)
                .map(i -> "\"" + i + "\"")
                .toList()
                .toString();
        Path many = Files.writeString(
                folder.resolve("many.json"),
                "{\"csv_encoding\": 1, \"columns\": [{\"name\": \"a\", \"words\": " + words + "}]}",
                StandardCharsets.UTF_8);
        assertThatThrownBy(() -> CsvEncoding.load(many)).hasMessageContaining("at most 1000 different words");
        byte[] good =
                "{\"csv_encoding\":1,\"missing\":[\"NA\"],\"columns\":[{\"name\":\"a\",\"words\":[\"b\",\"c\"],\"fill\":\"b\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < good.length; i++) {
            for (byte[] bytes : List.of(Arrays.copyOf(good, i), damaged(good, i))) {
                Path file = Files.write(folder.resolve("damaged.json"), bytes);
                try {
                    CsvEncoding.load(file).features();
                } catch (KerasException expected) {
                    assertThat(expected).hasMessageStartingWith(file + ": ");
                }
            }
        }
    }

    private static byte[] damaged(byte[] bytes, int place) {
        byte[] copy = bytes.clone();
        copy[place] ^= 21;
        return copy;
    }
}
