package keras4j.internal.dl4j;

import java.util.Map;
import java.util.Optional;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Sigmoid;
import keras4j.activations.Softmax;
import keras4j.core.Config;
import keras4j.core.Loss;
import keras4j.core.Shape;
import keras4j.losses.BinaryCrossentropy;
import keras4j.losses.CategoricalCrossentropy;
import keras4j.losses.MeanAbsoluteError;
import keras4j.losses.MeanSquaredError;
import keras4j.losses.SparseCategoricalCrossentropy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/** ND4J's losses that have the same gradients as ours. */
final class Dl4jLosses {
    private static final double EPSILON = 1e-7;

    private interface Form {
        ILossFunction of(Map<String, Object> arguments, ActivationFunction activation, Shape output);
    }

    private static final Map<Class<?>, Form> FORMS = Map.of(
            BinaryCrossentropy.class,
                    (arguments, activation, output) ->
                            activation instanceof Sigmoid && isSharp(arguments) ? binary(output.last()) : null,
            CategoricalCrossentropy.class,
                    (arguments, activation, output) ->
                            isSoftmax(activation, output) && isSharp(arguments) ? new LossMCXENT() : null,
            MeanAbsoluteError.class, (arguments, activation, output) -> new LossMAE(),
            MeanSquaredError.class, (arguments, activation, output) -> new LossMSE(),
            SparseCategoricalCrossentropy.class,
                    (arguments, activation, output) -> isSoftmax(activation, output) ? new LossSparseMCXENT() : null);

    private Dl4jLosses() {}

    /**
     * ND4J's loss with the same gradients behind {@code activation}, if it has one; "same" as long as no probability is within
     * float32's rounding of 0 or 1.
     *
     * @param output the shape of one sample's predictions
     */
    static Optional<ILossFunction> of(Loss loss, ActivationFunction activation, Shape output) {
        Form form = FORMS.get(loss.getClass());
        return form == null
                ? Optional.empty()
                : Optional.ofNullable(form.of(Config.values(loss::config), activation, output));
    }

    /** Whether it is one over the last axis. */
    private static boolean isSoftmax(ActivationFunction activation, Shape output) {
        return activation instanceof Softmax softmax && softmax.isOfLast(output.rank() + 1);
    }

    /** Whether labels are taken as they are. */
    private static boolean isSharp(Map<String, Object> arguments) {
        return ((Number) arguments.get("label_smoothing")).doubleValue() == 0;
    }

    private static ILossFunction binary(int width) {
        INDArray mean = width == 1 ? null : Nd4j.valueArrayOf(new long[] {1, width}, 1f / width);
        return new LossBinaryXENT(EPSILON, mean);
    }
}
