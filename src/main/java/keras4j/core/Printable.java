package keras4j.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text from outside, such as a name in a file, as it can be shown to people: it may be of any length, and hold characters that
 * command a terminal or turn the direction of writing. Shown again, it stays as it is.
 */
public final class Printable {
    /** So many characters of a value are shown. */
    public static final int MAX_VALUE = 200;

    /** So many of a list that says what is expected. */
    static final int MAX_LIST = 2_000;

    /** So many of a whole message. */
    private static final int MAX_MESSAGE = 8_000;

    private static final String CUT = "...";

    private static final Pattern LONG_PART =
            Pattern.compile("[^,;:\"]{" + (MAX_VALUE + 1) + ",}|[^ ]{" + (MAX_VALUE + 1) + ",}");

    private Printable() {}

    /** A value: its beginning and its end if it is long. */
    public static String of(Object value) {
        return cut(escaped(cut(String.valueOf(value), 2 * MAX_VALUE), ""), MAX_VALUE);
    }

    /** Text that may have values in it: no word in it is longer than one, and nothing that stands between commas and the like. */
    public static String message(String text) {
        String message = cut(escaped(cut(String.valueOf(text), 2 * MAX_MESSAGE), ""), MAX_MESSAGE);
        return LONG_PART.matcher(message).replaceAll(part -> Matcher.quoteReplacement(cut(part.group(), MAX_VALUE)));
    }

    /** Lines, as a program prints them, of any length. */
    public static String lines(String text) {
        return escaped(text, "\n\r\t");
    }

    /** At most so many characters of a text: its beginning and its end. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int head = most * 3 / 5;
        int tail = text.length() - (most - head - CUT.length());
        head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
        tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
        return text.substring(0, head) + CUT + text.substring(tail);
    }

    /** @param kept those that are no harm there */
    private static String escaped(String text, String kept) {
        if (text.codePoints().allMatch(c -> isShown(c, kept))) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isShown(c, kept)) {
                all.appendCodePoint(c);
            } else {
                for (char half : Character.toChars(c)) {
                    all.append(escape(half));
                }
            }
        });
        return all.toString();
    }

    private static boolean isShown(int c, String kept) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> kept.indexOf(c) >= 0;
            default -> true;
        };
    }

    private static String escape(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", (int) c);
        };
    }
}
