package keras4j.callbacks;

import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.Names;

/** Python's {@code str.format} for paths: {epoch}, {epoch:02d}, {val_loss:.2f}. */
final class PathFormat {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}:]*)(:([^{}]*))?}");
    private static final Pattern SPEC = Pattern.compile("0?\\d{0,2}(d|(\\.\\d{1,2})?[fe])?");

    private PathFormat() {}

    /** @throws KerasException for a field in a form that is not known here, such as {epoch:x} */
    static void check(String path) {
        Matcher matcher = FIELD.matcher(path);
        while (matcher.find()) {
            String spec = matcher.group(3);
            if (spec != null && !SPEC.matcher(spec).matches()) {
                throw KerasException.expected(
                        "ModelCheckpoint.filepath", "fields such as {epoch:02d} or {val_loss:.2f}", matcher.group());
            }
        }
    }

    /**
     * The path with its fields filled in.
     *
     * @param epoch from 0; the path counts from 1
     * @param batch from 0; -1 at the end of an epoch
     */
    static String fill(String path, int epoch, int batch, Logs logs) {
        return FIELD.matcher(path)
                .replaceAll(found -> Matcher.quoteReplacement(format(
                        found.group(3) == null ? "" : found.group(3), value(found.group(1), epoch, batch, logs))));
    }

    private static Number value(String name, int epoch, int batch, Logs logs) {
        if (name.equals("epoch")) {
            return epoch + 1;
        }
        if (name.equals("batch") && batch >= 0) {
            return batch + 1;
        }
        if (!logs.has(name)) {
            TreeSet<String> known = new TreeSet<>(logs.names());
            known.add("epoch");
            throw Names.unknown("ModelCheckpoint.filepath", name, known);
        }
        return logs.get(name);
    }

    private static String format(String spec, Number value) {
        if (spec.isEmpty()) {
            return value.toString();
        }
        boolean whole = spec.endsWith("d");
        if (whole && !(value instanceof Integer)) {
            throw KerasException.expected(
                    "ModelCheckpoint.filepath", "{..:.2f} for a value of the logs", "{..:" + spec);
        }
        char last = spec.charAt(spec.length() - 1);
        if (Character.isDigit(last)) {
            return String.format(Locale.ROOT, "%" + spec + "s", value);
        }
        return String.format(Locale.ROOT, "%" + spec, whole ? value : (Number) value.doubleValue());
    }
}
