package keras4j.internal.dl4j;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import keras4j.core.Shape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.IUpdater;

/** The vertices of a graph of DL4J's that is being made, each with a name of its own and rows of numbers. */
final class GraphVertices {
    /** A vertex, and the shape of its rows. */
    record Vertex(String name, Shape row) {}

    private final ComputationGraphConfiguration.GraphBuilder graph;
    private final Set<String> names = new HashSet<>();

    GraphVertices(IUpdater updater) {
        graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .weightInit(WeightInit.ZERO)
                .updater(updater)
                .graphBuilder()
                .validateOutputLayerConfig(false)
                // An input may be read by none.
                .allowDisconnected(true);
    }

    ComputationGraphConfiguration configuration(String... outputs) {
        return graph.setOutputs(outputs).build();
    }

    /** A name that no vertex has: this one, if it is free. */
    private String unique(String name) {
        String free = name;
        for (int i = 1; !names.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** Returns its name. */
    String input(String name) {
        String own = unique(name);
        graph.addInputs(own);
        return own;
    }

    /**
     * A layer.
     *
     * @param rows gives it its rows; null if those of what it reads are the same
     */
    Vertex layer(String name, Layer layer, ReshapePreProcessor rows, String from, Shape row) {
        String own = unique(name);
        layer.setLayerName(own);
        graph.addLayer(own, layer, rows, from);
        return new Vertex(own, row);
    }

    /** What takes several. */
    Vertex merge(String name, GraphVertex vertex, List<String> reads, Shape row) {
        String own = unique(name);
        graph.addVertex(own, vertex, reads.toArray(String[]::new));
        return new Vertex(own, row);
    }

    /** Some numbers of each row. */
    Vertex cut(Vertex whole, String what, int from, int size) {
        String name = unique(whole.name() + "-" + what);
        graph.addVertex(name, new SubsetVertex(from, from + size - 1), whole.name());
        return new Vertex(name, Shape.of(size));
    }

    /** One row of the numbers of all. */
    Vertex sideBySide(String of, List<Vertex> all) {
        int size = all.stream().mapToInt(vertex -> vertex.row().size()).sum();
        return merge(
                of + "-inputs",
                new MergeVertex(),
                all.stream().map(Vertex::name).toList(),
                Shape.of(size));
    }

    /** A vertex with the same numbers in such rows. */
    Vertex copy(Vertex vertex, Shape row) {
        return copy(vertex.name(), new ReshapePreProcessor(vertex.row(), row), row);
    }

    Vertex copy(String from, ReshapePreProcessor rows, Shape row) {
        String name = unique(from + "-rows");
        graph.addVertex(name, new PreprocessorVertex(rows), from);
        return new Vertex(name, row);
    }

    /** The same numbers in rows of that width. */
    String rows(Vertex vertex, int width) {
        Shape row = Shape.of(width);
        return vertex.row().equals(row) ? vertex.name() : copy(vertex, row).name();
    }
}
