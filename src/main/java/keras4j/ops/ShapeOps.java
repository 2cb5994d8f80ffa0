package keras4j.ops;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** Keras's ops that bring the same numbers into other shapes. */
final class ShapeOps {
    private ShapeOps() {}

    static void define() {
        OpDefinition.define("numpy", "Reshape", "x", a -> reshape(a.symbol("x"), a.integers("newshape")));
        OpDefinition.define("numpy", "Matmul", "x1 x2", a -> Primitives.matmul(a.symbol("x1"), a.symbol("x2")));
        OpDefinition.define("numpy", "Concatenate", "xs", a -> {
            List<Symbol> all = a.symbols("xs");
            return Primitives.concatenate(all, a.axis("axis", all.get(0).rank(), -1));
        });
        OpDefinition.define("numpy", "Transpose", "x", a -> {
            Symbol x = a.symbol("x");
            List<Integer> axes = new java.util.ArrayList<>(a.axes("axes", x.rank()));
            if (!a.has("axes")) {
                java.util.Collections.reverse(axes);
            }
            return Primitives.transpose(x, axes);
        });
    }

    /** @param to lengths; -1 for one that follows from the others */
    static Symbol reshape(Symbol x, List<Integer> to) {
        int known = 1;
        int open = 0;
        for (int length : to) {
            known *= length == -1 ? 1 : length;
            open += length == -1 ? 1 : 0;
        }
        int size = x.shape().size();
        if (open > 1 || known < 1 || size % known != 0 || open == 0 && size != known) {
            throw KerasException.expected("reshape", "a shape of " + size + " elements, as " + x.shape() + " has", to);
        }
        int rest = size / known;
        return Primitives.reshape(
                x,
                Shape.of(to.stream()
                        .mapToInt(length -> length == -1 ? rest : length)
                        .toArray()));
    }
}
