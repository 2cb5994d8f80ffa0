package keras4j;

import java.util.List;
import keras4j.activations.Activations;
import keras4j.constraints.Constraints;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Registry;
import keras4j.initializers.Initializers;
import keras4j.layers.Layers;
import keras4j.layers.MaskedFunction;
import keras4j.losses.Losses;
import keras4j.metrics.Metrics;
import keras4j.optimizers.Optimizers;
import keras4j.optimizers.schedules.Schedules;
import keras4j.regularizers.Regularizers;

/** Takes users' classes into the table of their kind. */
final class CustomClasses {
    private static final List<Registry<?>> KINDS = List.of(
            Layers.REGISTRY,
            Losses.REGISTRY,
            Metrics.REGISTRY,
            Activations.REGISTRY,
            MaskedFunction.REGISTRY,
            Initializers.REGISTRY,
            Regularizers.REGISTRY,
            Constraints.REGISTRY,
            Optimizers.REGISTRY,
            Schedules.REGISTRY);

    private CustomClasses() {}

    static void register(String packageName, Class<?>... classes) {
        for (Class<?> made : KerasException.notNull("register", "classes", classes)) {
            String name = KerasException.notNull("register", "a class", made).getSimpleName();
            boolean isFunction = Activations.REGISTRY.takes(made) || MaskedFunction.REGISTRY.takes(made);
            register(packageName, isFunction ? Names.snakeCase(name) : name, made);
        }
    }

    static void register(String packageName, String name, Class<?> made) {
        KerasException.notNull("register", "a class", made);
        Registry<?> kind = KINDS.stream()
                .filter(registry -> registry.takes(made) && !Model.class.isAssignableFrom(made))
                .findFirst()
                .orElseThrow(() -> KerasException.expected(
                        "register",
                        "a class that is one of "
                                + KINDS.stream().map(Registry::kind).toList(),
                        made.getName()));
        kind.register(part("package", packageName) + ">" + part("name", name), made);
    }

    private static String part(String what, String text) {
        if (KerasException.notNull("register", "a " + what, text).isEmpty() || text.contains(">")) {
            throw KerasException.expected("register", "a " + what + " without \">\"", "\"" + text + "\"");
        }
        return text;
    }
}
