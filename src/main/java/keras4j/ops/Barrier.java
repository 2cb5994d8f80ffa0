package keras4j.ops;

import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.onnx.OnnxGraph;

/** The same numbers, through which no gradient may flow: where one would, it is an error with these words. */
public record Barrier(String where, String expected, String received) implements Primitive {
    /** The same numbers behind it. */
    public Symbol of(Symbol x) {
        return Primitives.call(this, x);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.get(0);
    }

    /** @throws KerasException always */
    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        throw KerasException.expected(where, expected, received);
    }

    @Override
    public RowStep rowStep() {
        return (RowStep.Map) (x, y, n, scratch) -> System.arraycopy(x[0], 0, y, 0, n);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        return x.get(0);
    }
}
