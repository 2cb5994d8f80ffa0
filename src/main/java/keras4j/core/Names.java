package keras4j.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Names as Keras makes them, and help for a misspelt one. */
public final class Names {
    /** The longest name for which the nearest is looked for: the work grows with its length times that of each other. */
    private static final int MAX_MISSPELT = 64;

    private Names() {}

    /** Keras's {@code to_snake_case}: {@code BatchNormalization} is {@code batch_normalization}, PReLU is p_re_lu. */
    public static String snakeCase(String className) {
        return className
                .replaceAll("\\W+", "")
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The simple name of an object's class; of an anonymous class that of what it extends. */
    public static String classOf(Object thing) {
        Class<?> found = thing.getClass();
        while (found.isAnonymousClass()) {
            found = found.getSuperclass();
        }
        return found.getSimpleName();
    }

    /** The word with its article. */
    public static String a(String noun) {
        return ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    /**
     * A name that files can carry, as Keras has it.
     *
     * @throws KerasException if it is null, empty or has a slash
     */
    public static String valid(String where, String name) {
        if (name == null || name.isBlank() || name.contains("/")) {
            throw KerasException.expected(where, "a name that is not empty and has no \"/\"", name);
        }
        return name;
    }

    /**
     * The word, if it is one of the valid ones.
     *
     * @throws KerasException if it is not, or null
     */
    public static String oneOf(String where, String value, Collection<String> valid) {
        if (value == null || !valid.contains(value)) {
            throw unknown(where, value, valid);
        }
        return value;
    }

    /** The error for a name that is not among the valid ones; it proposes the nearest if one is near. */
    public static KerasException unknown(String kind, String name, Collection<String> valid) {
        KerasException unknown = KerasException.expected(
                kind, "one of " + String.join(", ", valid), name == null ? null : "\"" + name + "\"");
        if (name == null || name.length() > MAX_MISSPELT) {
            return unknown;
        }
        String nearest = valid.stream()
                .filter(candidate -> candidate.length() <= 2 * MAX_MISSPELT)
                .min(Comparator.<String>comparingInt(candidate -> distance(lower(name), lower(candidate)))
                        .thenComparingInt(candidate -> distance(name, candidate)))
                .filter(candidate -> distance(lower(name), lower(candidate))
                        <= Math.min(name.length() - 1, Math.max(2, candidate.length() / 3)))
                .map(candidate -> "; did you mean \"" + candidate + "\"?")
                .orElse("");
        return nearest.isEmpty() ? unknown : new KerasException(unknown.getMessage() + nearest);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The least number of insertions, deletions and replacements between two words. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
