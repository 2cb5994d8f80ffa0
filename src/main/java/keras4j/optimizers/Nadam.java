package keras4j.optimizers;

/**
 * {@link Adam} with Nesterov's momentum, of which more is kept from step to step: u(t) = beta1 (1 - 0.96^t / 2), and p(t) is the
 * product of all u so far. w -= rate (u(t+1) m / (1 - p(t+1)) + (1 - u(t)) g / (1 - p(t))) / (sqrt(v / (1 - beta2^t)) + epsilon).
 * Dozat, "Incorporating Nesterov momentum into Adam", 2015. Keras: {@code Nadam}.
 */
public final class Nadam extends MomentOptimizer<Nadam> {
    private static final float DECAY = 0.96f;

    public Nadam() {
        super(0.001, 1e-7);
    }

    /** The product p. */
    @Override
    protected int scalars() {
        return 1;
    }

    @Override
    protected void begin(Update at) {
        at.scalars()[0] = 1;
    }

    @Override
    protected void beginStep(Update at) {
        at.scalars()[0] *= momentum(at.step());
    }

    private float momentum(long step) {
        return beta1() * (1 - 0.5f * power(DECAY, step));
    }

    @Override
    protected void update(Update at, int from, int to) {
        move(at, from, to, 1 - beta1(), 1 - beta2());
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] m = at.slot(0);
        float[] v = at.slot(1);
        float rate = at.rate();
        float epsilon = epsilon();
        float now = momentum(at.step());
        float next = momentum(at.step() + 1);
        float product = at.scalars()[0];
        float correction2 = 1 - power(beta2(), at.step());
        for (int i = from; i < to; i++) {
            float mean = next * m[i] / (1 - product * next) + (1 - now) * gradients[i] / (1 - product);
            weights[i] -= mean * rate / ((float) Math.sqrt(v[i] / correction2) + epsilon);
        }
    }
}
