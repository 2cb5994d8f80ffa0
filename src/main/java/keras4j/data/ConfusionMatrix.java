package keras4j.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.TreeSet;
import keras4j.core.KerasException;
import keras4j.core.Paths;
import keras4j.core.Printable;
import keras4j.core.Rows;
import keras4j.internal.pictures.MatrixChart;

/**
 * How often which class was predicted as which. scikit-learn: {@code confusion_matrix}; {@link #report} is its {@code
 * classification_report}.
 */
public final class ConfusionMatrix {
    private static final int PLOT_DPI = 144;

    private final int[] classes;
    private final int[][] counts;

    private ConfusionMatrix(int[] yTrue, int[] yPred) {
        TreeSet<Integer> numbers = new TreeSet<>();
        Arrays.stream(yTrue).forEach(numbers::add);
        Arrays.stream(yPred).forEach(numbers::add);
        classes = numbers.stream().mapToInt(Integer::intValue).toArray();
        counts = new int[classes.length][classes.length];
        for (int i = 0; i < yTrue.length; i++) {
            counts[Arrays.binarySearch(classes, yTrue[i])][Arrays.binarySearch(classes, yPred[i])]++;
        }
    }

    /**
     * Of class numbers.
     *
     * @param yTrue the true class of each sample: any array (samples) or (samples, 1) of whole numbers, or one-hot rows
     * @param yPred the same of the predicted classes
     * @throws KerasException for other arrays, or of other lengths
     */
    public static ConfusionMatrix of(Object yTrue, Object yPred) {
        return of(classNumbers("yTrue", yTrue), classNumbers("yPred", yPred));
    }

    /** Of a model's outputs; see {@link #ofProbabilities(Object, Object, double)}, where 0.5 is the threshold. */
    public static ConfusionMatrix ofProbabilities(Object yTrue, Object yPred) {
        return ofProbabilities(yTrue, yPred, 0.5);
    }

    /**
     * Of a model's outputs.
     *
     * @param yTrue as {@link #of} takes it
     * @param yPred the outputs, any array: one probability a sample, which is class 1 above the threshold and else class 0;
     *     or (samples, classes), where the largest number says the class
     * @throws KerasException for other arrays, or of other lengths
     */
    public static ConfusionMatrix ofProbabilities(Object yTrue, Object yPred, double threshold) {
        Numbers numbers = AnyArray.of("yPred", yPred);
        int width = width("yPred", numbers);
        Samples.checkFinite("yPred", numbers.values(), width);
        int[] predicted = new int[numbers.samples()];
        for (int i = 0; i < predicted.length; i++) {
            predicted[i] = width == 1
                    ? (numbers.values()[i] > threshold ? 1 : 0)
                    : Rows.argMax(numbers.values(), i * width, width);
        }
        return of(classNumbers("yTrue", yTrue), predicted);
    }

    private static ConfusionMatrix of(int[] yTrue, int[] yPred) {
        if (yTrue.length != yPred.length) {
            throw KerasException.expected("yPred", "as many as in yTrue, " + yTrue.length, yPred.length);
        }
        return new ConfusionMatrix(yTrue, yPred);
    }

    private static int width(String name, Numbers numbers) {
        if (numbers.shape().rank() > 1) {
            throw KerasException.expected(
                    name,
                    "one number or one row a sample",
                    "an array of shape " + numbers.shape().batched());
        }
        return numbers.shape().size();
    }

