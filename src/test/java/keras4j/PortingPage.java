package keras4j;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import keras4j.core.Config;
import keras4j.core.Configurable;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.Registry;
import keras4j.core.Serialized;
import keras4j.layers.Dense;
import keras4j.layers.SerializedLayers;

/** Writes the porting page: Keras's public names beside what stands for them in Java. */
final class PortingPage {
    /**
     * Python that Java writes differently on purpose.
     *
     * @param covers the name of Keras, such as Model.evaluate.return_dict, that is not missing because of it; "" for none
     */
    record Different(String python, String java, String covers) {}

    private static final String PAGE = """
            # Porting Keras code
            What of Keras %s is here, name by name, and what happens where a name is not.

            - **Classes** have Keras's names, and packages those of its modules: `keras.layers.Dense` is `keras4j.layers.Dense`.
              Keras's required arguments are the constructor's, the others are setters with Keras's names in camelCase:
              `Dense(6, use_bias=False)` is `new Dense(6).useBias(false)`. What is not set has Keras's default.
            - **Strings** are Keras's: `activation="relu"` is `.activation("relu")`.
            - **A model's methods** have Keras's names in camelCase. Their arguments after the data are options, for
              `import static keras4j.Args.*;`: `model.fit(x, y, batch_size=10)` is `model.fit(x, y, batchSize(10))`. Data are
              Java arrays of any number type and any number of axes, `INDArray`, `Npy`, `Dataset`, or lists of them.
            - **Ops** are static methods, for `import static keras4j.ops.Ops.*;`, in camelCase, with Keras's arguments in Keras's order:
              `ops.expand_dims(x, -1)` is `expandDims(x, -1)`, `x * 2 + y` is `x.times(2).plus(y)`, and `x[:, 0]` is `x.get(all(), 0)`.
            - **Functions** of no model are methods of `Keras4j`.

            A class, setter, option or method that is not here does not compile. Strings and files are read when the program
            runs; each section has the message of the `KerasException` that they are answered with.

            ## Written differently
            | Python | Java |
            |---|---|
            %s
            ## What is here
            | Keras | here |
            |---|---|
            %s%s
            ## Other modules
            Nothing of these is here; in brackets, how many public names they have: %s.

            ## About this page
            A test writes it, from Keras's public names and from keras4j's classes, and fails where it is not true any more.
            This renews it: `./mvnw test -Dtest=PortingPageTest -Dkeras4j.write=true`
            """;

    private final JavaNames names;
    private final Map<String, Object> entries;
    private final Map<String, JavaNames.Found> found = new LinkedHashMap<>();
    private final Set<String> covered;

    private PortingPage(String module, Map<String, Object> entries, Set<String> covered) {
        this.names = JavaNames.of(module);
        this.entries = entries;
        this.covered = covered;
        entries.forEach((name, entry) -> {
            JavaNames.Found java = names.find(name, Config.map(name, entry));
            if (java != null) {
                found.put(name, java);
            }
        });
    }

    /** @param api what make_keras_api.py wrote */
    static String write(Map<String, Object> api, List<Different> differences) {
        Set<String> covered = new TreeSet<>();
        StringBuilder different = new StringBuilder();
        for (Different line : differences) {
            covered.add(line.covers);
            different.append(row(code(line.python), code(line.java)));
        }
        StringBuilder contents = new StringBuilder();
        StringBuilder sections = new StringBuilder();
        api.forEach((module, entries) -> {
            if (entries instanceof Map<?, ?> && !module.equals("other modules")) {
                PortingPage section = new PortingPage(module, Config.map(module, entries), covered);
                String title = module.equals("Model") ? "keras.Model and keras.Sequential" : "keras." + module;
                String anchor = title.toLowerCase(Locale.ROOT).replace(".", "").replace(' ', '-');
                contents.append(row(
                        "[" + title + "](#" + anchor + ")", section.found.size() + " of " + section.entries.size()));
                sections.append("\n## ").append(title).append('\n').append(section.text());
            }
        });
        String others = Config.map("", api.get("other modules")).entrySet().stream()
                .map(other -> code("keras." + other.getKey()) + " (" + other.getValue() + ")")
                .collect(joining(", "));
        return PAGE.formatted(api.get("keras"), different, contents, sections, others);
    }

