package keras4j.internal.saving;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrote a file, by what it says of itself: "keras_version" and "backend".
 *
 * @param major the first number, such as 2; 0 where the file does not say it, as the oldest do
 * @param minor the second one
 * @param backend such as "theano"; null where the file does not say it
 */
record KerasVersion(int major, int minor, String backend) {
    static final KerasVersion KERAS_3 = new KerasVersion(3, 0, null);

    private static final String VERSION = "keras_version";
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    /** @param version such as "2.2.4-tf"; null for none */
    static KerasVersion of(String version, String backend) {
        Matcher numbers = NUMBERS.matcher(version == null ? "" : version);
        return numbers.matches()
                ? new KerasVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), backend)
                : new KerasVersion(0, 0, backend);
    }

    /** That of a group of an HDF5 file. */
    static KerasVersion of(Hdf5Reader hdf) {
        return of(hdf.text(VERSION), hdf.text("backend"));
    }

    /** That of what {@code to_json} wrote, out of which it takes what says so: Keras 3 has a module there instead. */
    static KerasVersion takenFrom(Map<String, Object> model) {
        Object version = model.remove(VERSION);
        Object backend = model.remove("backend");
        return version == null && model.containsKey("module")
                ? KERAS_3
                : of(version instanceof String text ? text : null, backend instanceof String text ? text : null);
    }

    boolean isBefore(int otherMajor, int otherMinor) {
        return major < otherMajor || (major == otherMajor && minor < otherMinor);
    }

    boolean isBeforeKeras3() {
        return isBefore(3, 0);
    }
}
