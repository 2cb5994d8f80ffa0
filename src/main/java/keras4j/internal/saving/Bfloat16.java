package keras4j.internal.saving;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Bfloat16, the upper half of a float32, for which HDF5 has no type: Keras writes two opaque bytes and an attribute dtype.
 * Of a type of opaque bytes without a tag, jHDF cannot read the file, so that they are made a text of two bytes before.
 */
final class Bfloat16 {
    /** The header of an object's message: a type, 8 bytes long. */
    private static final long TYPE = 0x0008_0003L;

    private static final long OPAQUE = 0x0000_0002_0000_0015L;
    private static final long TEXT = 0x0000_0002_0000_0013L;

    private Bfloat16() {}

    /** The same array if there are none. */
    static byte[] readable(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer changed = null;
        for (int at = 8; at <= bytes.length - 8; at++) {
            if (buffer.getLong(at) == OPAQUE && (buffer.getLong(at - 8) & 0xFFFF_FF00_FFFF_FFFFL) == TYPE) {
                changed = changed == null ? ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN) : changed;
                changed.putLong(at, TEXT);
            }
        }
        return changed == null ? bytes : changed.array();
    }

    static boolean is(Dataset data) {
        Attribute dtype = data.getAttribute("dtype");
        return data.getDataType().getSize() == 2 && dtype != null && "bfloat16".equals(dtype.getData());
    }

    static float[] floats(ByteBuffer buffer) {
        ByteBuffer raw = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[raw.remaining() / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(raw.getShort() << 16);
        }
        return values;
    }
}
