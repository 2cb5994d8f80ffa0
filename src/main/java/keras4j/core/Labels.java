package keras4j.core;

import java.util.List;

/** Which shapes labels have for outputs of a given shape, both of one sample. */
public final class Labels {
    private Labels() {}

    /** Compared number with number: shaped as the output, whose last axis may be left out if it is 1. */
    public static List<Shape> elementwise(Shape output) {
        return output.rank() > 0 && output.last() == 1 ? List.of(output, output.withoutLast()) : List.of(output);
    }

    /** One class number for each row of outputs: without the last axis, or with 1 there. */
    public static List<Shape> classNumbers(Shape output) {
        return List.of(output.withoutLast(), output.withLast(1));
    }

    /** Whether labels of this shape are class numbers, if there is more than one class. */
    public static boolean areClassNumbers(Shape labels, Shape output) {
        return labels.rank() < output.rank() || (labels.last() == 1 && output.last() > 1);
    }

    /** @throws KerasException if labels of this shape are none of the valid ones */
    public static void check(String where, String taker, List<Shape> valid, Shape output, Shape labels) {
        if (!valid.contains(labels)) {
            String shapes =
                    String.join(" or ", valid.stream().map(Shape::batched).toList());
            throw KerasException.expected(
                    where,
                    "labels of shape " + shapes + " for the " + taker + " and outputs of shape " + output.batched(),
                    labels.batched());
        }
    }
}
