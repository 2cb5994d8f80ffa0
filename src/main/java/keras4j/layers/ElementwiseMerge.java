package keras4j.layers;

import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.engine.Broadcast;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Several inputs taken together place by place, where an axis of length 1, or a missing one, stands for all. */
abstract class ElementwiseMerge<L extends ElementwiseMerge<L>> extends Merge<L> {
    @Override
    protected Shape mergedShape(List<Shape> inputs) {
        return Broadcast.shape(className(), inputs);
    }

    /** What DL4J calls it; null if it has it not, unless overridden. */
    protected ElementWiseVertex.Op dl4jOp() {
        return null;
    }

    @Override
    protected final GraphVertex dl4jVertex(List<Shape> inputs) {
        boolean equal = inputs.stream().allMatch(inputs.get(0)::equals);
        return equal && dl4jOp() != null ? new ElementWiseVertex(dl4jOp()) : null;
    }

    /** Whether the result in this place is that input's number, and no input before it has the same. */
    static boolean isFirst(float[][] x, float[] y, int input, int place) {
        for (int k = 0; k < input; k++) {
            if (x[k][place] == y[place]) {
                return false;
            }
        }
        return x[input][place] == y[place];
    }
}
