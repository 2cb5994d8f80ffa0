package keras4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import keras4j.core.KerasException;

/** Which samples are trained on, and which are held out. */
final class Splits {
    private Splits() {}

    /** All places in a random order, each as likely as another. */
    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = IntStream.range(0, size).toArray();
        SampleBatches.shuffle(order, random);
        return order;
    }

    /** How many samples are held out, rounded up. */
    private static int held(String verb, double testFraction, int size) {
        int test = (int) Math.ceil(size * testFraction);
        if (!(testFraction > 0 && testFraction < 1) || test >= size) {
            throw KerasException.expected(
                    verb, "a fraction between 0 and 1 that leaves samples in both parts", testFraction + " of " + size);
        }
        return test;
    }

    /** The first samples of a random order are held out. */
    static Dataset.Split random(Dataset data, double testFraction, long seed) {
        int test = held("split", testFraction, data.size());
        int[] order = shuffled(data.size(), new SplittableRandom(seed));
        return new Dataset.Split(
                data.select(Arrays.copyOfRange(order, test, order.length)),
                data.select(Arrays.copyOfRange(order, 0, test)));
    }

    /** Each class has its share of both parts; shares that are no whole numbers are rounded as scikit-learn does. */
    static Dataset.Split stratified(Dataset data, int[] classes, double testFraction, long seed) {
        String verb = "stratifiedSplit";
        int test = held(verb, testFraction, data.size());
        SplittableRandom random = new SplittableRandom(seed);
        TreeMap<Integer, List<Integer>> members = new TreeMap<>();
        for (int place : shuffled(classes.length, random)) {
            members.computeIfAbsent(classes[place], number -> new ArrayList<>()).add(place);
        }
        members.forEach((number, places) -> {
            if (places.size() < 2) {
                throw KerasException.expected(verb, "at least 2 samples of each class", "1 of class " + number);
            }
        });
        if (Math.min(test, data.size() - test) < members.size()) {
            throw KerasException.expected(
                    verb,
                    "parts with at least as many samples as classes, " + members.size(),
                    data.size() - test + " and " + test);
        }
        int[] counts = members.values().stream().mapToInt(List::size).toArray();
        int[] trained = shares(counts, data.size() - test, random);
        int[] order = new int[data.size()];
        int train = 0;
        int held = data.size() - test;
        int number = 0;
        for (List<Integer> places : members.values()) {
            for (int i = 0; i < places.size(); i++) {
                order[i < trained[number] ? train++ : held++] = places.get(i);
            }
            number++;
        }
        int[] first = Arrays.copyOfRange(order, 0, train);
        int[] last = Arrays.copyOfRange(order, train, order.length);
        SampleBatches.shuffle(first, random);
        SampleBatches.shuffle(last, random);
        return new Dataset.Split(data.select(first), data.select(last));
    }

    /** Whole shares of {@code draws}; what is left goes where most was cut off, and by lot where that is equal. */
    static int[] shares(int[] counts, int draws, SplittableRandom random) {
        int sum = Arrays.stream(counts).sum();
        int[] shares = new int[counts.length];
        double[] cut = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            double share = (double) counts[i] / sum * draws;
            shares[i] = (int) Math.floor(share);
            cut[i] = share - shares[i];
        }
        int left = draws - Arrays.stream(shares).sum();
        int[] order = shuffled(counts.length, random);
        IntStream.of(order)
                .boxed()
                .sorted((a, b) -> Double.compare(cut[b], cut[a]))
                .limit(left)
                .forEach(i -> shares[i]++);
        return shares;
    }

    /** The folds of a random order; the first ones have one sample more where it does not come out even. */
    static List<Dataset.Split> folds(Dataset data, int k, long seed) {
        int size = data.size();
        if (k < 2 || k > size) {
            throw KerasException.expected("kFold", "from 2 folds to as many as samples, " + size, k);
        }
        int[] order = shuffled(size, new SplittableRandom(seed));
        List<Dataset.Split> folds = new ArrayList<>();
        int from = 0;
        for (int fold = 0; fold < k; fold++) {
            int to = from + size / k + (fold < size % k ? 1 : 0);
            boolean[] held = new boolean[size];
            for (int i = from; i < to; i++) {
                held[order[i]] = true;
            }
            int[] train = IntStream.range(0, size).filter(i -> !held[i]).toArray();
            int[] test = IntStream.range(0, size).filter(i -> held[i]).toArray();
            folds.add(new Dataset.Split(data.select(train), data.select(test)));
            from = to;
        }
        return List.copyOf(folds);
    }
}
