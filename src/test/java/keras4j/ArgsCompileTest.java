package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An option on a verb that does not take it does not compile. */
class ArgsCompileTest {
    private static final String FRAME = """
            import static keras4j.Args.*;
            import keras4j.*;
            import keras4j.core.*;
            import keras4j.data.*;
            import keras4j.layers.*;
            import keras4j.losses.*;
            import keras4j.metrics.*;
            import keras4j.optimizers.*;

            class Snippet {
                void run(Sequential model, float[][] x, float[] y) {
                    %s
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.compile(optimizer(\"adam\"), loss(\"mse\"));",
                "model.compile(optimizer(new Adam().learningRate(0.01)), loss(new keras4j.losses.BinaryCrossentropy()), metrics(\"acc\"));",
                "model.compile(metrics(\"accuracy\", new BinaryAccuracy()), metrics(new BinaryAccuracy(), \"acc\"));",
                "model.fit(x, y, batchSize(10), epochs(100), shuffle(false), validationSplit(0.1), verbose(0), seed(1));",
                "model.fit(x, y, classWeight(java.util.Map.of(0, 1.0)), stepsPerEpoch(3), callbacks(), validationSteps(2));",
                "model.trainOnBatch(x, y, sampleWeight(y));",
                "model.evaluate(x, y, batchSize(10), verbose(0), steps(3), sampleWeight(y));",
                "model.fit(Dataset.of(x, y), batchSize(10)); model.fit(Dataset.of(x, y), batchSize(10), epochs(3), verbose(0));",
                "model.evaluate(Dataset.of(x, y), steps(3)); model.trainOnBatch(Dataset.of(x, y), sampleWeight(y));",
                "model.fit(new double[4][11], new int[4], validationData(new long[4][11], new byte[4]));",
                "model.fit(java.util.List.of(x, x), new boolean[4]); Gradients gradients = model.gradients(x, new int[4]);",
                "float[][] rows = model.predict(x, batchSize(10)); rows = model.predict(new double[2][11]);",
                "Npy file = model.predict(Npy.read(null), batchSize(10));",
                "org.nd4j.linalg.api.ndarray.INDArray nd = model.predict(Dataset.of(x)); nd = model.predict(nd, batchSize(1));",
                "float[] row = model.predict(x[0]);",
                "Sequential other = new Sequential(new Input(11), new Dense(6).activation(\"relu\").name(\"first\"));",
            })
    void compiles(String code) {
        assertThat(Snippets.errors(FRAME.formatted(code))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.compile(optimizer(\"adam\"), epochs(3));",
                "model.compile(batchSize(10));",
                "model.fit(x, y, optimizer(\"adam\"));",
                "model.fit(x, y, metrics(\"accuracy\"));",
                "model.evaluate(x, y, epochs(3));",
                "model.evaluate(x, y, shuffle(true));",
                "model.evaluate(x, y, classWeight(java.util.Map.of(0, 1.0)));",
                "model.evaluate(x, y, stepsPerEpoch(1));",
                "model.fit(x, y, steps(1));",
                "model.predict(x, sampleWeight(y));",
                "model.testOnBatch(x, y, classWeight(java.util.Map.of(0, 1.0)));",
                "model.trainOnBatch(x, y, batchSize(1));",
                "model.evaluate(x, y, validationData(x, y));",
                "model.predict(x, initialEpoch(1));",
                "model.predict(x, epochs(1));",
                "model.predict(x, verbose(0));",
                "model.fit(x, y, 10, 100);",
                "metrics(3);",
                "new Dense(6).rate(0.5);",
                "class Own implements FitArg {}",
            })
    void doesNotCompile(String code) {
        // Refused for the option, not for a slip elsewhere in the snippet.
        assertThat(Snippets.errors(FRAME.formatted(code)))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error)
                        .containsPattern(
                                "incompatible types|varargs mismatch|no suitable method|sealed|symbol:   method rate"));
    }

    @Test
    void optionNamesAreNoMethodsOfModel() {
        // A method of Model with an option's name would hide the static import in its subclasses, unless one like it is
        // there, too.
        Set<String> methods = new HashSet<>();
        Set<String> forwarded = new HashSet<>();
        for (Class<?> owner = Model.class; owner != Object.class; owner = owner.getSuperclass()) {
            for (var method : owner.getDeclaredMethods()) {
                if ((method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0) {
                    methods.add(method.getName());
                    forwarded.add(method.getName() + Arrays.toString(method.getParameterTypes()));
                }
            }
        }
        for (var option : Args.class.getDeclaredMethods()) {
            if (Modifier.isPublic(option.getModifiers()) && methods.contains(option.getName())) {
                assertThat(forwarded).contains(option.getName() + Arrays.toString(option.getParameterTypes()));
            }
        }
    }
}
