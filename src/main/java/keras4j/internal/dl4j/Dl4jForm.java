package keras4j.internal.dl4j;

import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.core.Shape;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** How DL4J does what a layer with certain arguments does, over arrays (rows, {@link #row}). Unless overridden, not at all. */
interface Dl4jForm {
    /**
     * DL4J's configuration; null if DL4J has none that computes the same: then it hosts the layer.
     *
     * @param input the shape of one sample
     */
    default Layer layer(Shape input) {
        return null;
    }

    /** The same as the last layer of a network, with the loss; null if DL4J needs a layer of its own for the loss. */
    default Layer output(Shape input, ILossFunction loss) {
        return null;
    }

    /** The function that DL4J runs behind {@link #layer}, as a layer of its own; null for none. */
    default ActivationFunction activation() {
        return null;
    }

    /** DL4J's keys of the parameters that hold the weights, in Keras's order; the state among them follows the batch. */
    default List<String> params() {
        return List.of();
    }

    /**
     * A parameter of DL4J's as views that make up the weight that it holds, with that weight's axes: side by side along the last
     * axis, if there are several.
     */
    default List<INDArray> views(String key, INDArray param) {
        return List.of(param);
    }

    /**
     * The shape of one of DL4J's rows for data of this shape, input or output: its last axis unless overridden, all other axes
     * being rows.
     */
    default Shape row(Shape shape) {
        return Shape.of(shape.last());
    }
}
