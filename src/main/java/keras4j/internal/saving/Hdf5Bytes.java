package keras4j.internal.saving;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import keras4j.core.KerasException;

/**
 * An untrusted HDF5 file in memory, which is read about once: one in which groups, trees or chunks lead to one another in more
 * ways than it has bytes is refused. What is read is a view of it: a length that it only claims costs nothing.
 */
final class Hdf5Bytes implements HdfBackingStorage {
    /** How often each byte may be read on average, and how many bytes beside that. */
    private static final int MAX_TIMES = 16;

    private static final long MIN_BYTES = 1 << 20;

    private final String where;
    private final HdfBackingStorage storage;
    private long left;

    private Hdf5Bytes(String where, HdfBackingStorage storage) {
        this.where = where;
        this.storage = storage;
        left = MIN_BYTES + MAX_TIMES * storage.size();
    }

    /**
     * Opens a file.
     *
     * @param where what messages begin with
     * @throws RuntimeException of many kinds if it is damaged
     */
    static HdfFile open(String where, byte[] bytes) {
        HdfBackingStorage storage = HdfFile.fromBytes(bytes).getHdfBackingStorage();
        try {
            Constructor<HdfFile> constructor = HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
            constructor.setAccessible(true); // no other way leads to jHDF without a copy for each claimed length
            return constructor.newInstance(new Hdf5Bytes(where, storage));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("jHDF is not the version that this was written for", e);
        }
    }

    private ByteBuffer counted(ByteBuffer read) {
        left -= Math.max(1, read.remaining());
        if (left < 0) {
            throw KerasException.expected(where, "each part of the file in one place", "one that is in very many");
        }
        return read;
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        return counted(storage.readBufferFromAddress(address, length));
    }

    @Override
    public ByteBuffer map(long address, long length) {
        return counted(storage.map(address, length));
    }

    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        return counted(storage.mapNoOffset(address, length));
    }

    @Override
    public long getUserBlockSize() {
        return storage.getUserBlockSize();
    }

    @Override
    public Superblock getSuperblock() {
        return storage.getSuperblock();
    }

    @Override
    public FileChannel getFileChannel() {
        return storage.getFileChannel();
    }

    @Override
    public int getSizeOfOffsets() {
        return storage.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return storage.getSizeOfLengths();
    }

    @Override
    public void close() {
        storage.close();
    }

    @Override
    public long size() {
        return storage.size();
    }

    @Override
    public boolean inMemory() {
        return storage.inMemory();
    }
}
