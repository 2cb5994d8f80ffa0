package keras4j.ops;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.internal.kernels.View;

/** A gradient by a method on arrays, which has no gradient itself. */
interface LastGradient extends Primitive {
    /** What is said where one is wanted. */
    KerasException refused();

    @Override
    default boolean takes(int input, View x) {
        return FromFirst.takes(x);
    }

    /** @throws KerasException always */
    @Override
    default List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        throw refused();
    }
}
