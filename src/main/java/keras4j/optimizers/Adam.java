package keras4j.optimizers;

/**
 * m += (1 - beta1)(g - m), v += (1 - beta2)(g^2 - v), w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon).
 * Kingma and Ba, "Adam: a method for stochastic optimization", 2015. Keras: {@code Adam}.
 */
public final class Adam extends AdamRule<Adam> {}
