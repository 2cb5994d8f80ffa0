package keras4j.internal.graph;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import keras4j.core.KerasException;

/** Keras's classes of models. */
public enum ModelKind {
    SEQUENTIAL("keras", "Sequential"),
    FUNCTIONAL("keras.src.models.functional", "Functional");

    private final String module;
    private final String className;

    ModelKind(String module, String className) {
        this.module = module;
        this.className = className;
    }

    /** Keras's module of it, as files have it. */
    public String module() {
        return module;
    }

    /** Its name. */
    public String className() {
        return className;
    }

    /** All their names. */
    public static Set<String> classNames() {
        return Arrays.stream(values()).map(ModelKind::className).collect(Collectors.toSet());
    }

    /** @throws KerasException if that is the name of none */
    public static ModelKind of(String className) {
        return Arrays.stream(values())
                .filter(kind -> kind.className.equals(className))
                .findFirst()
                .orElseThrow(() -> KerasException.expected("model", "a Sequential or Functional", className));
    }
}
