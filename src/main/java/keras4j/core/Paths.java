package keras4j.core;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths that users give as texts. */
public final class Paths {
    private Paths() {}

    /**
     * The path that a text means.
     *
     * @param where what an error message begins with
     * @throws KerasException if it is null or can be no path
     */
    public static Path of(String where, String text) {
        try {
            return Path.of(KerasException.notNull(where, "a path", text));
        } catch (InvalidPathException e) {
            throw new KerasException(where + ": expected a path, received one with " + e.getReason(), e);
        }
    }
}
