package keras4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import keras4j.constraints.Constraints;
import keras4j.core.Config;
import keras4j.core.Names;
import keras4j.core.Registry;
import keras4j.initializers.Initializers;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.regularizers.Regularizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of Keras's public names are here, and by which strings: the names are make_keras_api.py's and make_compile_goldens.py's. */
class KerasNamesTest {
    private static final Map<String, Registry<?>> REGISTRIES = Map.of(
            "losses", Losses.REGISTRY,
            "metrics", Metrics.REGISTRY,
            "initializers", Initializers.REGISTRY,
            "regularizers", Regularizers.REGISTRY,
            "constraints", Constraints.REGISTRY);

    /** No strings here: what they name is abstract, or is nothing without a function. */
    private static final Set<String> NO_STRINGS = Set.of(
            "loss", "lossfunctionwrapper", "metric", "meanmetricwrapper", "initializer", "regularizer", "constraint");

    /** Names of Keras that are not here, and why. */
    private static final Map<String, String> NOT_HERE =
            Map.of("callbacks.OrbaxCheckpoint", "its checkpoints are those of JAX's library Orbax");

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Each string that Keras's get takes gives the class that Keras gives. */
    @ParameterizedTest
    @CsvSource({"losses", "metrics", "initializers", "regularizers", "constraints"})
    void stringsAreKeras(String module) {
        Map<String, Object> strings = Config.map(
                module,
                Config.map("", Goldens.readZipped("initializers").get("strings"))
                        .get(module));
        assertThat(strings).isNotEmpty();
        strings.forEach((string, name) -> {
            boolean isChosenByShapes = string.equals("accuracy");
            if (!isChosenByShapes && !NO_STRINGS.contains(plain((String) name))) {
                String found = Names.classOf(REGISTRIES.get(module).get(string));
                assertThat(plain(found)).as(string).isEqualTo(plain((String) name));
            }
        });
    }

    /** All public classes with all of their arguments, but those that {@link #NOT_HERE} lists with a reason. */
    @Test
    void namesAreHere() throws IOException {
        List<String> complete = List.of("losses", "metrics", "initializers", "regularizers", "constraints");
        List<String> growing = List.of("optimizers", "optimizers.schedules", "callbacks");
        StringBuilder printed = new StringBuilder();
        Map<String, Set<String>> missing = new TreeMap<>();
        for (String module : Stream.concat(complete.stream(), growing.stream()).toList()) {
            Map<String, Object> entries =
                    Config.map(module, PortingPageTest.api().get(module));
            JavaNames names = JavaNames.of(module);
            Set<String> open = new TreeSet<>();
            entries.forEach((name, entry) -> {
                JavaNames.Found found = names.find(name, Config.map(name, entry));
                if (found == null) {
                    open.add(name);
                } else {
                    found.missing().stream()
                            .filter(argument ->
                                    !PortingPageTest.covered().contains(module + "." + name + "." + argument))
                            .forEach(argument -> open.add(name + "(" + argument + ")"));
                }
            });
            Map<String, String> excused = new TreeMap<>();
            open.removeIf(name -> {
                String reason = NOT_HERE.get(module + "." + name);
                if (reason != null) {
                    excused.put(name, reason);
                }
                return reason != null;
            });
            long absent = open.stream().filter(name -> !name.contains("(")).count();
            printed.append("%s: %d of %d; not yet %s; not at all %s%n"
                    .formatted(module, entries.size() - absent - excused.size(), entries.size(), open, excused));
            missing.put(module, open);
        }
        System.out.print(printed);
        complete.forEach(module -> assertThat(missing.get(module)).as(module).isEmpty());
        assertThat(new TreeSet<>(NOT_HERE.keySet())).allMatch(name -> isMissing(name));
    }

    /** What is here needs no reason why it is not. */
    private static boolean isMissing(String path) {
        int dot = path.lastIndexOf('.');
        try {
            Map<String, Object> entry = Config.map(
                    path,
                    Config.map(path, PortingPageTest.api().get(path.substring(0, dot)))
                            .get(path.substring(dot + 1)));
            return JavaNames.of(path.substring(0, dot)).find(path.substring(dot + 1), entry) == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
