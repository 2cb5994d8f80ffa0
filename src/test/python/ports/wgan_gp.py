"""A Wasserstein GAN with a penalty on the critic's gradient. Each sample brings all numbers of chance along."""

import keras
import tensorflow as tf
from keras import layers, ops

from goldens_data import histories

from .data import noise, pictures, set_first_weights, uniform


class WGAN(keras.Model):
    def __init__(self, critic, generator, critic_steps=3, gp_weight=10.0):
        super().__init__()
        self.critic = critic
        self.generator = generator
        self.critic_steps = critic_steps
        self.gp_weight = gp_weight

    def compile(self, c_optimizer, g_optimizer, **compiled):
        super().compile(**compiled)
        self.c_optimizer = c_optimizer
        self.g_optimizer = g_optimizer

    def gradient_penalty(self, real, fake, alpha):
        between = real + alpha * (fake - real)
        with tf.GradientTape() as tape:
            tape.watch(between)
            score = self.critic(between, training=True)
        gradient = tape.gradient(score, between)
        norm = ops.sqrt(ops.sum(ops.square(gradient), axis=(1, 2, 3)))
        return ops.mean(ops.square(norm - 1.0))

    def train_step(self, data):
        real, critic_noise, alpha, generator_noise = data[0]

        for step in range(self.critic_steps):
            with tf.GradientTape() as tape:
                fake = self.generator(critic_noise[:, step], training=True)
                cost = ops.mean(self.critic(fake, training=True)) - ops.mean(self.critic(real, training=True))
                penalty = self.gradient_penalty(real, fake, alpha[:, step])
                c_loss = cost + self.gp_weight * penalty
            gradients = tape.gradient(c_loss, self.critic.trainable_variables)
            self.c_optimizer.apply_gradients(zip(gradients, self.critic.trainable_variables))

        with tf.GradientTape() as tape:
            score = self.critic(self.generator(generator_noise, training=True), training=True)
            g_loss = -ops.mean(score)
        gradients = tape.gradient(g_loss, self.generator.trainable_variables)
        self.g_optimizer.apply_gradients(zip(gradients, self.generator.trainable_variables))
        return {"c_loss": c_loss, "g_loss": g_loss, "penalty": penalty}


def make_critic():
    picture = keras.Input((8, 8, 1))
    x = layers.Conv2D(4, 3, strides=2, padding="same")(picture)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Conv2D(6, 3, strides=2, padding="same")(x)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Flatten()(x)
    return keras.Model(picture, layers.Dense(1)(x), name="critic")


def make_generator():
    z = keras.Input((5,))
    x = layers.Dense(4 * 4 * 4, use_bias=False)(z)
    x = layers.BatchNormalization()(x)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Reshape((4, 4, 4))(x)
    x = layers.UpSampling2D(2)(x)
    x = layers.Conv2D(1, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    return keras.Model(z, layers.Activation("tanh")(x), name="generator")


def run(**compiled):
    x = [2 * pictures(40) - 1, noise(2, 40, 3, 5), uniform(3, 40, 3, 1, 1, 1), noise(4, 40, 5)]
    wgan = WGAN(make_critic(), make_generator())
    set_first_weights(wgan.critic)
    set_first_weights(wgan.generator)
    wgan.compile(
        c_optimizer=keras.optimizers.Adam(0.002, beta_1=0.5, beta_2=0.9),
        g_optimizer=keras.optimizers.Adam(0.002, beta_1=0.5, beta_2=0.9),
        **compiled,
    )
    history = wgan.fit(x, epochs=3, batch_size=16, shuffle=False, verbose=0)
    generated = wgan.generator.predict(noise(5, 4, 5), verbose=0)
    return {"history": histories(history), "generated": generated, "scores": wgan.critic.predict(x[0], verbose=0)}
