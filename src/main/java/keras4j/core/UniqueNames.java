package keras4j.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The names of one model's layers: no two are the same. */
public final class UniqueNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> next = new HashMap<>();

    /**
     * Takes a name, or for null a free one by class: dense, dense_1, dense_2.
     *
     * @throws KerasException if the name is taken
     */
    public String take(String name, String className) {
        if (name != null) {
            if (!taken.add(name)) {
                throw KerasException.expected("model", "layers with different names", "a second \"" + name + "\"");
            }
            return name;
        }
        String base = Names.snakeCase(className);
        while (true) {
            int number = next.merge(base, 1, Integer::sum) - 1;
            String candidate = number == 0 ? base : base + "_" + number;
            if (taken.add(candidate)) {
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
