package keras4j.internal.dl4j;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Set;
import keras4j.core.KerasException;

/**
 * An array as {@code Nd4j.write} writes it: how long its description is, the description (rank, shape, strides, flags, order),
 * then the numbers, all big-endian. Read here, and not by ND4J, which takes memory for whatever a file says.
 */
final class Nd4jArray {
    private static final Set<String> MODES = Set.of("MIXED_DATA_TYPES", "LONG_SHAPE");
    private static final int MAX_DESCRIPTION = 2 * 32 + 4;

    private Nd4jArray() {}

    /** The most bytes of a vector of so many numbers. */
    static long mostBytes(long count) {
        return 1024 + count * Double.BYTES;
    }

    /**
     * Reads a vector.
     *
     * @param count how many numbers it has to have
     * @throws KerasException if it is another array
     */
    static float[] read(String where, byte[] bytes, int count) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long length = header(where, in, "LONG", MAX_DESCRIPTION);
            long size = 1;
            for (long i = 0; i < length; i++) {
                long value = in.readLong();
                size *= i == 1 || i == 2 && length == 8 ? value : 1;
                if (i == 0 && (length != 2 * value + 4 || value > 2)) {
                    throw KerasException.expected(where, "a vector", "an array of rank " + value);
                }
            }
            checkCount(where, size, count);
            String type = type(where, in, count);
            if (in.available() != (long) count * (type.equals("DOUBLE") ? Double.BYTES : Float.BYTES)) {
                throw KerasException.expected(where, count + " numbers of " + type, in.available() + " bytes");
            }
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = type.equals("DOUBLE") ? (float) in.readDouble() : in.readFloat();
            }
            return values;
        } catch (EOFException e) {
            throw new KerasException(where + ": expected an array of ND4J's, received the end of the file", e);
        } catch (IOException e) {
            throw new KerasException(where + ": expected an array of ND4J's, received " + e, e);
        }
    }

    private static long header(String where, DataInputStream in, String type, long most) throws IOException {
        mode(where, in);
        long length = in.readLong();
        String found = in.readUTF();
        if (length < 0 || length > most || !found.equals(type)) {
            throw KerasException.expected(where, "at most " + most + " numbers of " + type, length + " of " + found);
        }
        return length;
    }

    private static String type(String where, DataInputStream in, int count) throws IOException {
        mode(where, in);
        checkCount(where, in.readLong(), count);
        String type = in.readUTF();
        if (!type.equals("FLOAT") && !type.equals("DOUBLE")) {
            throw KerasException.expected(where, "numbers of FLOAT or DOUBLE", type);
        }
        return type;
    }

    private static void mode(String where, DataInputStream in) throws IOException {
        String mode = in.readUTF();
        if (!MODES.contains(mode)) {
            throw KerasException.expected(where, "an array of ND4J's, " + MODES, mode);
        }
    }

    private static void checkCount(String where, long found, int count) {
        if (found != count) {
            throw KerasException.expected(where, count + " numbers, as the layers have", found);
        }
    }
}
