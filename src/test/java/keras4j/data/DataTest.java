package keras4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import keras4j.Keras4j;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class DataTest {
    static Csv csv(String text) {
        return Csv.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "t.csv");
    }

    @Test
    void csvEncodesWordsAsNumbers() {
        Csv table = csv("a,owner,town,label\n1.5,yes,Rome,no\n-2e1,no,Oslo,yes\n3,no,\"Den Haag\",yes\n");
        Dataset data = table.dataset("label");
        assertThat(table.features("label")).containsExactly("a", "owner", "town=Den Haag", "town=Oslo", "town=Rome");
        assertThat(data.x(0)).containsExactly(1.5f, 1, 0, 0, 1);
        assertThat(data.x(1)).containsExactly(-20, 0, 0, 1, 0);
        assertThat(data.x(2)).containsExactly(3, 0, 1, 0, 0);
        assertThat(NdArrays.floats(data.y())).containsExactly(0, 1, 1);
        assertThat(data.yShape()).isEqualTo(Shape.of());
        assertThat(NdArrays.floats(table.dataset("town").y())).containsExactly(2, 1, 0);
        assertThat(table.classes("town")).containsExactly("Den Haag", "Oslo", "Rome");
        assertThat(table.drop("owner", "town").dataset("label").xShape()).isEqualTo(Shape.of(1));
        assertThat(table.drop("label").dataset().hasLabels()).isFalse();
        assertThat(NdArrays.floats(table.dataset("a").y())).containsExactly(1.5f, -20, 3);
    }

    @Test
    void csvSaysWhereItIsWrong(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> csv("a,b\n1,2\n3,x\n").dataset("a"))
                .isInstanceOf(KerasException.class)
                .hasMessage(
                        "t.csv, row 2, column b: expected a number within float32, as in other rows, received \"x\"");
        for (String bad : new String[] {"Infinity", "1e39", "0x1p3", "1f"}) {
            assertThatThrownBy(() -> csv("a,b\n1,2\n3," + bad + "\n").dataset("a"))
                    .hasMessageStartingWith("t.csv, row 2, column b: expected a number within float32");
        }
        StringBuilder names = new StringBuilder("id,b\n");
        for (int i = 0; i < 1001; i++) {
            names.append("n").append(i).append(",1\n");
        }
        assertThatThrownBy(() -> csv(names.toString()).dataset("b")).hasMessageContaining("received 1001 words");
        assertThatThrownBy(() -> csv("a,b\n1,\"2\n3,4\n")).hasMessageStartingWith("t.csv: expected a CSV table");
        assertThatThrownBy(() -> csv("a,b\n1,2\n,4\n").dataset("b"))
                .hasMessage(
                        "t.csv, row 2, column a: expected a value (fillMissing or dropMissing where some are missing), received none");
        assertThatThrownBy(() -> csv("a,b\n1,2\n").dataset("c"))
                .hasMessageStartingWith("t.csv, column: expected one of a, b, received \"c\"");
        assertThatThrownBy(() -> csv("a,b\n1,2\n3\n")).hasMessageStartingWith("t.csv: expected a CSV table, received");
        assertThatThrownBy(() -> csv("a,a\n1,2\n")).hasMessageContaining("column names that differ");
        assertThatThrownBy(() -> csv("a,b\n")).hasMessageContaining("at least one row, received 1 lines");
        assertThatThrownBy(() -> csv("")).hasMessageContaining("received 0 lines");
        assertThatThrownBy(() -> Csv.read(folder.resolve("none.csv")))
                .hasMessageContaining("none.csv: expected a readable");
        assertThatThrownBy(() -> Csv.read(folder)).isInstanceOf(KerasException.class);
        Files.write(folder.resolve("bytes.csv"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, '"'});
        assertThatThrownBy(() -> Csv.read(folder.resolve("bytes.csv"))).isInstanceOf(KerasException.class);
    }

    @Test
    void aNewTableIsEncodedLikeTraining() {
        Csv training = csv("a,owner,town,label\n1.5,yes,Rome,no\n-2e1,no,Oslo,yes\n3,no,Bern,yes\n");
        Csv alone = csv("label,town,a,owner\nyes,Rome,7,yes\n");
        assertThat(alone.dataset("label").x(0)).containsExactly(0, 7, 0);
        CsvEncoding encoding = training.encoding("label");
        assertThat(encoding.features()).isEqualTo(training.features("label"));
        assertThat(encoding.dataset(alone).x(0)).containsExactly(7, 1, 0, 0, 1);
        assertThat(encoding.dataset(alone).y(0)).containsExactly(1);
        assertThat(encoding.inputs(alone).hasLabels()).isFalse();
        assertThat(encoding.inputs(alone.drop("label")).x(0)).containsExactly(7, 1, 0, 0, 1);
        assertThat(training.drop("label").encoding().inputs(alone.drop("label")).x(0))
                .containsExactly(7, 1, 0, 0, 1);
        assertThat(training.drop("label").encoding().target()).isNull();

        assertThatThrownBy(() -> encoding.dataset(alone.drop("town")))
                .isInstanceOf(KerasException.class)
                .hasMessage("t.csv: expected the columns a, owner, town, label, received [label, a, owner]");
        assertThatThrownBy(() -> encoding.dataset(alone.drop("label")))
                .hasMessageStartingWith("t.csv, column: expected one of town, a, owner, received \"label\"");
        assertThatThrownBy(() -> training.drop("a").encoding("label").dataset(alone))
                .hasMessageContaining("received [label, town, a");
        assertRefused(
                encoding,
                "1,no,Rome,no\n1,yess,Rome,no",
                "t.csv, row 2, column owner: expected one of no, yes, received \"yess\"; did you mean \"yes\"?");
        assertRefused(encoding, "1,1,Rome,no", "t.csv, row 1, column owner: expected one of no, yes, received \"1\"");
        assertRefused(
                encoding,
                "x,no,Rome,no",
                "t.csv, row 1, column a: expected a number within float32, as in other rows, received \"x\"");
        assertRefused(
                encoding, "1,no,Rome,maybe", "t.csv, row 1, column label: expected one of no, yes, received \"maybe\"");
    }

    private static void assertRefused(CsvEncoding encoding, String rows, String message) {
        assertThatThrownBy(() -> encoding.dataset(csv("a,owner,town,label\n" + rows + "\n")))
                .isInstanceOf(KerasException.class)
                .hasMessage(message);
    }

    @Test
    void splitIsRandomRepeatsAndLosesNothing() {
        float[][] x = new float[10][1];
        float[] y = new float[10];
        for (int i = 0; i < 10; i++) {
            x[i][0] = i;
            y[i] = 10 * i;
        }
        Dataset data = Dataset.of(x, y);
        Dataset.Split split = data.split(0.25, 3);
        assertThat(split.test().size()).isEqualTo(3);
        assertThat(split.train().size()).isEqualTo(7);
        TreeSet<Float> seen = new TreeSet<>();
        for (Dataset part : new Dataset[] {split.train(), split.test()}) {
            for (int i = 0; i < part.size(); i++) {
                seen.add(part.x(i)[0]);
                assertThat(part.y(i)[0]).isEqualTo(10 * part.x(i)[0]);
            }
        }
        assertThat(seen).hasSize(10);
        assertThat(NdArrays.floats(data.split(0.25, 3).test().x()))
                .containsExactly(NdArrays.floats(split.test().x()));
        assertThat(NdArrays.floats(data.split(0.25, 4).test().x()))
                .isNotEqualTo(NdArrays.floats(split.test().x()));
        assertThatThrownBy(() -> data.split(1, 0)).hasMessageContaining("received 1.0 of 10");
        assertThatThrownBy(() -> data.split(0.95, 0)).hasMessageContaining("leaves samples in both parts");
    }

    @Test
    void batchesAreFilledAgain() {
        Dataset data = Dataset.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {7, 8, 9});
        Batches batches = data.batches(2, all -> assertThat(all).isSameAs(data));
        assertThat(batches.count()).isEqualTo(2);
        for (int pass = 0; pass < 2; pass++) {
            batches.begin(null);
            Batch batch = batches.next();
            assertThat(batch.rows()).isEqualTo(2);
            assertThat(batch.x()[0]).containsExactly(1, 2, 3, 4);
            assertThat(batch.y(0)).containsExactly(7, 8);
            assertThat(batch.weightShapes()).isEmpty();
            assertThat(batches.next()).isSameAs(batch);
            assertThat(batch.rows()).isEqualTo(1);
            assertThat(batch.x()[0]).startsWith(5, 6);
            assertThat(batch.y(0)).startsWith(9);
            assertThat(batches.next()).isNull();
        }
    }

    @Test
    void shufflingKeepsSamplesTogether() {
        Dataset data = Dataset.of(new float[][] {{1}, {2}, {3}, {4}, {5}}, new int[] {10, 20, 30, 40, 50})
                .sampleWeight(new float[] {100, 200, 300, 400, 500});
        Batches batches = data.batches(5, all -> {});
        SplittableRandom random = new SplittableRandom(1);
        TreeSet<String> orders = new TreeSet<>();
        for (int pass = 0; pass < 4; pass++) {
            batches.begin(random);
            Batch batch = batches.next();
            for (int i = 0; i < 5; i++) {
                assertThat(batch.y(0)[i]).isEqualTo(10 * batch.x()[0][i]);
                assertThat(batch.weights(0)[i]).isEqualTo(100 * batch.x()[0][i]);
            }
            orders.add(Arrays.toString(batch.x()[0]));
        }
        assertThat(orders).hasSizeGreaterThan(1);
    }

    @Test
    void scalerIsScikitLearns() {
        JsonNode golden = golden("standard_scaler");
        float[] flat = floats(golden.get("x"));
        Dataset data = Dataset.of(NdArrays.of(flat, flat.length / 3, 3));
        StandardScaler scaler = StandardScaler.fit(data);
        for (int i = 0; i < 3; i++) {
            assertThat(scaler.mean()[i]).isCloseTo(golden.get("mean").get(i).asDouble(), within(1e-5));
            assertThat(scaler.scale()[i]).isCloseTo(golden.get("scale").get(i).asDouble(), within(1e-5));
        }
        assertThat(NdArrays.floats(scaler.transform(data).x()))
                .containsExactly(floats(golden.get("transformed")), within(1e-5f));
        JsonNode row = golden("scaled_rows");
        StandardScaler given = StandardScaler.of(doubles(row.get("mean")), doubles(row.get("scale")));
        assertThat(given.transform(floats(row.get("row"))))
                .containsExactly(floats(row.get("transformed")), within(1e-6f));
        assertThat(given.inverseTransform(floats(row.get("row"))))
                .containsExactly(floats(row.get("inverse")), within(1e-5f));
        assertThat(given.transform(Dataset.of(new double[][] {{3, 17}})).x(0))
                .containsExactly(given.transform(floats(row.get("row"))));
        assertThat(given.mean()).containsExactly(doubles(row.get("mean")));
        assertThat(StandardScaler.fit(new int[][] {{1, 10}, {2, 30}, {4, 20}}).scale())
                .containsExactly(given.scale(), within(1e-12));
        assertThatThrownBy(() -> given.transform(new float[3]))
                .hasMessage("StandardScaler: expected 2 features, received 3");
        assertThatThrownBy(() -> given.inverseTransform(new float[1]))
                .hasMessage("StandardScaler: expected 2 features, received 1");
        assertThatThrownBy(() -> StandardScaler.of(new double[2], new double[] {1, 0}))
                .hasMessage("StandardScaler, scale: expected 2 positive numbers, received [1.0, 0.0]");
        assertThatThrownBy(() -> StandardScaler.of(new double[2], new double[] {1}))
                .hasMessageContaining("2 positive numbers, received [1.0]");
        assertThatThrownBy(() -> StandardScaler.of(new double[] {Double.NaN}, new double[] {1}))
                .hasMessage("StandardScaler, mean: expected finite numbers, received [NaN]");
        assertThatThrownBy(() -> StandardScaler.of(new double[0], new double[0]))
                .isInstanceOf(KerasException.class);
        assertThatThrownBy(() -> scaler.transform(Dataset.of(new float[1][2])))
                .hasMessage("StandardScaler: expected 3 features, received (None, 2)");
    }

    static JsonNode golden(String name) {
        try (InputStream in = DataTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static double[] doubles(JsonNode list) {
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).doubleValue();
        }
        return values;
    }

    static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).floatValue();
        }
        return values;
    }

    @Test
    void aLoaderGivesEachSampleOnceInNewOrders() {
        float[][] x = new float[7][1];
        float[] y = new float[7];
        for (int i = 0; i < 7; i++) {
            x[i][0] = i;
            y[i] = 10 * i;
        }
        Dataset data = Dataset.of(x, y).sampleWeight(y);
        DataLoader loader = new DataLoader(data).batchSize(3).shuffle(true).seed(1);
        assertThat(loader.size()).isEqualTo(3);
        List<List<Float>> orders = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            List<Float> order = new ArrayList<>();
            List<Integer> sizes = new ArrayList<>();
            for (Dataset batch : loader) {
                sizes.add(batch.size());
                for (int i = 0; i < batch.size(); i++) {
                    order.add(batch.x(i)[0]);
                    assertThat(batch.y(i)).containsExactly(10 * batch.x(i)[0]);
                    assertThat(batch.slice(i, i + 1).whole().weights(0)).containsExactly(10 * batch.x(i)[0]);
                }
            }
            assertThat(sizes).containsExactly(3, 3, 1);
            assertThat(order).containsExactlyInAnyOrder(0f, 1f, 2f, 3f, 4f, 5f, 6f);
            orders.add(order);
        }
        assertThat(orders.get(0)).isNotEqualTo(orders.get(1));
        assertThat(new DataLoader(data)
                        .batchSize(3)
                        .shuffle(true)
                        .seed(1)
                        .iterator()
                        .next()
                        .x(0)[0])
                .isEqualTo(orders.get(0).get(0));
        DataLoader inOrder = new DataLoader(data).batchSize(3).dropLast(true);
        assertThat(inOrder.size()).isEqualTo(2);
        assertThat(inOrder).hasSize(2);
        assertThat(new DataLoader(data).batchSize(Integer.MAX_VALUE)).hasSize(1);
        DataLoader unseeded = new DataLoader(data).batchSize(7).shuffle(true);
        unseeded.iterator();
        List<INDArray> firsts = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Keras4j.setRandomSeed(1);
            firsts.add(unseeded.iterator().next().x());
        }
        assertThat(firsts.get(0)).isEqualTo(firsts.get(1));
        assertThat(inOrder.iterator().next().x(2)).containsExactly(2);
        assertThat(new DataLoader(data)).hasSize(7);
        assertThatThrownBy(() -> new DataLoader(data).batchSize(0))
                .hasMessage("DataLoader.batchSize: expected a positive whole number, received 0");
        assertThatThrownBy(() -> new DataLoader(null)).isInstanceOf(KerasException.class);
    }
}
