package keras4j.optimizers;

import java.util.List;

/**
 * m += (1 - beta1)(g - m), u = max(beta2 u, |g|), w -= rate m / ((1 - beta1^t)(u + epsilon)). Kingma and Ba, "Adam: a method for
 * stochastic optimization", 2015, section 7. Keras: {@code Adamax}.
 */
public final class Adamax extends MomentOptimizer<Adamax> {
    public Adamax() {
        super(0.001, 1e-7);
    }

    @Override
    protected List<List<String>> slots() {
        return List.of(List.of("momentum", "norm"));
    }

    @Override
    protected void update(Update at, int from, int to) {
        float[] weights = at.weights();
        float[] gradients = at.gradients();
        float[] m = at.slot(0);
        float[] u = at.slot(1);
        float rate = at.rate();
        float rest1 = rest1();
        float kept2 = beta2();
        float epsilon = epsilon();
        float correction = 1 - power(beta1(), at.step());
        for (int i = from; i < to; i++) {
            float g = gradients[i];
            m[i] += (g - m[i]) * rest1;
            u[i] = Math.max(kept2 * u[i], Math.abs(g));
            weights[i] -= rate * m[i] / (correction * (u[i] + epsilon));
        }
    }
}
