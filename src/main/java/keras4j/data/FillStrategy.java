package keras4j.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import keras4j.core.Names;

/** What stands for a missing field: a figure of the fields that are there. scikit-learn: {@code SimpleImputer}'s strategy. */
enum FillStrategy {
    MEAN,
    MEDIAN,
    MOST_FREQUENT;

    /** The strategy by scikit-learn's name, such as most_frequent. */
    static FillStrategy of(String name) {
        List<String> names = Arrays.stream(values()).map(FillStrategy::toString).toList();
        int index = names.indexOf(Names.valid("fillMissing", name));
        if (index < 0) {
            throw Names.unknown("fillMissing", name, names);
        }
        return values()[index];
    }

    /** Whether words have it, too. */
    boolean takesWords() {
        return this == MOST_FREQUENT;
    }

    /** The figure of numbers, of which there is one at least. */
    double of(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return switch (this) {
            case MEAN -> Arrays.stream(numbers).sum() / numbers.length;
            case MEDIAN -> sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            case MOST_FREQUENT -> mostFrequent(Arrays.stream(sorted).boxed().toList());
        };
    }

    /** What comes most often; of several the first in order. */
    static <T extends Comparable<T>> T mostFrequent(List<T> values) {
        Map<T, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Comparator.<Map.Entry<T, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
