package keras4j.core;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Looks whether there is room for float32 numbers before memory is taken for them: a config of a few bytes, or a batch, can ask
 * for more than there is. What is needed at once is compared with all that Java's heap may become, not with what is free: garbage
 * counts as used.
 */
public final class Memory {
    /** The longest array that every Java machine can make. */
    public static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private static final double GIGABYTE = 1 << 30;
    private static final Supplier<String> NO_REASON = () -> "";

    private Memory() {}

    /**
     * Looks whether so many numbers can be in memory at once.
     *
     * @param where what the message begins with
     * @param what they are
     * @param numbers how many
     * @param reason stands at the message's end
     * @throws KerasException if they cannot
     */
    public static void check(String where, String what, long numbers, Supplier<String> reason) {
        long bytes = Runtime.getRuntime().maxMemory();
        if (numbers > bytes / Float.BYTES) {
            throw KerasException.expected(
                    where,
                    what + " that fit into " + gigabytes(bytes) + " of memory (java -Xmx.. gives more)",
                    gigabytes((double) numbers * Float.BYTES) + reason.get());
        }
    }

    /** The same without a reason. */
    public static void check(String where, String what, long numbers) {
        check(where, what, numbers, NO_REASON);
    }

    /** The same for numbers in one array, without a reason. */
    public static void checkArray(String where, String what, long numbers) {
        checkArray(where, what, numbers, NO_REASON);
    }

    /** The same for numbers in one array. */
    public static void checkArray(String where, String what, long numbers, Supplier<String> reason) {
        if (numbers > MAX_LENGTH) {
            throw KerasException.expected(
                    where, what + " of at most " + MAX_LENGTH + " numbers", numbers + reason.get());
        }
        check(where, what, numbers, reason);
    }

    /**
     * The length of an array of several samples.
     *
     * @throws KerasException if there can be no such array
     */
    public static int length(String where, int samples, int size) {
        long numbers = Math.multiplyFull(samples, size);
        if (numbers > MAX_LENGTH) {
            throw KerasException.expected(where, "at most " + MAX_LENGTH + " numbers of all samples", numbers);
        }
        return (int) numbers;
    }

    private static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, "%.3g GB", bytes / GIGABYTE);
    }
}
