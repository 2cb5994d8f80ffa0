package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import keras4j.core.Shape;

/** Shapes with lengths in place of those that are not known, so that what differs shows how it follows from them. */
final class UnknownInputs {
    /** Even and odd, and with all remainders by 3 and 4: what strides make of them differs. */
    private static final int[] LENGTHS = {61, 62, 64, 67, 71, 78};

    /** The longer ones are for layers that need many positions. */
    private static final int[] MORE = {400, 0};

    /** With all lengths known, only the number of samples is another each time. */
    private static final int OF_KNOWN = 3;

    private static final int MAX_GROUPED = 4;

    private UnknownInputs() {}

    /**
     * What to try, one after the other: several times the shapes of all inputs. Each length that is not known has lengths of its own; or
     * the same axes of some inputs have the same, as merges and attention want them; or all have the same.
     */
    static List<List<List<Shape>>> tries(List<Shape> inputs) {
        if (inputs.stream().allMatch(Shape::isKnown)) {
            return List.of(Collections.nCopies(OF_KNOWN, inputs));
        }
        List<List<List<Shape>>> all = new ArrayList<>();
        List<BinaryOperator<Integer>> kinds = new ArrayList<>();
        groups(inputs.size()).forEach(group -> kinds.add((input, axis) -> group.get(input) * 100 + axis));
        kinds.add((input, axis) -> 0);
        for (int more : MORE) {
            kinds.forEach(kind -> all.add(of(inputs, more, kind)));
        }
        return all;
    }

    /** Which inputs belong together: for each the number of its group, those of most groups first. Many are all apart or all together. */
    private static List<List<Integer>> groups(int inputs) {
        if (inputs > MAX_GROUPED) {
            return List.of(IntStream.range(0, inputs).boxed().toList(), Collections.nCopies(inputs, 0));
        }
        List<List<Integer>> all = List.of(List.of());
        for (int i = 0; i < inputs; i++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> before : all) {
                for (int group = 0; group <= count(before); group++) {
                    List<Integer> one = new ArrayList<>(before);
                    one.add(group);
                    longer.add(one);
                }
            }
            all = longer;
        }
        return all.stream()
                .sorted(Comparator.comparingInt(UnknownInputs::count).reversed())
                .toList();
    }

    private static int count(List<Integer> groups) {
        return (int) groups.stream().distinct().count();
    }

    private static List<List<Shape>> of(List<Shape> inputs, int more, BinaryOperator<Integer> kind) {
        Map<Integer, Integer> kinds = new HashMap<>();
        List<List<Shape>> all = new ArrayList<>();
        for (int i = 0; i < LENGTHS.length; i++) {
            List<Shape> shapes = new ArrayList<>();
            for (int input = 0; input < inputs.size(); input++) {
                int[] dims = inputs.get(input).dims();
                for (int axis = 0; axis < dims.length; axis++) {
                    if (dims[axis] == Shape.NONE) {
                        int number = kinds.computeIfAbsent(kind.apply(input, axis), key -> kinds.size());
                        dims[axis] = more + 19 * number + LENGTHS[(i + number) % LENGTHS.length];
                    }
                }
                shapes.add(Shape.of(dims));
            }
            all.add(shapes);
        }
        return all;
    }
}
