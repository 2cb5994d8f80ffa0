package keras4j.internal.dl4j;

import java.util.Map;
import java.util.Optional;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Sigmoid;
import keras4j.activations.Softmax;
import keras4j.core.Config;
import keras4j.core.Loss;
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
        ILossFunction of(Map<String, Object> arguments, ActivationFunction activation, int width);
    }

    private static final Map<Class<?>, Form> FORMS = Map.of(
            BinaryCrossentropy.class,
                    (arguments, activation, width) ->
                            activation instanceof Sigmoid && isSharp(arguments) ? binary(width) : null,
            CategoricalCrossentropy.class,
                    (arguments, activation, width) ->
                            isSoftmax(activation) && isSharp(arguments) ? new LossMCXENT() : null,
            MeanAbsoluteError.class, (arguments, activation, width) -> new LossMAE(),
            MeanSquaredError.class, (arguments, activation, width) -> new LossMSE(),
            SparseCategoricalCrossentropy.class,
                    (arguments, activation, width) -> isSoftmax(activation) ? new LossSparseMCXENT() : null);

    private Dl4jLosses() {}

    /**
     * ND4J's loss with the same gradients behind {@code activation} and {@code width} outputs, if it has one; "same" as long
     * as no probability is within float32's rounding of 0 or 1.
     */
    static Optional<ILossFunction> of(Loss loss, ActivationFunction activation, int width) {
        Form form = FORMS.get(loss.getClass());
        return form == null
                ? Optional.empty()
                : Optional.ofNullable(form.of(Config.values(loss::config), activation, width));
    }

    /** Whether it is one over the last axis. */
    private static boolean isSoftmax(ActivationFunction activation) {
        return activation instanceof Softmax && !activation.hasArguments();
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
