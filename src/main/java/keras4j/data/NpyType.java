package keras4j.data;

import java.nio.ByteBuffer;
import java.util.Locale;
import keras4j.core.Float16;
import keras4j.core.KerasException;

/** The number types of NumPy's files that can be read, under NumPy's names without the byte order. */
enum NpyType {
    B1(1, bytes -> bytes.get() == 0 ? 0 : 1),
    I1(1, ByteBuffer::get),
    U1(1, bytes -> Byte.toUnsignedInt(bytes.get())),
    I2(2, ByteBuffer::getShort),
    U2(2, bytes -> Short.toUnsignedInt(bytes.getShort())),
    I4(4, ByteBuffer::getInt),
    U4(4, bytes -> Integer.toUnsignedLong(bytes.getInt())),
    I8(8, ByteBuffer::getLong),
    U8(8, bytes -> unsigned(bytes.getLong())),
    F2(2, bytes -> Float16.ofHalf(bytes.getShort())),
    F4(4, ByteBuffer::getFloat),
    F8(8, bytes -> (float) bytes.getDouble());

    private interface Decoder {
        float next(ByteBuffer bytes);
    }

    private final int bytes;
    private final Decoder decoder;

    NpyType(int bytes, Decoder decoder) {
        this.bytes = bytes;
        this.decoder = decoder;
    }

    /**
     * The type by NumPy's name, such as f4.
     *
     * @throws KerasException for any other, such as O for Python's objects
     */
    static NpyType of(String name) {
        for (NpyType type : values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw KerasException.expected(
                "descr", "numbers: b1, i1 to i8, u1 to u8 or f2 to f8", "the type \"" + name + "\"");
    }

    /** How many bytes a number takes. */
    int bytes() {
        return bytes;
    }

    /** The next number. */
    float next(ByteBuffer source) {
        return decoder.next(source);
    }

    /** The nearest float32: the halved number's last bit remembers the one that was cut off. */
    private static float unsigned(long bits) {
        return bits >= 0 ? bits : 2f * (bits >>> 1 | bits & 1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
