package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.data.Dataset;

/**
 * Rosenblatt's perceptron: a neuron that says 1 where {@code sum_i w_i x_i + b} is above a threshold, else 0, and learns two
 * classes by the perceptron rule. Weights and bias begin at 0. Each epoch shows it each row, in their order; a row that is
 * not on its side of the threshold is an error, for which the row, times the learning rate, is added to the weights or
 * subtracted, and the rate itself to or from the bias. An epoch without an error is the last: it comes if a hyperplane parts
 * the classes, and never if none does. Of more than two classes each has a neuron, which learns it against the rest.
 *
 * <p>It computes in double, and learns what scikit-learn does in float64. Rosenblatt, <i>The perceptron: a probabilistic
 * model for information storage and organization in the brain</i>, 1958. scikit-learn: {@code
 * Perceptron(eta0=learningRate, max_iter=epochs, shuffle=False, tol=None)}.
 */
public final class Perceptron {
    private double learningRate = 1;
    private int epochs = 1000;
    private double threshold = 0;
    private int[] classes;
    private double[][] weights;
    private double[] bias;

    /**
     * What a fit came to.
     *
     * @param errorsByEpoch how many errors each epoch had; with more than two classes, those of all neurons
     */
    public record Fit(List<Integer> errorsByEpoch) {
        /** Whether the last epoch had no error: every row is on its side. */
        public boolean converged() {
            return errors() == 0;
        }

        /** How many epochs it took. */
        public int epochs() {
            return errorsByEpoch.size();
        }

        /** How many errors the last epoch had. */
        public int errors() {
            return errorsByEpoch.get(epochs() - 1);
        }
    }

    /**
     * How far an error moves the weights; 1 unless given.
     *
     * @throws KerasException if it is not positive, or above float's largest number
     */
    public Perceptron learningRate(double value) {
        if (!(value > 0 && value <= Float.MAX_VALUE)) {
            throw KerasException.expected("Perceptron.learningRate", "a positive number", value);
        }
        learningRate = value;
        return this;
    }

    /**
     * After how many epochs a fit ends that still has errors; 1000 unless given.
     *
     * @throws KerasException if it is less than 1
     */
    public Perceptron epochs(int value) {
        if (value < 1) {
            throw KerasException.expected("Perceptron.epochs", "at least 1", value);
        }
        epochs = value;
        return this;
    }

    /**
     * What the sum has to be above; 0 unless given.
     *
     * @throws KerasException if it is not finite
     */
    public Perceptron threshold(double value) {
        if (!Double.isFinite(value)) {
            throw KerasException.expected("Perceptron.threshold", "a finite number", value);
        }
        threshold = value;
        return this;
    }

    /**
     * Learns anew.
     *
     * @param x inputs, (samples, features)
     * @param y the class of each sample, any whole number; of two the larger is the one that the neuron says 1 for
     * @throws KerasException for arrays without numbers or of other lengths, numbers that are not finite, or fewer than
     *     two classes; nothing has changed then
     */
    public Fit fit(float[][] x, int[] y) {
        Dataset data = Dataset.of(x);
        data.checkFinite();
        if (KerasException.notNull("y", "an array", y).length != data.size()) {
            throw KerasException.expected(
                    "y", "as many labels as there are samples in x, " + data.size(), y.length + " labels");
        }
        int[] labels = Arrays.stream(y).distinct().sorted().toArray();
        if (labels.length < 2) {
            throw KerasException.expected("y", "at least two classes", "only " + labels[0]);
        }
        classes = labels;
        weights = new double[neurons(labels.length)][data.xShape().size()];
        bias = new double[weights.length];
        List<Integer> errors = new ArrayList<>();
        do {
            errors.add(epoch(x, y));
        } while (errors.get(errors.size() - 1) > 0 && errors.size() < epochs);
        return new Fit(List.copyOf(errors));
    }

    private static int neurons(int classes) {
        return classes == 2 ? 1 : classes;
    }

    /** Shows each row once; returns the errors. */
    private int epoch(float[][] x, int[] y) {
        int errors = 0;
        for (int row = 0; row < x.length; row++) {
            for (int neuron = 0; neuron < weights.length; neuron++) {
                int own = classes[weights.length == 1 ? 1 : neuron];
                int side = y[row] == own ? 1 : -1;
                if (side * excess(neuron, x[row]) <= 0) {
                    move(neuron, side * learningRate, x[row]);
                    errors++;
                }
            }
        }
        return errors;
    }

    /** How far the neuron's sum is above the threshold. */
    private double excess(int neuron, float[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[neuron][i] * x[i];
        }
        return sum + bias[neuron] - threshold;
    }

