package keras4j;

import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import keras4j.core.Optimizer;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.layers.Dot;
import keras4j.layers.Embedding;
import keras4j.layers.Flatten;
import keras4j.layers.Input;
import keras4j.layers.LSTM;
import keras4j.layers.Layer;
import keras4j.layers.Masking;
import keras4j.layers.Normalization;
import keras4j.layers.Subtract;
import keras4j.ops.Symbol;
import keras4j.optimizers.Adam;
import keras4j.optimizers.AdamW;
import keras4j.optimizers.RMSprop;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;

/** summary() is Keras's table: columns, counts, totals and bytes. */
class SummaryTest {
    private static final Map<String, Object> GOLDEN = Goldens.read("summary");

    private static void assertTable(Model model, String name) {
        assertThat(model.summaryText().strip()).as(name).isEqualTo(GOLDEN.get(name));
    }

    private static Sequential lesson(boolean trainable) {
        return new Sequential(
                new Dense(6).activation("relu").inputDim(11),
                new Dense(6).activation("relu").trainable(trainable),
                new Dense(1).activation("sigmoid"));
    }

    private static Sequential trained(Sequential model, Optimizer rule) {
        model.compile(optimizer(rule), loss("mse"));
        model.fit(new float[1][11], new float[1], verbose(0));
        return model;
    }

    @Test
    void theLesson() {
        Sequential model = lesson(true);
        assertTable(model, "lesson");
        model.compile(optimizer("adam"), loss("binary_crossentropy"));
        assertTable(model, "lesson");
        assertTable(new Sequential(new Dense(3)), "unbuilt");
        assertTable(
                new Sequential(
                        new Input(28, 28),
                        new Flatten(),
                        new Dense(128).name("a_rather_long_layer_name_to_see_how_it_is_cut"),
                        new Dense(10000)),
                "long_names");
    }

    @Test
    void layersOverTime() {
        assertTable(
                new Sequential(
                        new Input(6),
                        new Embedding(7, 4).maskZero(true),
                        new LSTM(5).returnSequences(true),
                        new LSTM(5).useBias(false),
                        new Dense(1)),
                "sequence");
        assertTable(
                new Sequential(new Input(4, 3).batchSize(2), new Masking(), new LSTM(5).stateful(true), new Dense(1)),
                "stateful");
    }

    @Test
    void everyOptimizer() {
        assertTable(trained(lesson(true), new Adam()), "trained");
        assertTable(trained(lesson(true), new SGD()), "trained_sgd");
        assertTable(trained(lesson(true), new SGD().momentum(0.9)), "trained_sgd_momentum");
        assertTable(trained(lesson(true), new Adam().amsgrad(true)), "trained_amsgrad");
        assertTable(trained(lesson(true), new AdamW()), "trained_adamw");
        assertTable(trained(lesson(true), new RMSprop()), "trained_rmsprop");
        assertTable(trained(lesson(true), new RMSprop().momentum(0.5).centered(true)), "trained_rmsprop_all");
    }

    @Test
    void whatIsNotTrained() {
        assertTable(lesson(false), "frozen");
        assertTable(trained(lesson(false), new Adam()), "frozen_trained");
        assertNormalization(new Normalization(), "normalization");
        assertNormalization(new Normalization().axis(), "normalization_axis_none");
        assertNormalization(new Normalization().mean(0).variance(1), "normalization_given");
    }

    private static void assertNormalization(Layer<?> layer, String name) {
        Sequential model = new Sequential(new Input(11), layer, new Dense(1));
        assertTable(model, name);
        assertTable(trained(model, new Adam()), name + "_trained");
    }

    @Test
    void functionalModels() {
        Symbol a = input("a", 4);
        Symbol b = input(4);
        Dense shared = new Dense(3);
        Symbol x = shared.apply(b);
        Symbol y = shared.apply(a);
        Symbol z = new Concatenate().name("a_rather_long_name").apply(x, y, new Subtract().apply(x, y));
        assertTable(
                new Model(List.of(a, b), List.of(new Dense(1).name("p").apply(z), new Dot(1).apply(x, y))),
                "functional");
        Symbol steps = input(4, 2);
        List<Symbol> made = new LSTM(3).returnState(true).applyAll(steps);
        assertTable(new Model(steps, new LSTM(3).apply(steps, made.get(1), made.get(2))), "functional_states");
        Symbol in = input(4);
        assertTable(new Model(in, new Dense(1).apply(new Dense(3).apply(in))), "functional_chain");
        // Keras counts calls outside of the model, too.
        Dense again = new Dense(3).name("dense");
        again.apply(input(4));
        again.apply(input(4));
        Symbol start = input(3);
        Symbol second = again.apply(new Dense(4).name("second").apply(start));
        assertTable(new Model(start, again.apply(new Dense(4).name("first").apply(second))), "functional_shared");
    }
}
