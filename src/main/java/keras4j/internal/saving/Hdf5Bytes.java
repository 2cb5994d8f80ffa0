package keras4j.internal.saving;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes of an HDF5 file that are put together: whole numbers are little-endian. */
final class Hdf5Bytes extends ByteArrayOutputStream {
    /** Adds a number of 1, 2, 4 or 8 bytes. */
    Hdf5Bytes number(int length, long value) {
        for (int i = 0; i < length; i++) {
            write((int) (value >> Byte.SIZE * i));
        }
        return this;
    }

    Hdf5Bytes bytes(byte... bytes) {
        writeBytes(bytes);
        return this;
    }

    Hdf5Bytes ascii(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Zeros up to the next multiple of 8. */
    Hdf5Bytes align() {
        return number(-size() & 7, 0);
    }
}
