package keras4j.internal.saving;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/**
 * Numbers that an HDF5 file has in chunks, each put through filters: gzip, lzf, shuffle and fletcher32. The file is untrusted, so
 * that all is decoded here, into no more bytes than a chunk of the shape that is expected has.
 */
final class Hdf5Chunks {
    /** What chunks can have that are larger than the numbers. */
    private static final long SMALL_CHUNKS = 1 << 20;

    private static final int GZIP = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int LZF = 32000;

    private final String where;
    private final ChunkedDataset data;
    private final FloatingPoint type;
    private final int[] dims;
    private final int[] chunk;

    private Hdf5Chunks(String where, ChunkedDataset data, FloatingPoint type, int[] dims) {
        this.where = where;
        this.data = data;
        this.type = type;
        this.dims = dims;
        this.chunk = data.getChunkDimensions();
    }

    /**
     * Reads all of a dataset.
     *
     * @param shape its own, which has been compared
     */
    static float[] read(String where, ChunkedDataset data, Shape shape) {
        if (!(data.getDataType() instanceof FloatingPoint type)) {
            throw KerasException.expected(where, "float32 numbers of shape " + shape, data.getDataType());
        }
        return new Hdf5Chunks(where, data, type, shape.dims()).read(shape.size());
    }

    private float[] read(int size) {
        long count = 1;
        boolean isRight = chunk.length == dims.length && dims.length > 0;
        for (int i = 0; isRight && i < chunk.length; i++) {
            isRight = chunk[i] > 0 && count <= Integer.MAX_VALUE;
            count *= chunk[i];
        }
        long bytes = count * type.getSize();
        if (!isRight
                || bytes * chunks()
                        > Math.max(SMALL_CHUNKS, Math.scalb((double) size * type.getSize(), 2 + dims.length))) {
            throw KerasException.expected(where, "chunks that are no larger than the data", Arrays.toString(chunk));
        }
        float[] values = new float[size];
        int[] at = new int[dims.length];
        do {
            copy(decoded(at, (int) bytes), at, values);
        } while (next(at));
        return values;
    }

    /** How many there are. */
    private double chunks() {
        double count = 1;
        for (int i = 0; i < chunk.length; i++) {
            count *= Math.ceil((double) dims[i] / chunk[i]);
        }
        return count;
    }

    /** Goes on to where the next chunk begins; false behind the last one. */
    private boolean next(int[] at) {
        for (int axis = at.length - 1; axis >= 0; axis--) {
            at[axis] += chunk[axis];
            if (at[axis] < dims[axis]) {
                return true;
            }
            at[axis] = 0;
        }
        return false;
    }

