package keras4j.core;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** The names of one model's layers: no two are the same. */
public final class UniqueNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> next = new HashMap<>();
    /** Those of models with some of the same layers. */
    private final Set<UniqueNames> related = Collections.newSetFromMap(new WeakHashMap<>());

    /** Whether a name is taken. */
    public boolean has(String name) {
        return taken.contains(name);
    }

    /**
     * Takes a name.
     *
     * @throws KerasException if it is taken
     */
    public void take(String name) {
        if (!taken.add(name)) {
            throw KerasException.expected("model", "layers with different names", "a second \"" + name + "\"");
        }
    }

    /** Says that models of these names have some of the same layers: their numbers go on here. */
    public void relate(Set<UniqueNames> others) {
        related.addAll(others);
    }

    /** A free name by class, here and in what is related: dense, dense_1, dense_2. */
    public String next(String className) {
        String base = Names.snakeCase(className);
        while (true) {
            int number = next.merge(base, 1, Integer::sum) - 1;
            String candidate = number == 0 ? base : base + "_" + number;
            if (!taken.contains(candidate) && related.stream().noneMatch(other -> other.has(candidate))) {
                return candidate;
            }
        }
    }

    /** Gives a name back. */
    public void free(String name) {
        taken.remove(name);
        next.clear();
    }
}
