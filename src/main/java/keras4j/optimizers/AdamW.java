package keras4j.optimizers;

/**
 * {@link Adam} whose weights decay, by 0.004 unless given. Loshchilov and Hutter, "Decoupled weight decay regularization", 2019.
 * Keras: {@code AdamW}.
 */
public final class AdamW extends AdamRule<AdamW> {
    public AdamW() {
        weightDecay(0.004);
    }
}
