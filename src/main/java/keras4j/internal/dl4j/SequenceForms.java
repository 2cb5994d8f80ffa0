package keras4j.internal.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.Shape;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** DL4J's layers over sequences, (time, features). */
final class SequenceForms {
    private SequenceForms() {}

    /** DL4J's has a bias, reads forwards, and where it has a mask it begins anew. */
    record Lstm(LayerArguments arguments) implements Dl4jForm {
        private static final List<String> NOT_IN_DL4J = List.of("return_state", "stateful", "go_backwards");

        /** Keras's gates by their numbers in DL4J, which has c~, f, o, i. */
        private static final int[] GATES = {3, 1, 0, 2};

        @Override
        public Layer layer(Shape input) {
            if (!arguments.flag("use_bias")
                    || NOT_IN_DL4J.stream().anyMatch(arguments::flag)
                    || arguments.number("dropout") > 0
                    || arguments.number("recurrent_dropout") > 0) {
                return null;
            }
            LSTM lstm = new LSTM.Builder()
                    .nIn(input.last())
                    .nOut(arguments.integer("units"))
                    .activation(Dl4jActivations.of(arguments.function("activation")))
                    .gateActivationFunction(Dl4jActivations.of(arguments.function("recurrent_activation")))
                    .dataFormat(RNNFormat.NWC)
                    .build();
            return arguments.flag("return_sequences") ? lstm : new LastTimeStep(lstm);
        }

        @Override
        public List<String> params() {
            return List.of("W", "RW", "b");
        }

        /** The gates, in Keras's order. */
        @Override
        public List<INDArray> views(String key, INDArray param) {
            INDArrayIndex[] index = new INDArrayIndex[param.rank()];
            Arrays.fill(index, NDArrayIndex.all());
            long units = param.size(-1) / GATES.length;
            List<INDArray> gates = new ArrayList<>();
            for (int gate : GATES) {
                index[index.length - 1] = NDArrayIndex.interval(gate * units, (gate + 1) * units);
                gates.add(param.get(index));
            }
            return gates;
        }

        @Override
        public Shape row(Shape shape) {
            return shape;
        }
    }

    /** DL4J's table is for sequences of numbers, and makes no mask. */
    record Embedding(LayerArguments arguments) implements Dl4jForm {
        @Override
        public Layer layer(Shape input) {
            if (arguments.flag("mask_zero") || input.rank() != 1) {
                return null;
            }
            return new EmbeddingSequenceLayer.Builder()
                    .nIn(arguments.integer("input_dim"))
                    .nOut(arguments.integer("output_dim"))
                    .inputLength(input.last())
                    .inferInputLength(false)
                    .outputDataFormat(RNNFormat.NWC)
                    .build();
        }

        @Override
        public List<String> params() {
            return List.of("W");
        }

        @Override
        public Shape row(Shape shape) {
            return shape;
        }
    }
}
