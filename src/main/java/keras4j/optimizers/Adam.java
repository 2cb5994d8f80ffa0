package keras4j.optimizers;

import java.util.Optional;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * m += (1 - beta1)(g - m), v += (1 - beta2)(g^2 - v), w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon).
 * Kingma and Ba, "Adam: a method for stochastic optimization", 2015. Keras: {@code Adam}.
 */
public final class Adam extends AdamRule<Adam> {
    @Override
    public Optional<IUpdater> nd4j() {
        if (!isBare()) {
            return Optional.empty();
        }
        return Optional.of(
                isAmsgrad()
                        ? new AMSGrad(learningRate(), beta1(), beta2(), epsilon())
                        : new org.nd4j.linalg.learning.config.Adam(learningRate(), beta1(), beta2(), epsilon()));
    }
}