    /** Takes what of a chunk is inside of the data to its place, row by row. */
    private void copy(byte[] bytes, int[] from, float[] values) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(type.getByteOrder());
        int last = dims.length - 1;
        int columns = Math.min(chunk[last], dims[last] - from[last]);
        for (int row = 0, rows = bytes.length / type.getSize() / chunk[last]; row < rows; row++) {
            int rest = row;
            int to = from[last];
            boolean isInside = true;
            for (int axis = last - 1, stride = dims[last]; axis >= 0; stride *= dims[axis--]) {
                int place = from[axis] + rest % chunk[axis];
                rest /= chunk[axis];
                isInside &= place < dims[axis];
                to += isInside ? place * stride : 0;
            }
            for (int i = 0; isInside && i < columns; i++) {
                values[to + i] = number(buffer, (row * chunk[last] + i) * type.getSize());
            }
        }
    }

    private float number(ByteBuffer buffer, int at) {
        return switch (type.getSize()) {
            case Short.BYTES -> FloatingPoint.toFloat(buffer.getShort(at));
            case Float.BYTES -> buffer.getFloat(at);
            case Double.BYTES -> (float) buffer.getDouble(at);
            default -> throw KerasException.expected(where, "numbers of 2, 4 or 8 bytes", type.getSize());
        };
    }

    /** The bytes of the chunk that begins there. */
    private byte[] decoded(int[] at, int size) {
        ByteBuffer raw = data.getRawChunkBuffer(at.clone());
        byte[] bytes = new byte[(int) Math.min(raw.remaining(), 2L * size + 1024)];
        raw.get(bytes);
        List<PipelineFilterWithData> filters = data.getFilters();
        for (int i = filters.size() - 1; i >= 0; i--) {
            // Behind the first filters there may be the four bytes of a checksum.
            bytes = decoded(filters.get(i), bytes, size + Integer.BYTES);
        }
        if (bytes.length != size) {
            throw KerasException.expected(where, "chunks of " + size + " bytes", bytes.length);
        }
        return bytes;
    }

    private byte[] decoded(PipelineFilterWithData filter, byte[] bytes, int most) {
        return switch (filter.getId()) {
            case GZIP -> inflated(bytes, most);
            case LZF -> lzf(bytes, most);
            case SHUFFLE -> unshuffled(bytes, type.getSize());
            case FLETCHER32 -> checked(bytes);
            default -> throw KerasException.expected(where, "only gzip, lzf, shuffle and fletcher32", filter.getName());
        };
    }

    private KerasException damaged(String filter) {
        return KerasException.expected(
                where, "a chunk of " + filter, "a damaged one, or a larger one than the shape says");
    }

    private byte[] inflated(byte[] bytes, int most) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes);
            byte[] out = new byte[most + 1];
            int length = 0;
            while (!inflater.finished()) {
                int read = inflater.inflate(out, length, out.length - length);
                length += read;
                if (read == 0 && !inflater.finished()) {
                    throw damaged("gzip");
                }
            }
            return Arrays.copyOf(out, length);
        } catch (DataFormatException e) {
            throw damaged("gzip");
        } finally {
            inflater.end();
        }
    }

    /** LibLZF's form: runs of bytes as they are, and references to what was before. What is not smaller is there as it is. */
    private byte[] lzf(byte[] in, int most) {
        if (in.length == most - Integer.BYTES) {
            return in;
        }
        byte[] out = new byte[most];
        int length = 0;
        try {
            for (int at = 0; at < in.length; ) {
                int control = in[at++] & 0xFF;
                if (control < 32) {
                    System.arraycopy(in, at, out, length, control + 1);
                    at += control + 1;
                    length += control + 1;
                    continue;
                }
                int run = control >> 5;
                if (run == 7) {
                    run += in[at++] & 0xFF;
                }
                int from = length - ((control & 31) << 8) - (in[at++] & 0xFF) - 1;
                for (int i = 0; i < run + 2; i++) {
                    out[length++] = out[from++];
                }
            }
        } catch (IndexOutOfBoundsException e) {
            throw damaged("lzf");
        }
        return Arrays.copyOf(out, length);
    }

    /** All first bytes of the numbers, then all second ones, .. */
    private static byte[] unshuffled(byte[] bytes, int width) {
        byte[] out = bytes.clone();
        int count = bytes.length / width;
        for (int i = 0; i < count * width; i++) {
            out[i % count * width + i / count] = bytes[i];
        }
        return out;
    }

    /** HDF5's checksum over words of two bytes, behind them. */
    private byte[] checked(byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        if (length < 0) {
            throw damaged("fletcher32");
        }
        long low = 0;
        long high = 0;
        for (int i = 0; i < length; i += 2) {
            int word = (bytes[i] & 0xFF) << 8 | (i + 1 < length ? bytes[i + 1] & 0xFF : 0);
            low = (low + word) % 65535;
            high = (high + low) % 65535;
        }
        int found = Integer.reverseBytes(ByteBuffer.wrap(bytes).getInt(length));
        if (low != (found & 0xFFFF) % 65535 || high != (found >>> 16) % 65535) {
            throw damaged("fletcher32");
        }
        return Arrays.copyOf(bytes, length);
    }
}
