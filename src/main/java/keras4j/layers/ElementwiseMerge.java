package keras4j.layers;

import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.engine.Broadcast;

/** Several inputs taken together place by place, where an axis of length 1, or a missing one, stands for all. */
abstract class ElementwiseMerge<L extends ElementwiseMerge<L>> extends Merge<L> {
    @Override
    protected Shape mergedShape(List<Shape> inputs) {
        return Broadcast.shape(className(), inputs);
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
