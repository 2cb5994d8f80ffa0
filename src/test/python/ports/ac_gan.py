"""A GAN whose discriminator also says the kind of a picture, trained batch by batch, as programs of Keras 2 do it."""

import keras
import numpy as np
from keras import layers

from goldens_data import numbers

from .data import kinds, noise, pictures, set_first_weights

CODE, KINDS, BATCH = 6, 3, 12
CURVES = ["real_loss", "real_real_loss", "real_kind_loss", "fake_loss", "fake_real_loss", "fake_kind_loss", "generator_loss"]


def make_generator():
    code = keras.Input((CODE,))
    kind = keras.Input((1,), dtype="int32")
    # The penalty makes the gradient dense: TensorFlow's Adam squares sparse ones before it sums those of a row.
    of_kind = layers.Embedding(KINDS, CODE, embeddings_regularizer=keras.regularizers.L2(0.001))(kind)
    x = layers.Multiply()([code, layers.Flatten()(of_kind)])
    x = layers.Dense(4 * 4 * 6, activation="relu")(x)
    x = layers.Reshape((4, 4, 6))(x)
    x = layers.BatchNormalization(momentum=0.8)(x)
    x = layers.Conv2DTranspose(4, 4, strides=2, padding="same", activation="relu")(x)
    x = layers.BatchNormalization(momentum=0.8)(x)
    x = layers.Conv2D(1, 3, padding="same", activation="sigmoid")(x)
    return keras.Model([code, kind], x, name="generator")


def make_discriminator():
    picture = keras.Input((8, 8, 1))
    x = layers.Conv2D(4, 3, strides=2, padding="same")(picture)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Conv2D(8, 3, strides=2, padding="same")(x)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Flatten()(x)
    real = layers.Dense(1, activation="sigmoid", name="real")(x)
    kind = layers.Dense(KINDS, activation="softmax", name="kind")(x)
    return keras.Model(picture, [real, kind], name="discriminator")


def run(**compiled):
    losses = ["binary_crossentropy", "sparse_categorical_crossentropy"]
    discriminator = make_discriminator()
    discriminator.compile(optimizer=keras.optimizers.Adam(0.002, beta_1=0.5), loss=losses, **compiled)

    generator = make_generator()
    code, kind = keras.Input((CODE,)), keras.Input((1,), dtype="int32")
    discriminator.trainable = False
    combined = keras.Model([code, kind], discriminator(generator([code, kind])))
    combined.compile(optimizer=keras.optimizers.Adam(0.003, beta_1=0.5), loss=losses, **compiled)
    set_first_weights(discriminator)
    set_first_weights(generator)

    x, labels, codes = pictures(36), kinds(36)[:, None], noise(6, 3, 36, CODE)
    real, fake = np.ones((BATCH, 1)), np.zeros((BATCH, 1))
    history = []
    for epoch in range(3):
        for i in range(0, len(x), BATCH):
            batch, kind, code = x[i : i + BATCH], labels[i : i + BATCH], codes[epoch, i : i + BATCH]
            generated = generator.predict([code, kind], verbose=0)
            discriminator.trainable = True
            of_real = discriminator.train_on_batch(batch, [real, kind])
            of_fake = discriminator.train_on_batch(generated, [fake, kind])
            discriminator.trainable = False
            of_generator = combined.train_on_batch([code, kind], [real, kind])
            history.append([*of_real, *of_fake, of_generator[0]])
    judged, named = discriminator.predict(x, verbose=0)
    generated = generator.predict([codes[0, :4], labels[:4]], verbose=0)
    return {"history": dict(zip(CURVES, map(numbers, zip(*history)), strict=True)), "judged": judged, "named": named, "generated": generated}
