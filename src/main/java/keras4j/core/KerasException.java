package keras4j.core;

/**
 * The one exception of keras4j: what was expected, what was received, and where. Its message is {@link Printable}, whatever it is
 * put together of.
 */
public final class KerasException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KerasException(String message) {
        super(Printable.message(message));
    }

    public KerasException(String message, Throwable cause) {
        super(Printable.message(message), cause);
    }

    /** An exception that reads "{@code where}: expected {@code expected}, received {@code received}". */
    public static KerasException expected(String where, String expected, Object received) {
        return new KerasException(Printable.of(where) + ": expected " + Printable.cut(expected, Printable.MAX_LIST)
                + ", received " + Printable.of(received));
    }

    /** The same with where it happened before it, unless it says so already. */
    public KerasException in(String where) {
        String message = getMessage();
        String shown = Printable.of(where);
        boolean isSaid = message.startsWith(shown)
                && message.length() > shown.length()
                && !Character.isLetterOrDigit(message.charAt(shown.length()));
        return isSaid ? this : new KerasException(shown + ": " + message, this);
    }

    /** The value, or an exception if it is null. */
    public static <T> T notNull(String where, String expected, T value) {
        if (value == null) {
            throw expected(where, expected, null);
        }
        return value;
    }
}
