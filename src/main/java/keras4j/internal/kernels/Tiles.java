package keras4j.internal.kernels;

import java.util.ArrayList;
import java.util.List;
import keras4j.core.Parallel;

/**
 * The arrays that {@link RowProgram}s of one engine work on, tile after tile; one program runs at a time, so all have the same.
 * Each chunk of a {@link Parallel} loop has its own.
 */
public final class Tiles {
    private final List<List<float[]>> registers = new ArrayList<>();
    private final Scratch[] scratches = new Scratch[Parallel.PARTS];
    private final Buffer room = Buffer.ofArray();
    private Buffer nativeRoom;
    private Buffer[] staging;
    private int scratchSize;

    public Tiles() {
        for (int part = 0; part < Parallel.PARTS; part++) {
            registers.add(new ArrayList<>());
        }
    }

    /** An array of at least so many numbers. */
    float[] register(int part, int number, int size) {
        List<float[]> all = registers.get(part);
        while (all.size() <= number) {
            all.add(new float[0]);
        }
        if (all.get(number).length < size) {
            all.set(number, new float[size]);
        }
        return all.get(number);
    }

    /** Native memory into which a {@link Product} copies what stands in arrays. */
    Buffer[] staging() {
        if (staging == null) {
            staging = new Buffer[] {Buffer.ofNative(), Buffer.ofNative(), Buffer.ofNative()};
        }
        return staging;
    }

    /** Room for so many numbers that a kernel needs only while it runs, the same for all kernels. */
    Buffer room(int size, boolean isNative) {
        if (isNative && nativeRoom == null) {
            nativeRoom = Buffer.ofNative();
        }
        Buffer buffer = isNative ? nativeRoom : room;
        buffer.reserve(size);
        return buffer;
    }

    Scratch scratch(int part, int size) {
        if (size > scratchSize) {
            scratchSize = size;
            for (int i = 0; i < scratches.length; i++) {
                scratches[i] = null;
            }
        }
        if (scratches[part] == null) {
            scratches[part] = new Scratch(scratchSize);
        }
        return scratches[part];
    }
}
