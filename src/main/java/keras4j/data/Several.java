package keras4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import keras4j.core.Shape;
import keras4j.core.Structure;

/**
 * All inputs of a {@link Dataset}, or all labels or weights.
 *
 * @param each in their order
 * @param structure how they were given in lists and maps
 */
record Several(List<Numbers> each, Structure structure) {
    /** No inputs or labels. */
    static final Several NONE = new Several(List.of(), new Structure(List.of(), 0));

    /** Only these. */
    static Several of(Numbers numbers) {
        return new Several(List.of(numbers), Structure.ONE);
    }

    /** What to call one of them. */
    static String name(String all, Structure structure, int number) {
        String path = structure.paths(null).get(number);
        return path.isEmpty() ? all : all + ", array " + path;
    }

    boolean isEmpty() {
        return each.isEmpty();
    }

    List<Shape> shapes() {
        return each.stream().map(Numbers::shape).toList();
    }

    /** All numbers, not copies. */
    float[][] arrays() {
        return each.stream().map(Numbers::values).toArray(float[][]::new);
    }

    /** The same with something done to each. */
    Several map(UnaryOperator<Numbers> change) {
        return new Several(each.stream().map(change).toList(), structure);
    }

    /** Copies of the first samples of other numbers, with the shapes of these. */
    Several like(float[][] values, int samples) {
        List<Numbers> all = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            all.add(new Numbers(values[i], each.get(i).shape()).slice(0, samples));
        }
        return new Several(all, structure);
    }

    /** Those with these numbers, in a list; -1 for what is missing. */
    Several ordered(int[] numbers) {
        List<Numbers> all = Arrays.stream(numbers)
                .mapToObj(number -> number < 0 ? Numbers.MISSING : each.get(number))
                .toList();
        return new Several(all, Structure.ofList(numbers.length));
    }

    /** @throws keras4j.core.KerasException naming array, sample and place of the first NaN or infinite number */
    void checkFinite(String name) {
        for (int i = 0; i < each.size(); i++) {
            String array = each.size() == 1 ? name : name(name, structure, i);
            Samples.checkFinite(array, each.get(i).values(), each.get(i).shape().size());
        }
    }
}
