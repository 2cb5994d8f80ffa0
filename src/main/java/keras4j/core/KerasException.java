package keras4j.core;

/** The one exception of keras4j: what was expected, what was received, and where. */
public final class KerasException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** So much of a received value: it may come from a file and be of any length. */
    private static final int MOST_SHOWN = 500;

    public KerasException(String message) {
        super(message);
    }

    public KerasException(String message, Throwable cause) {
        super(message, cause);
    }

    /** An exception that reads "{@code where}: expected {@code expected}, received {@code received}". */
    public static KerasException expected(String where, String expected, Object received) {
        String text = String.valueOf(received);
        String shown = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        return new KerasException(where + ": expected " + expected + ", received " + shown);
    }

    /** The same with where it happened before it, unless it says so already. */
    public KerasException in(String where) {
        String message = getMessage();
        boolean isSaid = message.startsWith(where)
                && message.length() > where.length()
                && !Character.isLetterOrDigit(message.charAt(where.length()));
        return isSaid ? this : new KerasException(where + ": " + message, this);
    }

    /** The value, or an exception if it is null. */
    public static <T> T notNull(String where, String expected, T value) {
        if (value == null) {
            throw expected(where, expected, null);
        }
        return value;
    }
}