    private String text() {
        List<String> missing = without(entries.keySet(), names.module()).stream()
                .filter(name -> !found.containsKey(name))
                .toList();
        StringBuilder text = new StringBuilder();
        if (names.registry() != null) {
            text.append(nameError(missing));
            text.append(argumentError());
        }
        if (!found.isEmpty()) {
            text.append("\n| Python | Java | not yet |\n|---|---|---|\n");
            found.forEach((name, java) ->
                    text.append(row(python(name), codes(java.code(), " "), codes(missing(name), ", "))));
        }
        Set<String> others = commonSetters();
        if (!others.isEmpty()) {
            text.append("\nSetters that each has, too: ")
                    .append(codes(others, ", "))
                    .append('\n');
        }
        if (!missing.isEmpty()) {
            text.append("\nNot yet: ").append(codes(missing, ", ")).append('\n');
        }
        return text.toString();
    }

    private List<String> missing(String name) {
        return without(found.get(name).missing(), names.module() + "." + name);
    }

    private List<String> without(Collection<String> all, String prefix) {
        return all.stream()
                .filter(name -> !covered.contains(prefix + "." + name))
                .toList();
    }

    /** What a name that is not here is answered with. */
    private String nameError(List<String> missing) {
        boolean isLayer = names.registry().kind().equals("layer");
        for (String name : missing.isEmpty() ? List.of("another") : missing) {
            try {
                names.registry().get(isLayer ? name : Names.snakeCase(name));
            } catch (KerasException e) {
                String where = isLayer ? "In a file, a" : "A";
                return "\n" + where + " name that is not here is answered with\n\n> " + code(e.getMessage()) + "\n";
            }
        }
        return "";
    }

    /** What the first missing argument is answered with in a file: that of a Dense layer, or of something it holds. */
    @SuppressWarnings("unchecked")
    private static Registry<? extends Configurable> configurable(Registry<?> registry) {
        return (Registry<? extends Configurable>) registry;
    }

    /** A dense layer as in a file, with one argument more. */
    private static Map<String, Object> withArgument(Map<String, Object> argument) {
        Map<String, Object> dense = SerializedLayers.serialize(new Dense(1).name("dense"));
        Map<String, Object> config = Config.map("dense", dense.get("config"));
        config.putAll(argument);
        dense.put("config", config);
        return dense;
    }

    private String argumentError() {
        boolean isLayer = names.module().equals("layers");
        String owner = found.keySet().stream()
                .filter(name -> isLayer ? name.equals("Dense") : !missing(name).isEmpty())
                .findFirst()
                .orElse("");
        if (owner.isEmpty() || names.registry() == null || names.module().equals("activations")) {
            return "";
        }
        Map<String, Object> argument = Map.of(missing(owner).get(0), "...");
        try {
            if (isLayer) {
                SerializedLayers.deserialize(withArgument(argument));
            } else {
                Map<String, Object> object = Serialized.of(names.registry().module(), owner, argument);
                Serialized.read(names.registry().kind(), object, configurable(names.registry()));
            }
            return "";
        } catch (KerasException e) {
            return "\nIn a file, an argument that is not here and changes something is answered with\n\n> "
                    + code(e.getMessage()) + "\n";
        }
    }

    /** Setters that all have, such as a layer's name: Keras takes them for every class and does not list them. */
    private Set<String> commonSetters() {
        List<Set<String>> all = found.values().stream()
                .filter(JavaNames.Found::isMade)
                .map(JavaNames.Found::others)
                .toList();
        Set<String> common = new TreeSet<>(all.size() < 2 ? Set.of() : all.get(0));
        all.forEach(common::retainAll);
        return common;
    }

    private String python(String name) {
        Map<String, Object> entry = Config.map(name, entries.get(name));
        if (!entry.containsKey("args")) {
            return code(name);
        }
        String arguments = Config.map(name, entry.get("args")).entrySet().stream()
                .map(argument -> argument.getKey() + defaultOf(argument.getValue()))
                .collect(joining(", "));
        String aliases = entry.get("aliases") instanceof List<?> list ? ", also " + codes(list, ", ") : "";
        return code(name + "(" + arguments + ")") + aliases;
    }

    private static String defaultOf(Object value) {
        return "required".equals(value) ? "" : "=" + pythonOf(value);
    }

    private static String pythonOf(Object value) {
        if (value == null) {
            return "None";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PortingPage::pythonOf).collect(joining(", ", "(", ")"));
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value instanceof String ? "\"" + value + "\"" : value.toString().toLowerCase(Locale.ROOT);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String codes(Collection<?> texts, String between) {
        return texts.stream().map(text -> code(text.toString())).collect(joining(between));
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
