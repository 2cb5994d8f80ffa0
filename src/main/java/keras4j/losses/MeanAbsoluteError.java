package keras4j.losses;

import java.util.Optional;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMAE;

/** mean(|y_true - y_pred|) over the last axis. Keras: {@code MeanAbsoluteError}. */
public final class MeanAbsoluteError extends ElementwiseLoss {
    @Override
    public String name() {
        return "mean_absolute_error";
    }

    @Override
    protected double loss(float y, float p) {
        return Math.abs((double) p - y);
    }

    @Override
    protected double gradient(float y, float p) {
        return Math.signum(p - y);
    }

    @Override
    public Optional<ILossFunction> nd4j(String activation, int width) {
        return Optional.of(new LossMAE());
    }
}
