package keras4j.callbacks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import keras4j.Logs;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.PythonText;

/** Python's {@code str.format} for paths: {epoch}, {epoch:02d}, {val_loss:.2f}. */
final class PathFormat {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}:]*)(:([^{}]*))?}");
    private static final Pattern SPEC = Pattern.compile("(0?)([1-9]\\d?)?(d|(\\.\\d{1,2})?[fe])?");

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
        Matcher parts = SPEC.matcher(spec);
        if (spec.isEmpty() || !parts.matches()) {
            return value instanceof Double number ? PythonText.of(number) : value.toString();
        }
        String width = parts.group(2) == null ? "" : parts.group(1) + parts.group(2);
        String type = parts.group(3) == null ? "" : parts.group(3);
        if (value instanceof Integer && (type.isEmpty() || type.equals("d"))) {
            return String.format(Locale.ROOT, "%" + width + "d", value);
        }
        if (type.isEmpty() || type.equals("d")) {
            throw KerasException.expected(
                    "ModelCheckpoint.filepath", "{..:.2f} for a value of the logs", "{..:" + spec + "}");
        }
        double number = value.doubleValue();
        if (!Double.isFinite(number)) {
            return PythonText.of(number);
        }
        int digits =
                parts.group(4) == null ? 6 : Integer.parseInt(parts.group(4).substring(1));
        Object rounded = type.endsWith("f") ? new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN) : number;
        return String.format(Locale.ROOT, "%" + width + type, rounded);
    }
}
