package keras4j.internal.saving;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The texts that attributes of an HDF5 file refer to, of any length: its global heap, which is made of collections. */
final class Hdf5Texts {
    private static final int HEADER = 16;

    /**
     * HDF5's own library takes no smaller collection. A larger one is made for a longer text only, since readers read all of it for
     * each attribute.
     */
    private static final int SIZE = 4096;

    private final List<byte[]> full = new ArrayList<>();
    private LittleEndianBytes texts = new LittleEndianBytes();
    private int count;
    /** Where the collection that is being filled will be. */
    private long address;

    /** @param address where the first byte will be, a multiple of 8 */
    Hdf5Texts(long address) {
        this.address = address;
    }

    /** Adds a text, and returns what refers to it: 16 bytes. */
    byte[] add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (2 * HEADER + texts.size() + bytes.length > SIZE) {
            finish();
        }
        texts.number(2, ++count).number(2, 1).number(4, 0).number(8, bytes.length);
        texts.bytes(bytes).align();
        return new LittleEndianBytes()
                .number(4, bytes.length)
                .number(8, address)
                .number(4, count)
                .toByteArray();
    }

    /** Ends the last collection, and returns where the byte behind it will be. */
    long finish() {
        if (count > 0) {
            int used = HEADER + texts.size();
            int size = Math.max(SIZE, used);
            LittleEndianBytes collection =
                    new LittleEndianBytes().ascii("GCOL").number(4, 1).number(8, size);
            collection.bytes(texts.toByteArray());
            if (size - used >= HEADER) {
                collection.number(8, 0).number(8, size - used); // what is free
            }
            collection.bytes(new byte[size - collection.size()]);
            full.add(collection.toByteArray());
            address += size;
            texts = new LittleEndianBytes();
            count = 0;
        }
        return address;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] collection : full) {
            out.write(collection);
        }
    }
}