    private static int[] classNumbers(String name, Object array) {
        Numbers numbers = AnyArray.of(name, array);
        int width = width(name, numbers);
        int[] classes = new int[numbers.samples()];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = width == 1 ? whole(name, i, numbers.values()[i]) : oneHot(name, i, numbers.of(i));
        }
        return classes;
    }

    private static int whole(String name, int sample, float number) {
        if (number != (int) number) {
            throw KerasException.expected(
                    name + ", row " + sample, "a class number (of probabilities: ofProbabilities)", number);
        }
        return (int) number;
    }

    private static int oneHot(String name, int sample, float[] row) {
        int ones = 0;
        int zeros = 0;
        for (float number : row) {
            ones += number == 1 ? 1 : 0;
            zeros += number == 0 ? 1 : 0;
        }
        if (ones != 1 || zeros != row.length - 1) {
            throw KerasException.expected(
                    name + ", row " + sample,
                    "a class number, or a single 1 among zeros (of probabilities: ofProbabilities)",
                    Arrays.toString(row));
        }
        return Rows.argMax(row, 0, row.length);
    }

    /** The classes that occur, in ascending order, a copy. */
    public int[] classes() {
        return classes.clone();
    }

    /** How many samples of a class, the row, were predicted as another, the column; in the order of classes, a copy. */
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /** How many samples of one class were predicted as another; 0 for classes that do not occur. */
    public int count(int trueClass, int predictedClass) {
        int row = Arrays.binarySearch(classes, trueClass);
        int column = Arrays.binarySearch(classes, predictedClass);
        return row < 0 || column < 0 ? 0 : counts[row][column];
    }

    /** The part of the samples that was predicted right. */
    public double accuracy() {
        int right = 0;
        for (int i = 0; i < counts.length; i++) {
            right += counts[i][i];
        }
        return (double) right / samples();
    }

    private int samples() {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }

    /** Precision, recall and F1 of each class, under the classes' numbers. */
    public ClassificationReport report() {
        return report(numbers());
    }

    private String[] numbers() {
        return Arrays.stream(classes).mapToObj(Integer::toString).toArray(String[]::new);
    }

    /**
     * Precision, recall and F1 of each class.
     *
     * @param names what the classes are called, in the order of {@link #classes}, such as {@link Csv#classes}
     * @throws KerasException if there are not as many as classes that occur
     */
    public ClassificationReport report(String... names) {
        checkNames("report", names);
        return new ClassificationReport(names, counts, accuracy());
    }

    private void checkNames(String where, String[] names) {
        if (KerasException.notNull(where, "names", names).length != classes.length) {
            throw KerasException.expected(
                    where, classes.length + " names, for the classes " + Arrays.toString(classes), names.length);
        }
    }

    /** Draws the counts under the classes' numbers; see {@link #plot(Path, String...)}. */
    public void plot(String path) {
        plot(Paths.of("ConfusionMatrix.plot", path), numbers());
    }

    /**
     * Draws the counts, the darker the more of a row they are. In a PNG, characters beyond ASCII lose their accents or are boxes; an SVG has all.
     *
     * @param path its extension says the format, .png or .svg
     * @param names what the classes are called, in the order of {@link #classes}; their numbers if there are none
     * @throws KerasException if there are not as many as classes that occur, or the file cannot be written
     */
    public void plot(Path path, String... names) {
        String[] shown = names.length == 0 ? numbers() : names;
        checkNames("ConfusionMatrix.plot", shown);
        MatrixChart.picture(
                        counts,
                        Arrays.stream(shown).map(Printable::of).toArray(String[]::new),
                        "true class",
                        "predicted class")
                .write("ConfusionMatrix.plot", path, PLOT_DPI);
    }

    /** The counts, as NumPy prints a matrix. */
    @Override
    public String toString() {
        int digits = Arrays.stream(counts)
                .flatMapToInt(Arrays::stream)
                .map(count -> Integer.toString(count).length())
                .max()
                .orElse(1);
        String cell = String.join(" ", Collections.nCopies(classes.length, "%" + digits + "d"));
        StringBuilder text = new StringBuilder("[");
        for (int[] row : counts) {
            text.append(text.length() == 1 ? "[" : "\n [");
            text.append(cell.formatted(Arrays.stream(row).boxed().toArray())).append(']');
        }
        return text.append(']').toString();
    }
}
