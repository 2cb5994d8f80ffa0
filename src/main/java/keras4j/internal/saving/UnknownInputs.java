package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import keras4j.core.Shape;

/** Shapes with lengths in place of those that are not known, so that what differs shows how it follows from them. */
final class UnknownInputs {
    /** Even and odd, and with all remainders by 3 and 4: what strides make of them differs. */
    private static final int[] LENGTHS = {61, 62, 64, 67, 71, 78};

    /** The longer ones are for layers that need many positions. */
    private static final int[] MORE = {400, 0};

    private UnknownInputs() {}

    /**
     * What to try, one after the other: several times the shapes of all inputs. Each length that is not known has lengths of its own; or
     * the same axes of several inputs have the same, as merges want them; or all have the same.
     */
    static List<List<List<Shape>>> tries(List<Shape> inputs) {
        List<List<List<Shape>>> all = new ArrayList<>();
        List<BinaryOperator<Integer>> kinds =
                List.of((input, axis) -> input * 100 + axis, (input, axis) -> axis, (input, axis) -> 0);
        for (int more : MORE) {
            kinds.forEach(kind -> all.add(of(inputs, more, kind)));
        }
        return all;
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
