package keras4j.internal.dl4j;

import java.util.List;
import keras4j.activations.ActivationFunction;
import keras4j.core.Shape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** DL4J's layers over images; a sequence is an image of height 1. */
final class ImageForms {
    private ImageForms() {}

    private static boolean isChannelsLast(LayerArguments arguments) {
        return arguments.text("data_format").equals("channels_last");
    }

    private static CNN2DFormat format(LayerArguments arguments) {
        return isChannelsLast(arguments) ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    }

    /** A sequence as an image; an image, and rows of one axis, as they are. */
    private static Shape image(LayerArguments arguments, int axes, Shape shape) {
        if (axes == 2 || shape.rank() < 2) {
            return shape;
        }
        return isChannelsLast(arguments)
                ? Shape.of(1, shape.dim(0), shape.dim(1))
                : Shape.of(shape.dim(0), 1, shape.dim(1));
    }

    /** Numbers for height and width; those of a sequence for the width only. */
    private static int[] pair(int axes, int[] own) {
        return axes == 1 ? new int[] {1, own[0]} : own;
    }

    /** DL4J's name of Keras's padding; null if it has none. */
    private static ConvolutionMode padding(LayerArguments arguments) {
        return switch (arguments.text("padding")) {
            case "valid" -> ConvolutionMode.Truncate;
            case "same" -> ConvolutionMode.Same;
            default -> null;
        };
    }

    /** Without groups, causal padding, or an activation that changes the width. */
    record Convolution(int axes, LayerArguments arguments) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            if (arguments.integer("groups") > 1
                    || padding(arguments) == null
                    || !Dl4jActivations.keepsWidth(activation())) {
                return null;
            }
            return new ConvolutionLayer.Builder(
                            pair(axes, arguments.integers("kernel_size")), pair(axes, arguments.integers("strides")))
                    .nIn(input.dim(isChannelsLast(arguments) ? axes : 0))
                    .nOut(arguments.integer("filters"))
                    .convolutionMode(padding(arguments))
                    .dilation(pair(axes, arguments.integers("dilation_rate")))
                    .dataFormat(format(arguments))
                    .activation(Activation.IDENTITY)
                    .hasBias(arguments.flag("use_bias"))
                    .build();
        }

        @Override
        public ActivationFunction activation() {
            return arguments.function("activation");
        }

        @Override
        public List<String> params() {
            return arguments.flag("use_bias") ? List.of("W", "b") : List.of("W");
        }

        /** DL4J's W is (filters, channels, kernel height, kernel width). */
        @Override
        public List<INDArray> views(String key, INDArray param) {
            if (!key.equals("W")) {
                return List.of(param);
            }
            INDArray kernel = param.permute(2, 3, 1, 0);
            return List.of(axes == 1 ? kernel.get(NDArrayIndex.point(0)) : kernel);
        }

        @Override
        public Shape row(Shape shape) {
            return image(arguments, axes, shape);
        }
    }

    record Pooling(SubsamplingLayer.PoolingType type, int axes, LayerArguments arguments) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            return new SubsamplingLayer.Builder(
                            type,
                            pair(axes, arguments.integers("pool_size")),
                            pair(axes, arguments.integers("strides")))
                    .convolutionMode(padding(arguments))
                    .dataFormat(format(arguments))
                    .avgPoolIncludePadInDivisor(false)
                    .build();
        }

        @Override
        public Shape row(Shape shape) {
            return image(arguments, axes, shape);
        }
    }

    /** Without keepdims. */
    record GlobalPooling(PoolingType type, int axes, LayerArguments arguments) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            if (arguments.flag("keepdims")) {
                return null;
            }
            return new GlobalPoolingLayer.Builder(type)
                    .poolingDimensions(isChannelsLast(arguments) ? new int[] {1, 2} : new int[] {2, 3})
                    .build();
        }

        @Override
        public Shape row(Shape shape) {
            return image(arguments, axes, shape);
        }
    }
}
