package keras4j.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The names of one model's layers: no two are the same. */
public final class UniqueNames {
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> next = new HashMap<>();

    /** Whether a name is taken. */
    public synchronized boolean has(String name) {
        return taken.contains(name);
    }

    /**
     * Takes a name.
     *
     * @throws KerasException if it is taken
     */
    public synchronized void take(String name) {
        if (!taken.add(name)) {
            throw KerasException.expected("model", "layers with different names", "a second \"" + name + "\"");
        }
    }

    /**
     * A free name by class: dense, dense_1, dense_2.
     *
     * @param isFree whether it is free elsewhere, too
     */
    public synchronized String next(String className, Predicate<String> isFree) {
        String base = Names.snakeCase(className);
        while (true) {
            int number = next.merge(base, 1, Integer::sum) - 1;
            String candidate = number == 0 ? base : base + "_" + number;
            if (!taken.contains(candidate) && isFree.test(candidate)) {
                return candidate;
            }
        }
    }

    /** Gives a name back. */
    public synchronized void free(String name) {
        taken.remove(name);
        next.clear();
    }
}
