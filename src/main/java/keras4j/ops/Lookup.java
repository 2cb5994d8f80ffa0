package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.Kernel;
import keras4j.internal.kernels.Table;
import keras4j.internal.kernels.Tiles;
import keras4j.internal.kernels.View;
import keras4j.internal.onnx.OnnxGraph;

/**
 * Rows of a table by their numbers: (batch, ..) and (rows, width) give (batch, .., width). Another number is an error when it runs,
 * which names sample and place.
 *
 * @param where what the error message begins with
 */
public record Lookup(String where) implements Primitive {
    /** See {@link Lookup}. */
    public static Symbol of(String where, Symbol numbers, Symbol table) {
        return Primitives.call(new Lookup(where), numbers, table);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape numbers = inputs.get(0);
        int[] dims = Arrays.copyOf(numbers.dims(), numbers.rank() + 1);
        dims[numbers.rank()] = inputs.get(1).last();
        return Shape.of(dims);
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        Symbol numbers = y.inputs().get(0);
        int rows = y.inputs().get(1).dim(0);
        return Arrays.asList(null, Primitives.call(new Sums(where, rows), numbers, dy.get(0)));
    }

    @Override
    public Kernel kernel(View[] x, View[] y, Tiles tiles) {
        return Table.read(where, x[0], x[1], y[0]);
    }

    @Override
    public String onnx(OnnxGraph graph, Symbol y, List<String> x) {
        String rows = graph.node("Cast", Map.of("to", 7), x.get(0)); // int64
        return graph.node("Gather", x.get(1), rows);
    }

    /** The way back: (batch, ..) and (batch, .., width) to (rows, width), sums of what belongs to one row. */
    private record Sums(String where, int rows) implements Primitive {
        @Override
        public Shape shape(List<Shape> inputs) {
            return Shape.of(rows, inputs.get(1).last());
        }

        @Override
        public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
            return Arrays.asList(null, of(where, y.inputs().get(0), dy.get(0)));
        }

        @Override
        public Kernel kernel(View[] x, View[] y, Tiles tiles) {
            return Table.add(x[0], x[1], y[0]);
        }
    }
}
