package keras4j.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.core.NumberArray;
import keras4j.core.Shape;

/** A number for each threshold, of the counts there. */
abstract class ThresholdMetric<M extends ThresholdMetric<M>> extends ConfusionMetric<M> {
    private static final double ALL_LARGEST = -1e10;

    private NumberArray thresholds;
    /** For each threshold its place among all in ascending order. */
    private int[] places = {0};

    private double[] results = {0};

    ThresholdMetric(String name) {
        super(name);
    }

    /**
     * Predictions above this count as positive, 0.5 unless given. For each of several thresholds, from 0 to 1, the result has a number.
     */
    public final M thresholds(double... values) {
        double[] given = KerasException.notNull(where("thresholds"), "numbers", values);
        set(given.length == 0 ? null : NumberArray.of(given));
        return self();
    }

    private void set(NumberArray value) {
        double[] given = value == null ? new double[1] : value.values();
        for (double threshold : given) {
            fraction("thresholds", threshold);
        }
        thresholds = value;
        places = new int[given.length];
        int[] order = IntStream.range(0, given.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> given[i]))
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; i < order.length; i++) {
            places[order[i]] = i;
        }
        results = new double[given.length];
    }

    @Override
    public void config(Config config) {
        super.config(config);
        set(config.numbers("thresholds", thresholds));
    }

    @Override
    final ThresholdCounts none(int width) {
        double[] given = thresholds == null ? new double[] {topK() == null ? 0.5 : ALL_LARGEST} : thresholds.values();
        double[] ascending = given.clone();
        Arrays.sort(ascending);
        return new ThresholdCounts(ascending, ThresholdCounts.isEven(given), 0, 1);
    }

    /** The number of one threshold. */
    abstract double value(ThresholdCounts counts, int threshold);

    @Override
    public final Shape resultShape(Shape output) {
        return places.length == 1 ? Shape.of() : Shape.of(places.length);
    }

    @Override
    public final double[] results() {
        ThresholdCounts counts = counts();
        counts.select(0);
        for (int i = 0; i < places.length; i++) {
            results[i] = value(counts, places[i]);
        }
        return results;
    }

    @Override
    public final double result() {
        return meanOf(results());
    }
}
