package keras4j;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Runners that any threads take and give back, without locks: as many are made as are at work at once, up to a number that
 * follows from the processors; beyond it a thread waits until another one gives its back.
 */
final class RunnerPool {
    /** A runner, and the slot that is its own. */
    record Entry(Runner runner, int slot) {}

    private static final Entry TAKEN = new Entry(null, -1);
    /** So far apart that no two slots are in one line of a processor's cache. */
    private static final int STRIDE = 16;

    private final Supplier<Runner> maker;
    /** Null in a slot whose runner has not been made, TAKEN where it is at work. */
    private final AtomicReferenceArray<Entry> slots;

    private final int mask;

    RunnerPool(Supplier<Runner> maker) {
        this.maker = maker;
        int size = Integer.highestOneBit(2 * Math.max(8, Runtime.getRuntime().availableProcessors()));
        slots = new AtomicReferenceArray<>(size * STRIDE);
        mask = size - 1;
    }

    /** A runner that is the caller's until it is given back; a thread looks first where it has found one before. */
    Entry take() {
        int first = (int) Thread.currentThread().getId();
        while (true) {
            for (int i = 0; i <= mask; i++) {
                int slot = (first + i & mask) * STRIDE;
                Entry entry = slots.get(slot);
                if (entry != null && entry != TAKEN && slots.compareAndSet(slot, entry, TAKEN)) {
                    return entry;
                }
            }
            for (int i = 0; i <= mask; i++) {
                int slot = (first + i & mask) * STRIDE;
                if (slots.get(slot) == null && slots.compareAndSet(slot, null, TAKEN)) {
                    return make(slot);
                }
            }
            Thread.yield();
        }
    }

    private Entry make(int slot) {
        boolean isMade = false;
        try {
            Entry entry = new Entry(maker.get(), slot);
            isMade = true;
            return entry;
        } finally {
            if (!isMade) {
                slots.set(slot, null);
            }
        }
    }

    void giveBack(Entry entry) {
        slots.setRelease(entry.slot(), entry);
    }

    /** The most runners that there can be. */
    int size() {
        return mask + 1;
    }

    /** The number of runners that have been made. */
    int made() {
        int made = 0;
        for (int i = 0; i <= mask; i++) {
            made += slots.get(i * STRIDE) == null ? 0 : 1;
        }
        return made;
    }
}
