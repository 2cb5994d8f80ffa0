package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;

/**
 * What a layer makes of shapes with lengths that are not known. No layer has rules for these: it is asked twice, with one length
 * and with another in their place, and what differs is not known either.
 */
final class UnknownLengths {
    /** A length and its double; the longer ones are for layers that need many positions. */
    private static final int[] LENGTHS = {128, 4096};

    private UnknownLengths() {}

    /** The outputs' shapes. */
    static List<Shape> outputShapes(Layer<?> layer, List<Shape> inputs, Map<String, Object> arguments) {
        return outputShapes(layer, inputs, known -> layer.outputShapes(known, arguments));
    }

    /** The same by what says them for known ones. */
    static List<Shape> outputShapes(Layer<?> layer, List<Shape> inputs, UnaryOperator<List<Shape>> rule) {
        return Sizes.of(layer, () -> shapes(inputs, rule));
    }

    /**
     * The layer's weights.
     *
     * @throws KerasException if they depend on what is not known
     */
    static List<WeightSpec> weights(Layer<?> layer, List<Shape> inputs) {
        return Sizes.of(layer, () -> knownWeights(layer, inputs));
    }

    private static List<WeightSpec> knownWeights(Layer<?> layer, List<Shape> inputs) {
        List<Shape> described = shapes(
                inputs,
                known -> built(layer, known).stream().map(WeightSpec::shape).toList());
        if (!described.stream().allMatch(Shape::isKnown)) {
            throw KerasException.expected(
                    layer.className(),
                    "an input of known lengths where weights depend on them",
                    String.join(", ", inputs.stream().map(Shape::batched).toList()));
        }
        return built(layer, any(inputs));
    }

    private static List<WeightSpec> built(Layer<?> layer, List<Shape> inputs) {
        layer.builtFor(inputs.stream().map(shape -> shape.withFirst(Shape.NONE)).toList());
        return layer.ownWeights();
    }

    /** Shapes of the same kind, with some lengths in place of those that are not known. */
    static List<Shape> any(List<Shape> shapes) {
        return with(shapes, LENGTHS[0]);
    }

    private static List<Shape> shapes(List<Shape> inputs, UnaryOperator<List<Shape>> rule) {
        if (inputs.stream().allMatch(Shape::isKnown)) {
            return rule.apply(inputs);
        }
        KerasException tooShort = null;
        for (int length : LENGTHS) {
            try {
                return common(rule.apply(with(inputs, length)), rule.apply(with(inputs, 2 * length)));
            } catch (KerasException e) {
                tooShort = tooShort == null ? e : tooShort;
            }
        }
        throw tooShort;
    }

    private static List<Shape> with(List<Shape> shapes, int length) {
        return shapes.stream().map(shape -> shape.withUnknown(length)).toList();
    }

    /** Where the two differ, it is not known. */
    static List<Shape> common(List<Shape> some, List<Shape> others) {
        List<Shape> all = new ArrayList<>();
        for (int k = 0; k < some.size(); k++) {
            int[] dims = some.get(k).dims();
            int[] other = others.get(k).dims();
            Arrays.setAll(dims, i -> dims[i] == other[i] ? dims[i] : Shape.NONE);
            all.add(Shape.of(dims));
        }
        return all;
    }
}
