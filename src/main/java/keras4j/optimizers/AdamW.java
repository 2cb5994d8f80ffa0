package keras4j.optimizers;

import java.util.Optional;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * {@link Adam} whose weights decay, by 0.004 unless given. Loshchilov and Hutter, "Decoupled weight decay regularization", 2019.
 * Keras: {@code AdamW}.
 */
public final class AdamW extends AdamRule<AdamW> {
    public AdamW() {
        weightDecay(0.004);
    }

    /** None: an ND4J updater does not see the weights. */
    @Override
    public Optional<IUpdater> nd4j() {
        return Optional.empty();
    }
}
