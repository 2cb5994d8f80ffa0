package keras4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import keras4j.core.Config;
import keras4j.core.Labels;
import keras4j.core.Metric;
import keras4j.core.Names;
import keras4j.core.Serialized;
import keras4j.core.Shape;
import keras4j.metrics.Metrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics give what Keras's give after each of seven batches, with weights and without: make_compile_goldens.py. */
class MetricGoldensTest {
    private static final int BATCH = 8;
    private static final Map<String, Object> GOLDEN = Goldens.readZipped("metrics");

    /** One metric of Keras's config, with labels and predictions. */
    private record Case(int number, Map<String, Object> golden) {
        @Override
        public String toString() {
            return number + " " + Config.map("metric", golden.get("metric")).get("class_name") + " of "
                    + golden.get("kind");
        }

        Metric metric() {
            return Serialized.read("metric", golden.get("metric"), Metrics.REGISTRY);
        }

        Goldens.Numbers data(int number) {
            List<?> both = (List<?>) Config.map("data", GOLDEN.get("data")).get(golden.get("kind"));
            return Goldens.numbers(both.get(number));
        }
    }

    static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (Object golden : (List<?>) GOLDEN.get("cases")) {
            all.add(new Case(all.size(), Config.map("case", golden)));
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsAreKeras(Case tried) {
        Metric metric = tried.metric();
        check(tried, metric, "results", null);
        metric.reset();
        if (tried.golden().containsKey("weighted")) {
            check(tried, metric, "weighted", Goldens.floats(GOLDEN.get("weights")));
        }
    }

    private static void check(Case tried, Metric given, String results, float[] weights) {
        Shape labels = tried.data(0).shape().withoutFirst();
        Shape output = tried.data(1).shape().withoutFirst();
        Metric metric = given.of(labels, output);
        Labels.check("y", tried.toString(), metric.labelShapes(output), output, labels);
        int samples = tried.data(1).shape().dim(0);
        double tolerance = Math.max(1e-4, 2 * ((Number) tried.golden().get("spread")).doubleValue());
        List<?> expected = (List<?>) tried.golden().get(results);
        for (int from = 0; from < samples; from += BATCH) {
            int to = Math.min(samples, from + BATCH);
            metric.update(
                    tried.data(0).samples(from, to),
                    tried.data(1).samples(from, to),
                    rowWeights(weights, output.positions(), from, to),
                    (to - from) * output.positions(),
                    output.last());
            List<?> wanted = (List<?>) expected.get(from / BATCH);
            double[] received = metric.results();
            assertThat(received).hasSameSizeAs(wanted);
            assertThat(metric.resultShape(output).size()).isEqualTo(wanted.size());
            for (int i = 0; i < received.length; i++) {
                double value = ((Number) wanted.get(i)).doubleValue();
                assertThat(received[i])
                        .as("%s, batch %d, number %d", results, from / BATCH, i)
                        .isCloseTo(value, within(tolerance * Math.max(1e-2, Math.abs(value))));
            }
            assertThat(metric.result())
                    .isCloseTo(Arrays.stream(received).average().orElse(0), within(1e-9));
        }
    }

    private static float[] rowWeights(float[] weights, int positions, int from, int to) {
        if (weights == null) {
            return null;
        }
        float[] rows = new float[(to - from) * positions];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = weights[from + i / positions];
        }
        return rows;
    }

    /** What is written is what was read: the names and values of Keras. */
    @ParameterizedTest
    @MethodSource("cases")
    void configsAreKeras(Case tried) {
        Goldens.same("", tried.golden().get("metric"), Serialized.of(tried.metric(), Metrics.REGISTRY));
    }

    /** All but those that take no labels, a function, or Keras's abstract base. */
    @Test
    void theReferenceHasEachMetric() {
        Set<String> tried = new TreeSet<>();
        cases().forEach(one -> tried.add(Names.classOf(one.metric())));
        Set<String> all = new TreeSet<>();
        Metrics.REGISTRY.names().forEach(name -> all.add(Names.classOf(Metrics.REGISTRY.get(name))));
        all.removeAll(Set.of("Mean", "Sum"));
        assertThat(tried).isEqualTo(all);
    }
}
