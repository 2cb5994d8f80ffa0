package keras4j.internal.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message in the wire format of Protocol Buffers: its fields in the order in which they are added. */
final class ProtoMessage {
    /** The format's numbers of the forms that a field can have. */
    private static final int VARINT = 0;

    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    /** Bytes that are there when they are written, so that large ones need not be copied before. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final List<Content> parts = new ArrayList<>();
    private long size;

    /** How many bytes it is. */
    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (Content part : parts) {
            part.writeTo(out);
        }
    }

    ProtoMessage integer(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    ProtoMessage real(int field, float value) {
        varint((long) field << 3 | FIXED_32);
        int bits = Float.floatToRawIntBits(value);
        bytes(new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)});
        return this;
    }

    ProtoMessage text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return content(field, bytes.length, out -> out.write(bytes));
    }

    /** @param value has all its fields */
    ProtoMessage message(int field, ProtoMessage value) {
        return content(field, value.size, value::writeTo);
    }

    /** @param length the number of the bytes that the content writes */
    ProtoMessage content(int field, long length, Content content) {
        varint((long) field << 3 | LENGTH_DELIMITED);
        varint(length);
        parts.add(content);
        size += length;
        return this;
    }

    /** Seven bits a byte, the least first; the eighth says that more follow. */
    private void varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7f) | 0x80);
        }
        out.write((int) rest);
        bytes(out.toByteArray());
    }

    private void bytes(byte[] bytes) {
        parts.add(out -> out.write(bytes));
        size += bytes.length;
    }
}
