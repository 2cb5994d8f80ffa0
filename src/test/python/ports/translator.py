"""An encoder and a decoder that translate numbers into words, trained as one model and cut apart to translate."""

import keras
import numpy as np
from keras import layers

from goldens_data import histories

from .data import set_first_weights

DIGITS = "0123456789"
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
LETTERS = "<> " + "".join(sorted(set("".join(WORDS))))  # the first two begin and end a sentence
UNITS, LONGEST = 16, 13


def sentence(number):
    return "<" + " ".join(WORDS[int(digit)] for digit in number) + ">"


def one_hot(texts, letters, length):
    """Shorter texts are filled up with spaces."""
    numbers = [[letters.index(letter) for letter in text.ljust(length)] for text in texts]
    return np.eye(len(letters), dtype="float32")[numbers]


def make_model():
    encoder_inputs = keras.Input((None, len(DIGITS)))
    encoder_outputs, state_h, state_c = layers.LSTM(UNITS, return_state=True)(encoder_inputs)
    encoder_states = [state_h, state_c]

    decoder_inputs = keras.Input((None, len(LETTERS)))
    decoder_lstm = layers.LSTM(UNITS, return_sequences=True, return_state=True)
    decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=encoder_states)
    decoder_dense = layers.Dense(len(LETTERS), activation="softmax")
    return keras.Model([encoder_inputs, decoder_inputs], decoder_dense(decoder_outputs))


def cut_apart(model):
    encoder_outputs, state_h, state_c = model.layers[2].output
    encoder = keras.Model(model.input[0], [state_h, state_c])

    decoder_inputs = model.input[1]
    states_inputs = [keras.Input((UNITS,)), keras.Input((UNITS,))]
    decoder_lstm, decoder_dense = model.layers[3], model.layers[4]
    outputs, state_h, state_c = decoder_lstm(decoder_inputs, initial_state=states_inputs)
    return encoder, keras.Model([decoder_inputs] + states_inputs, [decoder_dense(outputs), state_h, state_c])


def translate(encoder, decoder, number):
    states = encoder.predict(one_hot([number], DIGITS, len(number)), verbose=0)
    text = "<"
    while text[-1] != ">" and len(text) <= LONGEST:
        probabilities, h, c = decoder.predict([one_hot([text[-1]], LETTERS, 1)] + states, verbose=0)
        text += LETTERS[np.argmax(probabilities[0, -1])]
        states = [h, c]
    return text


def run(**compiled):
    numbers = [f"{i * 37 % 100:02d}" for i in range(100)]
    sentences = [sentence(number) for number in numbers]
    encoder_x = one_hot(numbers, DIGITS, 2)
    decoder_x = one_hot(sentences, LETTERS, LONGEST)
    decoder_y = one_hot([text[1:] for text in sentences], LETTERS, LONGEST)
    model = make_model()
    set_first_weights(model)
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="categorical_crossentropy", metrics=["accuracy"], **compiled)
    history = model.fit([encoder_x, decoder_x], decoder_y, batch_size=10, epochs=3, shuffle=False, verbose=0)
    encoder, decoder = cut_apart(model)
    states = encoder.predict(encoder_x, verbose=0)
    letters, h, c = decoder.predict([decoder_x] + states, verbose=0)
    return {
        "history": histories(history), "h": states[0][::14], "c": states[1][::14], "letters": letters[::14], "last_h": h[::14], "last_c": c[::14],
        "translated": [translate(encoder, decoder, number) for number in numbers[:4]],
    }
