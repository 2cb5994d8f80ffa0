package keras4j.internal.saving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import keras4j.core.KerasException;
import keras4j.core.Printable;

/** What of a file cannot be read, as one error that says all of it. */
final class Problems {
    /** So many are said. */
    private static final int MAX_SAID = 20;

    private Problems() {}

    /**
     * What is read of each of several things.
     *
     * @throws KerasException that says what is wrong with each of those that cannot be read
     */
    static <T> List<T> none(List<?> things, Function<Object, T> read) {
        List<T> all = new ArrayList<>();
        List<KerasException> problems = new ArrayList<>();
        for (Object thing : things) {
            try {
                all.add(read.apply(thing));
            } catch (KerasException e) {
                problems.add(e);
            }
        }
        if (problems.size() == 1) {
            throw problems.get(0);
        }
        if (!problems.isEmpty()) {
            throw new KerasException(
                    problems.stream()
                            .limit(MAX_SAID)
                            .map(KerasException::getMessage)
                            .collect(Collectors.joining(
                                    "; ",
                                    "",
                                    problems.size() > MAX_SAID
                                            ? "; and " + (problems.size() - MAX_SAID) + " more"
                                            : "")),
                    problems.get(0));
        }
        return all;
    }

    /** What is read of something that errors then begin with. */
    static <T> T in(String where, Supplier<T> read) {
        try {
            return read.get();
        } catch (KerasException e) {
            throw new KerasException(Printable.of(where) + ": " + e.getMessage(), e);
        }
    }
}
