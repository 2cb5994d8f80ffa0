"""A variational autoencoder of pictures. Each sample brings the noise of its code along."""

import keras
import tensorflow as tf
from keras import layers, ops

from goldens_data import histories

from .data import noise, pictures, set_first_weights


class Sampling(layers.Layer):
    def call(self, inputs):
        mean, log_var, epsilon = inputs
        return mean + ops.exp(0.5 * log_var) * epsilon


class VAE(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.loss_tracker = keras.metrics.Mean(name="loss")
        self.reconstruction_tracker = keras.metrics.Mean(name="reconstruction_loss")
        self.kl_tracker = keras.metrics.Mean(name="kl_loss")

    @property
    def metrics(self):
        return [self.loss_tracker, self.reconstruction_tracker, self.kl_tracker]

    def call(self, inputs):
        mean, log_var, z = self.encoder(inputs)
        return self.decoder(z)

    def losses_of(self, inputs):
        picture, epsilon = inputs
        mean, log_var, z = self.encoder([picture, epsilon])
        reconstruction = self.decoder(z)
        reconstruction_loss = ops.mean(ops.sum(keras.losses.binary_crossentropy(picture, reconstruction), axis=(1, 2)))
        kl_loss = -0.5 * (1 + log_var - ops.square(mean) - ops.exp(log_var))
        kl_loss = ops.mean(ops.sum(kl_loss, axis=1))
        return reconstruction_loss + kl_loss, reconstruction_loss, kl_loss

    def track(self, loss, reconstruction_loss, kl_loss):
        self.loss_tracker.update_state(loss)
        self.reconstruction_tracker.update_state(reconstruction_loss)
        self.kl_tracker.update_state(kl_loss)
        return {metric.name: metric.result() for metric in self.metrics}

    def train_step(self, data):
        with tf.GradientTape() as tape:
            loss, reconstruction_loss, kl_loss = self.losses_of(data[0])
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        return self.track(loss, reconstruction_loss, kl_loss)

    def test_step(self, data):
        return self.track(*self.losses_of(data[0]))


def make_encoder():
    picture = keras.Input((8, 8, 1))
    epsilon = keras.Input((2,))
    x = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(picture)
    x = layers.Flatten()(x)
    x = layers.Dense(8, activation="relu")(x)
    mean = layers.Dense(2, name="mean")(x)
    log_var = layers.Dense(2, name="log_var")(x)
    z = Sampling()([mean, log_var, epsilon])
    return keras.Model([picture, epsilon], [mean, log_var, z], name="encoder")


def make_decoder():
    z = keras.Input((2,))
    x = layers.Dense(4 * 4 * 4, activation="relu")(z)
    x = layers.Reshape((4, 4, 4))(x)
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.Conv2DTranspose(1, 3, padding="same", activation="sigmoid")(x)
    return keras.Model(z, x, name="decoder")


def run(**compiled):
    x, epsilon = pictures(40), noise(2, 40, 2)
    vae = VAE(make_encoder(), make_decoder())
    set_first_weights(vae.encoder)
    set_first_weights(vae.decoder)
    vae.compile(optimizer=keras.optimizers.Adam(0.01), **compiled)
    history = vae.fit(
        [x[:30], epsilon[:30]], epochs=3, batch_size=8, shuffle=False, validation_data=([x[30:], epsilon[30:]],), verbose=0
    )
    mean, log_var, z = vae.encoder.predict([x, epsilon], verbose=0)
    return {"history": histories(history), "mean": mean, "log_var": log_var, "decoded": vae.decoder.predict(z, verbose=0)}
