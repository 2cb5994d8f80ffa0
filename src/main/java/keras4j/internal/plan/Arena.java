package keras4j.internal.plan;

import java.util.ArrayList;
import java.util.List;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.Tiles;

/**
 * The buffers that all plans of one engine share: one plan runs at a time. A plan takes buffers and gives them back in the order in
 * which it will run; each buffer is as long as the longest value that some plan has in it.
 */
public final class Arena {
    /** A larger buffer is taken for a value if it is at most so many times as long, and a shorter one is made longer else. */
    private static final int MAX_WASTE = 4;

    /** Values of at least so many numbers stand in native memory, if all who read and write them can do so. */
    static final int MIN_NATIVE = 4_096;

    private static final class Slot {
        private final Buffer buffer;
        private int size;
        private boolean isTaken;

        Slot(Buffer buffer) {
            this.buffer = buffer;
        }
    }

    private final Tiles tiles = new Tiles();
    private final List<Slot> slots = new ArrayList<>();

    public Tiles tiles() {
        return tiles;
    }

    /** Another plan begins: it may take all buffers. */
    void begin() {
        slots.forEach(slot -> slot.isTaken = false);
    }

    /** A buffer with room for so many numbers. */
    Buffer take(int size, boolean isNative) {
        Slot best = null;
        for (Slot slot : slots) {
            if (!slot.isTaken
                    && slot.buffer.isNative() == isNative
                    && slot.size <= (long) MAX_WASTE * size
                    && (best == null || isBetter(slot.size, best.size, size))) {
                best = slot;
            }
        }
        if (best == null) {
            best = new Slot(isNative ? Buffer.ofNative() : Buffer.ofArray());
            slots.add(best);
        }
        best.isTaken = true;
        best.size = Math.max(best.size, size);
        best.buffer.reserve(size);
        return best.buffer;
    }

    /** The smallest that is long enough, or else the longest. */
    private static boolean isBetter(int size, int than, int needed) {
        return than < needed ? size > than : size >= needed && size < than;
    }

    void giveBack(Buffer buffer) {
        for (Slot slot : slots) {
            if (slot.buffer == buffer) {
                slot.isTaken = false;
            }
        }
    }

    /** The numbers that all buffers have room for. */
    public long size() {
        return slots.stream().mapToLong(slot -> slot.size).sum();
    }
}
