package keras4j.internal.protobuf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A message in the wire format of Protocol Buffers: its fields in the order in which they are added. */
public final class ProtoMessage {
    /** The format's numbers of the forms that a field can have. */
    private static final int VARINT = 0;

    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    /** Bytes that are there when they are written, so that large ones need not be copied before. */
    public interface Content {
        /** Writes them all. */
        void writeTo(OutputStream out) throws IOException;
    }

    private final List<Content> parts = new ArrayList<>();
    private long size;

    /** How many bytes it is. */
    public long size() {
        return size;
    }

    /** Writes its bytes. */
    public void writeTo(OutputStream out) throws IOException {
        for (Content part : parts) {
            part.writeTo(out);
        }
    }

    /** A whole number of any kind, or true or false. */
    public ProtoMessage integer(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
        return this;
    }

    /** A float64. */
    public ProtoMessage real(int field, double value) {
        varint((long) field << 3 | FIXED_64);
        bytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(value)
                .array());
        return this;
    }

    /** A float32. */
    public ProtoMessage real(int field, float value) {
        varint((long) field << 3 | FIXED_32);
        bytes(ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(value)
                .array());
        return this;
    }

    /** A text, in UTF-8. */
    public ProtoMessage text(int field, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return content(field, bytes.length, out -> out.write(bytes));
    }

    /**
     * A message in this one.
     *
     * @param value has all its fields
     */
    public ProtoMessage message(int field, ProtoMessage value) {
        return content(field, value.size, value::writeTo);
    }

    /**
     * Bytes, or a message.
     *
     * @param length the number of the bytes that the content writes
     */
    public ProtoMessage content(int field, long length, Content content) {
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
