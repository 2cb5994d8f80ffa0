package keras4j;

import static keras4j.Args.epochs;
import static keras4j.Args.input;
import static keras4j.Args.loss;
import static keras4j.Args.lossWeights;
import static keras4j.Args.metrics;
import static keras4j.Args.optimizer;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.layers.Concatenate;
import keras4j.layers.Dense;
import keras4j.ops.Symbol;
import keras4j.optimizers.SGD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that are called with inputs by their names, and steps that ask for them. */
class NamedInputsTest {
    private static final float[][] X = {{1, 2, 3}, {4, 5, 6}};
    private static final float[][] Y = {{1, 0}, {0, 1}};

    @TempDir
    Path folder;

    /** The model that named() of make_model_goldens.py makes. */
    private static class Named extends Model {
        final Dense h = new Dense(4).activation("tanh").name("h");
        final Dense a = new Dense(2).name("a");
        final Dense b = new Dense(1).activation("sigmoid").name("b");

        @Override
        protected Map<String, Symbol> call(Map<String, Symbol> x) {
            Symbol all = h.apply(new Concatenate().apply(x.get("x"), x.get("y")));
            return Map.of("q", a.apply(all), "p", b.apply(all));
        }
    }

    private static Map<String, Symbol> symbols() {
        return Map.of("y", input("y", 2), "x", input("x", 3));
    }

    private static void assertFails(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(KerasException.class).hasMessage(message);
    }

    private static void compile(Model model) {
        model.compile(
                optimizer(new SGD().learningRate(0.1)),
                loss(Map.of("q", "mse", "p", "binary_crossentropy")),
                metrics(Map.of("p", "accuracy", "q", "mae")),
                lossWeights(Map.of("q", 0.5, "p", 2.0)));
    }

    private Model withWeightsOfKeras(Model model) throws IOException {
        Model keras = ModelGoldensTest.model("named", folder);
        assertThat(model.applyAll(symbols())).hasSize(2);
        assertThat(model.countParams()).isEqualTo(keras.countParams());
        for (String name : List.of("h", "a", "b")) {
            model.getLayer(name).setWeights(keras.getLayer(name).getWeights());
        }
        compile(model);
        return model;
    }

    @Test
    void aSubclassCalledWithAMapFollowsKeras() throws IOException {
        Map<String, Object> golden = Json.read("named", ModelGoldensTest.read("named.json"));
        ModelGoldensTest.follows("subclass", golden, withWeightsOfKeras(new Named()));
        Path file = folder.resolve("named.keras");
        withWeightsOfKeras(new Named()).save(file);
        ModelGoldensTest.follows("its file", golden, Keras4j.loadModel(file));
        Model inner = withWeightsOfKeras(new Named());
        Map<String, Symbol> x = symbols();
        List<Symbol> made = inner.applyAll(x);
        Model outer = new Model(x, Map.of("p", made.get(0), "q", made.get(1)));
        compile(outer);
        assertThat(outer.predictByName(Map.of("x", X, "y", Y)).get("p").values())
                .containsExactly(
                        inner.predictByName(Map.of("x", X, "y", Y)).get("p").values());
    }

    @Test
    void aStepAsksForNames() throws IOException {
        Map<String, Object> golden = Json.read("named", ModelGoldensTest.read("named.json"));
        Model model = new Named() {
            @Override
            protected void trainStep(TrainStep step) {
                assertFails(() -> step.x("xx"), "step.x: expected one of x, y, received \"xx\"; did you mean \"x\"?");
                assertFails(() -> step.y("z"), "step.y: expected one of p, q, received \"z\"");
                assertThat(step.x("x")).isSameAs(step.x(0));
                assertThat(step.y("q")).isSameAs(step.y(1));
                List<Symbol> yPred = applyAll(Map.of("x", step.x("x"), "y", step.x("y")), Args.training(true));
                Symbol loss = computeLoss(step, yPred);
                step.minimize(getOptimizer(), loss, trainableWeights());
                step.computeMetrics(loss, yPred);
            }
        };
        ModelGoldensTest.follows("step", golden, withWeightsOfKeras(model));
    }

    @Test
    void theFirstDataSayTheNames() {
        Model model = new Named();
        compile(model);
        Map<String, ?> y = Map.of("q", Y, "p", new int[] {1, 0});
        String who = "named: ";
        assertThatThrownBy(() -> model.fit(List.of(X, Y), y))
                .hasMessage(who + "expected inputs in a map, for call(Map<String, Symbol>), received 2 without names");
        assertThatThrownBy(() -> model.build(3)).hasMessageStartingWith(who + "expected inputs in a map");
        assertThatThrownBy(() -> model.fit(Map.of("xx", X, "y", Y), y))
                .hasMessage(who + "expected one of xx, y, received \"x\"");
        model.fit(Map.of("x", X, "y", Y), y, epochs(1), verbose(0));
        assertThat(model.getInputNames()).containsExactly("x", "y");
        assertThat(model.predictByName(Map.of("y", Y, "x", X))).containsOnlyKeys("p", "q");
        assertFails(
                () -> model.predictByName(Map.of("xs", X, "y", Y)),
                "predict(x): expected one of x, y, received \"xs\"; did you mean \"x\"?");
    }

    @Test
    void aModelIsCalledByTheNamesOfItsInputs() {
        Symbol a = input("a", 3);
        Symbol b = input("b", 2);
        Model lists = new Model(List.of(b, List.of(a)), new Dense(1).apply(new Concatenate().apply(a, b)));
        Symbol x = input("x", 3);
        Symbol y = input("y", 2);
        Model outer = new Model(List.of(x, y), lists.apply(Map.of("a", x, "b", y)));
        assertThat(outer.predict(List.of(X, Y))).isEqualTo(lists.predict(List.of(Y, List.of((Object) X))));
        assertFails(
                () -> lists.apply(Map.of("a", x, "c", y)), "functional: expected inputs for [b, 1/a], received [a, c]");
        assertFails(
                () -> lists.apply(Map.of("a", x, "b", 3)),
                "functional: expected symbols by the names of inputs, received 3");
        Model map = new Model(Map.of("a", a, "b", b), new Dense(1).apply(a));
        assertFails(
                () -> map.apply(Map.of("a", x, "bb", y)),
                "functional: expected one of a, b, received \"bb\"; did you mean \"b\"?");
    }
}
