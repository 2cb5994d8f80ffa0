package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.KerasException;
import keras4j.core.Optimizer;
import keras4j.core.Shape;
import keras4j.internal.graph.AppliedOptimizer;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OptimizerValues;

/**
 * Optimizers in Keras's HDF5 layout: vars/0 has the steps taken, vars/1 the learning rate unless a schedule has it, and the others what
 * is remembered of the weights.
 */
final class OptimizerH5 {
    private static final String VARS = "/vars";

    private OptimizerH5() {}

    /** Writes one to a group. */
    static void write(Hdf5Writer hdf, String group, OptimizerValues values) {
        int number = 0;
        hdf.put(group + VARS, Integer.toString(number++), values.iterations());
        if (values.learningRate() != null) {
            hdf.put(group + VARS, Integer.toString(number++), new float[] {values.learningRate()}, 0, Shape.of());
        }
        for (OptimizerValues.Value value : values.remembered()) {
            hdf.put(group + VARS, Integer.toString(number++), value.numbers(), value.from(), value.shape());
        }
    }

    /** Whether a path, which ends with a slash, is where one has its numbers: no layer of a model has a whole number first. */
    static boolean is(Hdf5Reader hdf, String path) {
        return path.endsWith(VARS + "/") && !path.startsWith("layers/") && hdf.isWholeNumber(path + "0");
    }

    /**
     * Reads one. What a compiled model has not been trained with yet, Keras does not write; nor the learning rate, if a schedule has
     * it, or in Keras 2.
     *
     * @param network has the weights, whichever of them it is applied to
     * @throws KerasException if it is one of other weights
     */
    static OptimizerValues read(Hdf5Reader hdf, String group, AppliedOptimizer optimizer, Network network) {
        String path = group + VARS;
        long iterations = hdf.wholeNumber(path + "/0");
        boolean hasRate = hdf.names(path).contains("1") && hdf.dims(path + "/1").length == 0;
        Float rate = hasRate ? hdf.numbers(path + "/1", Shape.of())[0] : null;
        int first = hasRate ? 2 : 1;
        // Keras 2 has a momentum in SGD, too, where it is 0.
        boolean isUnused = !hasRate && optimizer.rule().slots().isEmpty();
        List<OptimizerValues.Value> remembered = new ArrayList<>();
        if (!isUnused && (hdf.count(path) > first || iterations > 0)) {
            List<Shape> shapes = optimizer.isKnown()
                    ? OptimizerValues.shapes(optimizer.rule(), optimizer.weights())
                    : shapes(hdf, path, first, optimizer.rule(), network);
            WeightsH5.checkCount(hdf, path, first + shapes.size());
            for (int i = 0; i < shapes.size(); i++) {
                float[] numbers = hdf.numbers(path + "/" + (first + i), shapes.get(i));
                remembered.add(new OptimizerValues.Value(shapes.get(i), numbers, 0));
            }
        }
        return new OptimizerValues(hdf.at(path), iterations, rate, remembered);
    }

    /** The shapes in a file, where the weights are not known: those of some weights of the network, for each group of what is remembered. */
    private static List<Shape> shapes(Hdf5Reader hdf, String path, int first, Optimizer rule, Network network) {
        int each = rule.slots().stream().mapToInt(List::size).sum();
        int count = hdf.count(path) - first;
        if (each == 0 ? count > 0 : count == 0 || count % each != 0) {
            throw KerasException.expected(
                    hdf.at(path), first + " numbers and " + each + " for each weight", first + count);
        }
        int weights = each == 0 ? 0 : count / each;
        List<Shape> all = new ArrayList<>();
        List<Shape> ofWeights = List.of();
        for (List<String> group : rule.slots()) {
            List<Shape> shapes = new ArrayList<>();
            for (int i = 0; i < weights * group.size(); i++) {
                shapes.add(shape(hdf, path + "/" + (first + all.size() + i), network));
            }
            List<Shape> found = IntStream.range(0, weights)
                    .mapToObj(i -> shapes.get(i * group.size()))
                    .toList();
            ofWeights = ofWeights.isEmpty() ? found : ofWeights;
            for (int i = 0; i < shapes.size(); i++) {
                if (!shapes.get(i).equals(ofWeights.get(i / group.size()))) {
                    throw KerasException.expected(
                            hdf.at(path + "/" + (first + all.size() + i)),
                            "numbers of shape " + ofWeights.get(i / group.size()) + ", as before of that weight",
                            shapes.get(i));
                }
            }
            all.addAll(shapes);
        }
        return all;
    }

    private static Shape shape(Hdf5Reader hdf, String path, Network network) {
        long[] dims = hdf.dims(path);
        return network.slots().stream()
                .map(weight -> weight.spec().shape())
                .filter(shape -> Arrays.equals(shape.lengths(), dims))
                .findFirst()
                .orElseThrow(() -> KerasException.expected(
                        hdf.at(path), "numbers of the shape of a weight", Arrays.toString(dims)));
    }
}
