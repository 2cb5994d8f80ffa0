package keras4j.internal.saving;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes that are put together: whole numbers are little-endian. */
final class LittleEndianBytes extends ByteArrayOutputStream {
    /** Adds a number of 1, 2, 4 or 8 bytes. */
    LittleEndianBytes number(int length, long value) {
        for (int i = 0; i < length; i++) {
            write((int) (value >> Byte.SIZE * i));
        }
        return this;
    }

    LittleEndianBytes bytes(byte... bytes) {
        writeBytes(bytes);
        return this;
    }

    LittleEndianBytes ascii(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Zeros up to the next multiple of 8. */
    LittleEndianBytes align() {
        return number(-size() & 7, 0);
    }
}
