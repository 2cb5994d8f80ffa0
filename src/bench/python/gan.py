"""A step of a GAN on Keras: the discriminator takes one, then the generator through the new discriminator."""

import keras
from keras import Input, Sequential, ops
from keras.layers import Dense

import timing


def networks(features, latent, units):
    discriminator = Sequential([Input((features,)), Dense(units, "relu"), Dense(1)])
    generator = Sequential([Input((latent,)), Dense(units, "relu"), Dense(features)])
    return discriminator, generator


def tensorflow(x, latent, units, batch_size):
    """As `train_step` of a model, by fit."""
    import tensorflow as tf

    class Gan(keras.Model):
        def __init__(self):
            super().__init__()
            self.discriminator, self.generator = networks(x.shape[1], latent, units)
            self.d_optimizer, self.g_optimizer = keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4)
            self.built = True

        def train_step(self, real):
            noise = keras.random.normal((tf.shape(real)[0], latent))
            with tf.GradientTape() as tape:
                fake = self.discriminator(self.generator(noise))
                loss = ops.mean(ops.softplus(-self.discriminator(real))) + ops.mean(ops.softplus(fake))
            weights = self.discriminator.trainable_weights
            self.d_optimizer.apply(tape.gradient(loss, weights), weights)
            with tf.GradientTape() as tape:
                misled = ops.mean(ops.softplus(-self.discriminator(self.generator(noise))))
            own = self.generator.trainable_weights
            self.g_optimizer.apply(tape.gradient(misled, own), own)
            return {"loss": loss, "misled": misled}

    gan = Gan()
    gan.compile(jit_compile=True)
    return lambda times: gan.fit(x, batch_size=batch_size, epochs=times, verbose=0).history["loss"][-1]


def jax(x, latent, units, batch_size):
    """As a function that is compiled, in a loop: fit of Keras on JAX knows one optimizer."""
    import jax as j

    discriminator, generator = networks(x.shape[1], latent, units)
    d_optimizer, g_optimizer = keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4)
    d_optimizer.build(discriminator.trainable_variables)
    g_optimizer.build(generator.trainable_variables)

    def d(weights, x):
        return discriminator.stateless_call(weights, [], x)[0]

    def g(weights, noise):
        return generator.stateless_call(weights, [], noise)[0]

    def d_loss(weights, g_weights, real, noise):
        fake = d(weights, g(g_weights, noise))
        return ops.mean(ops.softplus(-d(weights, real))) + ops.mean(ops.softplus(fake))

    def g_loss(weights, d_weights, noise):
        return ops.mean(ops.softplus(-d(d_weights, g(weights, noise))))

    @j.jit
    def step(state, real, key):
        d_weights, g_weights, d_state, g_state = state
        noise = j.random.normal(key, (len(real), latent))
        loss, gradients = j.value_and_grad(d_loss)(d_weights, g_weights, real, noise)
        d_weights, d_state = d_optimizer.stateless_apply(d_state, gradients, d_weights)
        gradients = j.grad(g_loss)(g_weights, d_weights, noise)
        g_weights, g_state = g_optimizer.stateless_apply(g_state, gradients, g_weights)
        return (d_weights, g_weights, d_state, g_state), loss

    def values(variables):
        return [v.value for v in variables]

    state = tuple(map(values, (discriminator.trainable_variables, generator.trainable_variables, d_optimizer.variables, g_optimizer.variables)))
    key = j.random.key(1)

    def epochs(times):
        nonlocal state, key
        for _ in range(times):
            for at in range(0, len(x), batch_size):
                key, own = j.random.split(key)
                state, loss = step(state, x[at : at + batch_size], own)
        return float(loss)

    return epochs


def measure(work, latent, units, batch_size):
    x, _ = timing.data(timing.DATA_OF[work])
    epochs = (jax if keras.backend.backend() == "jax" else tensorflow)(x, latent, units, batch_size)
    last = 0.0

    def run(times):
        nonlocal last
        last = epochs(times)

    timing.measure(work, len(x) // batch_size, run)
    timing.show("loss", last)
