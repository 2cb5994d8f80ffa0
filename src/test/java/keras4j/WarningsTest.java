package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static keras4j.LogRecorder.during;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import keras4j.core.Loss;
import keras4j.layers.Activation;
import keras4j.layers.Dense;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.losses.BinaryCrossentropy;
import keras4j.losses.CategoricalCrossentropy;
import keras4j.losses.MeanSquaredError;
import keras4j.losses.SparseCategoricalCrossentropy;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;

/** What is most likely a mistake, and no error, is said once, and nothing else. */
class WarningsTest {
    private static final float[][] X = {{1, 2}, {3, 4}, {-1, 0}, {2, -2}};
    private static final float[] Y = {0, 1, 1, 0};

    private static Sequential model(Layer<?>... layers) {
        Sequential model = new Sequential(new Input(2));
        for (Layer<?> layer : layers) {
            model.add(layer);
        }
        return model;
    }

    private static void train(Model model, Loss loss, float[][] y) {
        model.compile(optimizer("sgd"), loss(loss));
        model.fit(X, y, epochs(2), verbose(0));
        model.fit(X, y, verbose(0));
        model.trainOnBatch(X, y);
        model.evaluate(X, y, verbose(0));
        model.predict(X);
    }

    private static List<String> training(Loss loss, int labels, Layer<?>... layers) {
        float[][] y = new float[4][labels];
        y[1][0] = 1;
        return during(() -> train(model(layers), loss, y));
    }

    /** In Keras's words. */
    @Test
    void nothingTrainable() {
        String message = "WARN The model does not have any trainable weights.";
        assertThat(training(new MeanSquaredError(), 1, new Dense(1).trainable(false)))
                .containsExactly(message);
        assertThat(training(new MeanSquaredError(), 2, new Flatten())).containsExactly(message);
        assertThat(training(new MeanSquaredError(), 1, new Dense(3).trainable(false), new Dense(1)))
                .isEmpty();
    }

    /** When a layer is built, as in Keras, wherever it is. */
    @Test
    void softmaxOverOneUnit() {
        String rest = ": softmax over axis -1 of outputs of shape (None, 1), which has one number there, is always 1;"
                + " did you mean sigmoid?";
        assertThat(training(new BinaryCrossentropy(), 1, new Dense(1).activation("softmax")))
                .containsExactly("WARN layer dense" + rest);
        assertThat(training(new BinaryCrossentropy(), 1, new Dense(1), new Activation("softmax")))
                .containsExactly("WARN layer activation" + rest);
        assertThat(training(new CategoricalCrossentropy(), 3, new Dense(3).activation("softmax")))
                .isEmpty();
        assertThat(during(() -> {
                    Symbol x = input(2);
                    Model inner =
                            new Model(x, new Dense(1).activation("softmax").apply(x));
                    Symbol outer = input(2);
                    train(new Model(outer, inner.apply(outer)), new MeanSquaredError(), new float[4][1]);
                }))
                .containsExactly("WARN layer dense" + rest);
    }

    @Test
    void crossEntropyOfAnyNumbers() {
        String message =
                "WARN layer dense: its outputs are any numbers, and the loss %s is one of probabilities: give the"
                        + " layer activation(\"%s\"), or the loss fromLogits(true)";
        assertThat(training(new BinaryCrossentropy(), 1, new Dense(1)))
                .containsExactly(message.formatted("binary_crossentropy", "sigmoid"));
        assertThat(training(new CategoricalCrossentropy(), 3, new Dense(3)))
                .containsExactly(message.formatted("categorical_crossentropy", "softmax"));
        assertThat(training(new SparseCategoricalCrossentropy(), 1, new Dense(3)))
                .containsExactly(message.formatted("sparse_categorical_crossentropy", "softmax"));
        for (Loss loss : new Loss[] {
            new BinaryCrossentropy().fromLogits(true),
            new SparseCategoricalCrossentropy().fromLogits(true),
            new MeanSquaredError()
        }) {
            assertThat(training(loss, 1, new Dense(loss instanceof SparseCategoricalCrossentropy ? 3 : 1)))
                    .isEmpty();
        }
        assertThat(training(new CategoricalCrossentropy().fromLogits(true), 3, new Dense(3)))
                .isEmpty();
        assertThat(training(new BinaryCrossentropy(), 1, new Dense(1), new Activation("sigmoid")))
                .isEmpty();
    }

    @Test
    void lossThatBecameNaN() {
        Sequential model = model(new Dense(1).kernelInitializer("ones"));
        model.compile(optimizer(new SGD().learningRate(1e30)), loss("mse"));
        String rest =
                ". A smaller learning rate (it is 1.0E30), clipnorm on the optimizer or scaled inputs help most often.";
        List<String> messages = during(() -> model.fit(X, Y, epochs(50), verbose(0)));
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0)).startsWith("WARN The loss became NaN in training step ");
        assertThat(messages.get(0)).endsWith(rest);
    }
}
