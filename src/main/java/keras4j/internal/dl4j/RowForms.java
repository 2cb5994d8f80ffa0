package keras4j.internal.dl4j;

import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.core.Shape;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** DL4J's layers that work row by row over the last axis. */
final class RowForms {
    private RowForms() {}

    /** Whether one of Keras's axes, of which 0 is the batch's, is a sample's last. */
    static boolean isLast(int axis, Shape sample) {
        return axis == -1 || axis == sample.rank();
    }

    record Dense(LayerArguments arguments) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            return new DenseLayer.Builder()
                    .nIn(input.last())
                    .nOut(arguments.integer("units"))
                    .activation(Dl4jActivations.of(arguments.function("activation")))
                    .hasBias(arguments.flag("use_bias"))
                    .build();
        }

        @Override
        public Layer output(Shape input, ILossFunction loss) {
            return new OutputLayer.Builder(loss)
                    .nIn(input.last())
                    .nOut(arguments.integer("units"))
                    .activation(Dl4jActivations.of(arguments.function("activation")))
                    .hasBias(arguments.flag("use_bias"))
                    .build();
        }

        @Override
        public List<String> params() {
            return arguments.flag("use_bias") ? List.of("W", "b") : List.of("W");
        }
    }

    /** An activation function, over the last axis if it is one over rows. */
    record Function(ActivationFunction function) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            return new ActivationLayer.Builder()
                    .activation(Dl4jActivations.of(function))
                    .build();
        }

        @Override
        public Layer output(Shape input, ILossFunction loss) {
            return new LossLayer.Builder(loss)
                    .activation(Dl4jActivations.of(function))
                    .build();
        }
    }

    /** Over the last axis. */
    record Softmax(LayerArguments arguments, Function ofLast) implements Dl4jForm {
        Softmax(LayerArguments arguments) {
            this(arguments, new Function(new keras4j.activations.Softmax()));
        }

        private boolean isOfLast(Shape input) {
            int[] axes = arguments.integers("axis");
            return axes.length == 1 && isLast(axes[0], input);
        }

        @Override
        public Layer layer(Shape input) {
            return isOfLast(input) ? ofLast.layer(input) : null;
        }

        @Override
        public Layer output(Shape input, ILossFunction loss) {
            return isOfLast(input) ? ofLast.output(input, loss) : null;
        }
    }

    /** DL4J has the probability to keep a number. */
    record Dropout(LayerArguments arguments) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            double rate = arguments.number("rate");
            return rate < 1 && arguments.values().get("noise_shape") == null ? new DropoutLayer(1 - rate) : null;
        }
    }

    /** Along the last axis, with both or neither of gamma and beta, if it is to be trained. */
    record BatchNormalization(LayerArguments arguments) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            if (!isLast(arguments.integer("axis"), input)
                    || arguments.flag("center") != arguments.flag("scale")
                    || arguments.flag("renorm")
                    || !arguments.flag("trainable")) {
                return null;
            }
            return new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
                    .nIn(input.last())
                    .nOut(input.last())
                    .decay(arguments.number("momentum"))
                    .eps(arguments.number("epsilon"))
                    .lockGammaBeta(!arguments.flag("center"))
                    .useLogStd(false)
                    .build();
        }

        @Override
        public List<String> params() {
            return arguments.flag("center") ? List.of("gamma", "beta", "mean", "var") : List.of("mean", "var");
        }
    }
}
