package keras4j.internal.saving;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import keras4j.core.KerasException;

/**
 * An untrusted HDF5 file in memory, which is read about once: one in which groups, trees or chunks lead to one another in more
 * ways than it has bytes is refused.
 */
final class Hdf5Bytes implements SeekableByteChannel {
    /** How often each byte may be read on average, and how many bytes beside that. */
    private static final int MAX_TIMES = 16;

    private static final long MIN_BYTES = 1 << 20;

    private final String where;
    private final ByteBuffer bytes;
    private long left;

    /** @param where what messages begin with */
    Hdf5Bytes(String where, byte[] bytes) {
        this.where = where;
        this.bytes = ByteBuffer.wrap(bytes);
        left = MIN_BYTES + (long) MAX_TIMES * bytes.length;
    }

    @Override
    public int read(ByteBuffer target) {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        int count = Math.min(bytes.remaining(), target.remaining());
        left -= Math.max(1, count);
        if (left < 0) {
            throw KerasException.expected(where, "each part of the file in one place", "one that is in very many");
        }
        target.put(bytes.slice().limit(count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public long position() {
        return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long position) {
        bytes.position((int) Math.min(bytes.limit(), position));
        return this;
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // There is nothing but memory.
    }
}
