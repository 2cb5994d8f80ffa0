package keras4j.internal.dl4j;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import keras4j.activations.Elu;
import keras4j.activations.LeakyRelu;
import keras4j.activations.Relu;
import keras4j.core.Shape;
import keras4j.internal.graph.Node;
import keras4j.layers.Activation;
import keras4j.layers.Add;
import keras4j.layers.Average;
import keras4j.layers.AveragePooling1D;
import keras4j.layers.AveragePooling2D;
import keras4j.layers.BatchNormalization;
import keras4j.layers.Concatenate;
import keras4j.layers.Conv1D;
import keras4j.layers.Conv2D;
import keras4j.layers.Dense;
import keras4j.layers.Dropout;
import keras4j.layers.ELU;
import keras4j.layers.Embedding;
import keras4j.layers.GlobalAveragePooling1D;
import keras4j.layers.GlobalAveragePooling2D;
import keras4j.layers.GlobalMaxPooling1D;
import keras4j.layers.GlobalMaxPooling2D;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.layers.LeakyReLU;
import keras4j.layers.MaxPooling1D;
import keras4j.layers.MaxPooling2D;
import keras4j.layers.Maximum;
import keras4j.layers.Multiply;
import keras4j.layers.ReLU;
import keras4j.layers.SerializedLayers;
import keras4j.layers.Softmax;
import keras4j.layers.Subtract;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The layers that DL4J has, too; it hosts all others. */
final class Dl4jForms {
    private static final Dl4jForm HOSTED = new Dl4jForm() {};

    private static final Map<Class<?>, Function<LayerArguments, Dl4jForm>> FORMS = Map.ofEntries(
            entry(Activation.class, of -> new RowForms.Function(of.function("activation"))),
            entry(AveragePooling1D.class, of -> new ImageForms.Pooling(SubsamplingLayer.PoolingType.AVG, 1, of)),
            entry(AveragePooling2D.class, of -> new ImageForms.Pooling(SubsamplingLayer.PoolingType.AVG, 2, of)),
            entry(BatchNormalization.class, RowForms.BatchNormalization::new),
            entry(Conv1D.class, of -> new ImageForms.Convolution(1, of)),
            entry(Conv2D.class, of -> new ImageForms.Convolution(2, of)),
            entry(Dense.class, RowForms.Dense::new),
            entry(Dropout.class, RowForms.Dropout::new),
            entry(ELU.class, Dl4jForms::elu),
            entry(Embedding.class, SequenceForms.Embedding::new),
            entry(GlobalAveragePooling1D.class, of -> new ImageForms.GlobalPooling(PoolingType.AVG, 1, of)),
            entry(GlobalAveragePooling2D.class, of -> new ImageForms.GlobalPooling(PoolingType.AVG, 2, of)),
            entry(GlobalMaxPooling1D.class, of -> new ImageForms.GlobalPooling(PoolingType.MAX, 1, of)),
            entry(GlobalMaxPooling2D.class, of -> new ImageForms.GlobalPooling(PoolingType.MAX, 2, of)),
            entry(LSTM.class, SequenceForms.Lstm::new),
            entry(LeakyReLU.class, Dl4jForms::leakyRelu),
            entry(MaxPooling1D.class, of -> new ImageForms.Pooling(SubsamplingLayer.PoolingType.MAX, 1, of)),
            entry(MaxPooling2D.class, of -> new ImageForms.Pooling(SubsamplingLayer.PoolingType.MAX, 2, of)),
            entry(ReLU.class, Dl4jForms::relu),
            entry(Softmax.class, RowForms.Softmax::new));

    private static final Map<Class<?>, ElementWiseVertex.Op> VERTICES = Map.of(
            Add.class, ElementWiseVertex.Op.Add,
            Average.class, ElementWiseVertex.Op.Average,
            Maximum.class, ElementWiseVertex.Op.Max,
            Multiply.class, ElementWiseVertex.Op.Product,
            Subtract.class, ElementWiseVertex.Op.Subtract);

    private Dl4jForms() {}

    static Dl4jForm of(Layer<?> layer) {
        Function<LayerArguments, Dl4jForm> form = FORMS.get(layer.getClass());
        return form == null || LayerHooks.mergedWeights(layer) > 0 || readsOtherRows(layer)
                ? HOSTED
                : form.apply(new LayerArguments(SerializedLayers.arguments(layer)));
    }

    /** Whether the activation of a layer that has more to do is a softmax over other axes than the last: rows are single to DL4J. */
    private static boolean readsOtherRows(Layer<?> layer) {
        return !(layer instanceof Softmax)
                && LayerHooks.activation(layer) instanceof keras4j.activations.Softmax softmax
                && softmax.hasArguments();
    }

    /** The form of a call: one that says whether it is of training is hosted, as DL4J asks the whole network. */
    static Dl4jForm of(Node node) {
        return LayerHooks.saysTraining(node.arguments()) ? HOSTED : of(node.layer());
    }

    /** DL4J's vertex over (rows, last axis) in place of a layer of several inputs; null if it has none that computes the same. */
    static GraphVertex vertex(Layer<?> layer, List<Shape> inputs) {
        Shape first = inputs.get(0);
        if (layer instanceof Concatenate) {
            int axis = (Integer) SerializedLayers.arguments(layer).get("axis");
            return RowForms.isLast(axis, first) ? new MergeVertex() : null;
        }
        ElementWiseVertex.Op op = VERTICES.get(layer.getClass());
        return op != null && inputs.stream().allMatch(first::equals) ? new ElementWiseVertex(op) : null;
    }

    private static Dl4jForm elu(LayerArguments arguments) {
        return new RowForms.Function(new Elu().alpha(arguments.number("alpha")));
    }

    private static Dl4jForm leakyRelu(LayerArguments arguments) {
        return new RowForms.Function(new LeakyRelu().negativeSlope(arguments.number("negative_slope")));
    }

    private static Dl4jForm relu(LayerArguments arguments) {
        Relu function =
                new Relu().negativeSlope(arguments.number("negative_slope")).threshold(arguments.number("threshold"));
        return new RowForms.Function(
                arguments.values().get("max_value") == null
                        ? function
                        : function.maxValue(arguments.number("max_value")));
    }
}
