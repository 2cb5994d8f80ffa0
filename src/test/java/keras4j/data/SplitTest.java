package keras4j.data;

import static keras4j.data.DataTest.golden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import org.junit.jupiter.api.Test;

/** Samples by number, and the parts that scikit-learn makes. */
class SplitTest {
    /** Samples whose only feature is their number. */
    private static Dataset numbered(int[] labels) {
        return Dataset.of(IntStream.range(0, labels.length).toArray(), labels)
                .sampleWeight(IntStream.range(0, labels.length).toArray());
    }

    private static int[] ofClasses(int[] counts) {
        return IntStream.range(0, counts.length)
                .flatMap(number -> IntStream.generate(() -> number).limit(counts[number]))
                .toArray();
    }

    private static int[] ints(JsonNode list) {
        return IntStream.range(0, list.size()).map(i -> list.get(i).asInt()).toArray();
    }

    private static int[] counts(Dataset data, int classes) {
        int[] counts = new int[classes];
        for (int i = 0; i < data.size(); i++) {
            counts[(int) data.y(i)[0]]++;
        }
        return counts;
    }

    /** The numbers of the samples, whose weights have come along. */
    private static TreeSet<Integer> numbers(Dataset... parts) {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Dataset part : parts) {
            for (int i = 0; i < part.size(); i++) {
                assertThat(part.whole().weights(0)[i]).isEqualTo(part.x(i)[0]);
                assertThat(numbers.add((int) part.x(i)[0])).isTrue();
            }
        }
        return numbers;
    }

    @Test
    void samplesByNumber() {
        Dataset data = Dataset.of(List.of(new int[][] {{1, 2}, {3, 4}, {5, 6}}, new int[] {7, 8, 9}), new int[][] {
                    {1}, {2}, {3}
                })
                .sampleWeight(new float[][] {{1, 1}, {2, 2}, {3, 3}});
        Dataset selected = data.select(2, 0, 2);
        assertThat(selected.whole().x()[0]).containsExactly(5, 6, 1, 2, 5, 6);
        assertThat(selected.whole().x()[1]).containsExactly(9, 7, 9);
        assertThat(selected.labels(0)).containsExactly(3, 1, 3);
        assertThat(selected.whole().weights(0)).containsExactly(3, 3, 1, 1, 3, 3);
        assertThat(Dataset.of(new int[3]).select(1).hasLabels()).isFalse();
        assertThatThrownBy(() -> data.select(0, 3)).hasMessage("select: expected samples from 0 to 2, received 3");
        assertThatThrownBy(() -> data.select(-1)).hasMessage("select: expected samples from 0 to 2, received -1");
        assertThatThrownBy(() -> data.select()).hasMessage("select: expected at least one sample, received none");
    }

    @Test
    void classesHaveTheSharesOfScikitLearn() {
        for (JsonNode golden : golden("splits").get("stratified")) {
            int[] counts = ints(golden.get("counts"));
            Dataset data = numbered(ofClasses(counts));
            for (int seed = 0; seed < 5; seed++) {
                Dataset.Split split =
                        data.stratifiedSplit(golden.get("fraction").asDouble(), seed);
                assertThat(counts(split.train(), counts.length)).containsExactly(ints(golden.get("train")));
                assertThat(counts(split.test(), counts.length)).containsExactly(ints(golden.get("test")));
                assertThat(numbers(split.train(), split.test())).hasSize(data.size());
            }
        }
    }

    @Test
    void stratifiedPartsAreRandomAndRepeat() {
        Dataset data = numbered(ofClasses(new int[] {20, 40}));
        Dataset test = data.stratifiedSplit(0.25, 1).test();
        assertThat(data.stratifiedSplit(0.25, 1).test().inputs()).containsExactly(test.inputs());
        assertThat(data.stratifiedSplit(0.25, 2).test().inputs()).isNotEqualTo(test.inputs());
        assertThat(test.labels(0)).as("classes are mixed").isNotEqualTo(sorted(test.labels(0)));
        int[][] oneHot = new int[60][2];
        for (int i = 0; i < 60; i++) {
            oneHot[i][i < 20 ? 0 : 1] = 1;
        }
        Dataset hot =
                Dataset.of(new float[60][1], oneHot).stratifiedSplit(0.25, 1).test();
        assertThat(IntStream.range(0, 15).mapToDouble(i -> hot.y(i)[0]).sum()).isEqualTo(5);
        // Ties are drawn: each of three equal classes is rounded up at times.
        TreeSet<String> seen = new TreeSet<>();
        for (int seed = 0; seed < 30; seed++) {
            seen.add(Arrays.toString(Splits.shares(new int[] {5, 5, 5}, 10, new SplittableRandom(seed))));
        }
        assertThat(seen).containsExactly("[3, 3, 4]", "[3, 4, 3]", "[4, 3, 3]");
    }

    private static float[] sorted(float[] values) {
        float[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    @Test
    void partsThatCannotBe() {
        assertError(
                () -> numbered(ofClasses(new int[] {5, 1})).stratifiedSplit(0.5, 1),
                "stratifiedSplit: expected at least 2 samples of each class, received 1 of class 1");
        assertError(
                () -> numbered(ofClasses(new int[] {5, 5, 5})).stratifiedSplit(0.1, 1),
                "stratifiedSplit: expected parts with at least as many samples as classes, 3, received 13 and 2");
        assertError(
                () -> numbered(new int[4]).stratifiedSplit(0, 1),
                "stratifiedSplit: expected a fraction between 0 and 1 that leaves samples in both parts, received 0.0 of 4");
        assertError(
                () -> Dataset.of(new int[4], new int[4][2][2]).stratifiedSplit(0.5, 1),
                "stratifiedSplit: expected class numbers or one-hot rows as labels, received (None, 2, 2)");
        assertError(
                () -> Dataset.of(new int[4]).stratifiedSplit(0.5, 1),
                "dataset: expected labels (y), received inputs only");
        assertError(
                () -> numbered(new int[4]).kFold(1, 1),
                "kFold: expected from 2 folds to as many as samples, 4, received 1");
        assertError(
                () -> numbered(new int[4]).kFold(5, 1),
                "kFold: expected from 2 folds to as many as samples, 4, received 5");
    }

    private static void assertError(Runnable code, String message) {
        assertThatThrownBy(code::run).isInstanceOf(KerasException.class).hasMessage(message);
    }

    @Test
    void foldsHaveTheSizesOfScikitLearn() {
        for (JsonNode golden : golden("splits").get("folds")) {
            int samples = golden.get("samples").asInt();
            Dataset data = numbered(new int[samples]);
            List<Dataset.Split> folds = data.kFold(golden.get("k").asInt(), 3);
            assertThat(folds.stream().mapToInt(fold -> fold.test().size()).toArray())
                    .containsExactly(ints(golden.get("test")));
            assertThat(numbers(folds.stream().map(Dataset.Split::test).toArray(Dataset[]::new)))
                    .hasSize(samples);
            for (Dataset.Split fold : folds) {
                assertThat(numbers(fold.train(), fold.test())).hasSize(samples);
            }
            assertThat(data.kFold(folds.size(), 3).get(0).test().inputs())
                    .containsExactly(folds.get(0).test().inputs());
        }
    }
}
