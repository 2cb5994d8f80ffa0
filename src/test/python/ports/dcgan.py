"""A deep convolutional GAN of pictures. Each sample brings the noise of both its fakes along."""

import keras
import tensorflow as tf
from keras import layers, ops

from goldens_data import histories

from .data import noise, pictures, set_first_weights, uniform


class DCGAN(keras.Model):
    def __init__(self, discriminator, generator):
        super().__init__()
        self.discriminator = discriminator
        self.generator = generator
        self.d_loss_tracker = keras.metrics.Mean(name="d_loss")
        self.g_loss_tracker = keras.metrics.Mean(name="g_loss")

    def compile(self, d_optimizer, g_optimizer, loss_fn, **compiled):
        super().compile(**compiled)
        self.d_optimizer = d_optimizer
        self.g_optimizer = g_optimizer
        self.loss_fn = loss_fn

    @property
    def metrics(self):
        return [self.d_loss_tracker, self.g_loss_tracker]

    def train_step(self, data):
        real, first_noise, second_noise, label_noise = data[0]

        fake = self.generator(first_noise, training=True)
        both = ops.concatenate([fake, real], axis=0)
        labels = ops.concatenate([ops.ones_like(label_noise), ops.zeros_like(label_noise)], axis=0)
        labels = labels + 0.05 * ops.concatenate([label_noise, label_noise], axis=0)
        with tf.GradientTape() as tape:
            predictions = self.discriminator(both, training=True)
            d_loss = self.loss_fn(labels, predictions)
        gradients = tape.gradient(d_loss, self.discriminator.trainable_weights)
        self.d_optimizer.apply_gradients(zip(gradients, self.discriminator.trainable_weights))

        misleading = ops.zeros_like(label_noise)
        with tf.GradientTape() as tape:
            predictions = self.discriminator(self.generator(second_noise, training=True), training=True)
            g_loss = self.loss_fn(misleading, predictions)
        gradients = tape.gradient(g_loss, self.generator.trainable_weights)
        self.g_optimizer.apply_gradients(zip(gradients, self.generator.trainable_weights))

        self.d_loss_tracker.update_state(d_loss)
        self.g_loss_tracker.update_state(g_loss)
        return {"d_loss": self.d_loss_tracker.result(), "g_loss": self.g_loss_tracker.result()}


def make_discriminator():
    return keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.Conv2D(4, 4, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Conv2D(8, 4, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.8),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Flatten(),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="discriminator",
    )


def make_generator():
    return keras.Sequential(
        [
            keras.Input((5,)),
            layers.Dense(2 * 2 * 8, use_bias=False),
            layers.BatchNormalization(momentum=0.8),
            layers.ReLU(),
            layers.Reshape((2, 2, 8)),
            layers.Conv2DTranspose(4, 4, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.8),
            layers.ReLU(),
            layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="sigmoid"),
        ],
        name="generator",
    )


def run(**compiled):
    x = [pictures(40), noise(2, 40, 5), noise(3, 40, 5), uniform(4, 40, 1)]
    gan = DCGAN(make_discriminator(), make_generator())
    set_first_weights(gan.discriminator)
    set_first_weights(gan.generator)
    gan.compile(
        d_optimizer=keras.optimizers.Adam(0.002, beta_1=0.5),
        g_optimizer=keras.optimizers.Adam(0.003, beta_1=0.5),
        loss_fn=keras.losses.BinaryCrossentropy(),
        **compiled,
    )
    history = gan.fit(x, epochs=3, batch_size=16, shuffle=False, verbose=0)
    generated = gan.generator.predict(noise(5, 4, 5), verbose=0)
    return {"history": histories(history), "generated": generated, "judged": gan.discriminator.predict(x[0], verbose=0)}