    private void move(int neuron, double step, float[] x) {
        for (int i = 0; i < x.length; i++) {
            weights[neuron][i] += step * x[i];
        }
        bias[neuron] += step;
    }

    /** The class of one sample: see {@link #predict(float[][])}. */
    public int predict(float[] x) {
        return predict(new float[][] {x})[0];
    }

    /**
     * The class of each sample: of two the larger where the sum is above the threshold, of more that with the largest sum.
     *
     * @param x inputs, (samples, features)
     * @throws KerasException without weights, for another number of features, or for numbers that are not finite
     */
    public int[] predict(float[][] x) {
        return Arrays.stream(decide("predict", x)).mapToInt(this::classOf).toArray();
    }

    private int classOf(double[] excess) {
        if (excess.length == 1) {
            return classes[excess[0] > 0 ? 1 : 0];
        }
        int best = 0;
        for (int i = 1; i < excess.length; i++) {
            best = excess[i] > excess[best] ? i : best;
        }
        return classes[best];
    }

    /** One sample's numbers: see {@link #decisionFunction(float[][])}. */
    public double[] decisionFunction(float[] x) {
        return decisionFunction(new float[][] {x})[0];
    }

    /**
     * How far the sums are above the threshold, (samples, neurons): one number for two classes, else one for each class.
     *
     * @param x inputs, (samples, features)
     * @throws KerasException without weights, for another number of features, or for numbers that are not finite
     */
    public double[][] decisionFunction(float[][] x) {
        return decide("decisionFunction", x);
    }

    private double[][] decide(String verb, float[][] x) {
        int features = fitted(verb)[0].length;
        Dataset data = Dataset.of(x);
        if (data.xShape().size() != features) {
            throw KerasException.expected(
                    verb + "(x)",
                    "inputs of shape (None, " + features + ")",
                    data.xShape().batched());
        }
        data.checkFinite();
        double[][] excesses = new double[x.length][weights.length];
        for (int row = 0; row < x.length; row++) {
            float[] sample = x[row];
            Arrays.setAll(excesses[row], neuron -> excess(neuron, sample));
        }
        return excesses;
    }

    private double[][] fitted(String verb) {
        return KerasException.notNull(verb, "a perceptron with weights: call fit or setWeights first", weights);
    }

    /**
     * The classes in ascending order, a copy.
     *
     * @throws KerasException before fit or setWeights
     */
    public int[] classes() {
        fitted("classes");
        return classes.clone();
    }

    /**
     * The weights, (neurons, features), a copy: of one neuron for two classes, else of one for each class.
     *
     * @throws KerasException before fit or setWeights
     */
    public double[][] weights() {
        return Arrays.stream(fitted("weights")).map(double[]::clone).toArray(double[][]::new);
    }

    /**
     * The bias of each neuron, a copy.
     *
     * @throws KerasException before fit or setWeights
     */
    public double[] bias() {
        fitted("bias");
        return bias.clone();
    }

    /**
     * Sets weights and biases, such as those of an earlier fit. The classes stay; before a fit they are 0, 1, ..
     *
     * @param weights (neurons, features): one neuron for two classes, else one for each class
     * @param bias one for each neuron
     * @throws KerasException for other lengths, or numbers that are not finite; nothing has changed then
     */
    public void setWeights(double[][] weights, double[] bias) {
        int rows = KerasException.notNull("setWeights", "weights", weights).length;
        int[] labels = classes == null ? IntStream.range(0, Math.max(2, rows)).toArray() : classes;
        int neurons = neurons(labels.length);
        if (rows != neurons) {
            throw KerasException.expected(
                    "setWeights", neurons + " rows of weights for " + labels.length + " classes", rows);
        }
        if (KerasException.notNull("setWeights", "biases", bias).length != neurons) {
            throw KerasException.expected("setWeights", "as many biases as rows of weights, " + neurons, bias.length);
        }
        check("setWeights, bias", bias, neurons);
        int features = Math.max(1, KerasException.notNull("setWeights, row 0", "weights", weights[0]).length);
        for (int row = 0; row < rows; row++) {
            check("setWeights, row " + row, weights[row], features);
        }
        classes = labels;
        this.weights = Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
        this.bias = bias.clone();
    }

    /** Looks for numbers of another length, or not finite. */
    private static void check(String where, double[] numbers, int length) {
        if (numbers == null
                || numbers.length != length
                || !Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw KerasException.expected(where, length + " finite numbers", Arrays.toString(numbers));
        }
    }
}
