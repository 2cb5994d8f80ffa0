package keras4j.metrics;

import java.util.Arrays;

/** Counts of labels by how many thresholds their predictions are above; for each of several labels, or for all together. */
final class ThresholdCounts {
    private static final double EPSILON = 1e-7;

    private final float[] thresholds;
    private final boolean isEven;
    private final int least;
    private final double[] positives;
    private final double[] negatives;
    private final double[] truePositives;
    private final double[] falsePositives;
    private double allPositives;
    private double allNegatives;

    /**
     * @param thresholds ascending
     * @param isEven whether they divide the interval from 0 to 1 evenly
     * @param least how many thresholds are below all predictions
     * @param labels how many are counted for themselves
     */
    ThresholdCounts(double[] thresholds, boolean isEven, int least, int labels) {
        this.thresholds = new float[thresholds.length];
        for (int i = 0; i < thresholds.length; i++) {
            this.thresholds[i] = (float) thresholds[i];
        }
        this.isEven = isEven;
        this.least = least;
        positives = new double[labels * (thresholds.length + 1)];
        negatives = new double[positives.length];
        truePositives = new double[thresholds.length];
        falsePositives = new double[thresholds.length];
    }

    /** So many thresholds from 0 to 1. */
    static double[] even(int count) {
        double[] even = new double[count];
        for (int i = 0; i < count; i++) {
            even[i] = (double) i / (count - 1);
        }
        return even;
    }

    /** Whether there are at least three, and they divide the interval from 0 to 1 evenly. Keras: is_evenly_distributed_thresholds. */
    static boolean isEven(double[] thresholds) {
        double[] even = even(thresholds.length);
        boolean isEven = thresholds.length > 2;
        for (int i = 0; isEven && i < even.length; i++) {
            isEven = Math.abs(thresholds[i] - even[i]) <= EPSILON + 1e-5 * even[i];
        }
        return isEven;
    }

    void add(float prediction, boolean isPositive, double weight, int label) {
        int place = label * (thresholds.length + 1) + above(prediction);
        (isPositive ? positives : negatives)[place] += weight;
    }

    /** How many thresholds it is above. */
    private int above(float prediction) {
        if (isEven) {
            float p = Math.min(Math.max(prediction, 0), 1);
            return Math.max(least, (int) Math.ceil(p * (thresholds.length - 1)));
        }
        int place = Arrays.binarySearch(thresholds, prediction);
        int above = place < 0 ? -place - 1 : place;
        while (above > 0 && thresholds[above - 1] == prediction) {
            above--;
        }
        return Float.isNaN(prediction) ? 0 : above;
    }

    /** Looks at one label from here on: its counts at each threshold are those that the methods below give. */
    void select(int label) {
        int first = label * (thresholds.length + 1);
        double moreTrue = 0;
        double moreFalse = 0;
        for (int i = thresholds.length - 1; i >= 0; i--) {
            moreTrue += positives[first + i + 1];
            moreFalse += negatives[first + i + 1];
            truePositives[i] = moreTrue;
            falsePositives[i] = moreFalse;
        }
        allPositives = moreTrue + positives[first];
        allNegatives = moreFalse + negatives[first];
    }

    /** How many labels are counted for themselves. */
    int labels() {
        return positives.length / (thresholds.length + 1);
    }

    /** How many thresholds there are. */
    int size() {
        return thresholds.length;
    }

    double truePositives(int threshold) {
        return truePositives[threshold];
    }

    double falsePositives(int threshold) {
        return falsePositives[threshold];
    }

    double trueNegatives(int threshold) {
        return allNegatives - falsePositives[threshold];
    }

    double falseNegatives(int threshold) {
        return allPositives - truePositives[threshold];
    }

    /** How many of the predicted positives are positive; 0 if there are none. */
    double precision(int threshold) {
        return ratio(truePositives[threshold], truePositives[threshold] + falsePositives[threshold]);
    }

    /** How many of the positives are predicted so; 0 if there are none. */
    double recall(int threshold) {
        return ratio(truePositives[threshold], allPositives);
    }

    /** How many of the negatives are predicted so; 0 if there are none. */
    double specificity(int threshold) {
        return ratio(trueNegatives(threshold), allNegatives);
    }

    /** 0 where there is nothing to divide by. */
    static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
