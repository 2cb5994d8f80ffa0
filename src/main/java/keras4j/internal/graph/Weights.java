package keras4j.internal.graph;

import java.util.Arrays;
import java.util.List;

/** The numbers of all weights, of one network, or of one and the models nested in it; read and written one at a time. */
final class Weights {
    private final float[] all;
    private long version;

    Weights(float[] all) {
        this.all = all;
    }

    /** Not a copy: whoever reads or writes it holds this object's monitor. */
    float[] all() {
        return all;
    }

    synchronized float[] copy() {
        return all.clone();
    }

    List<float[]> get(List<Slot> slots) {
        float[] copy = copy();
        return slots.stream()
                .map(slot -> Arrays.copyOfRange(copy, slot.offset(), slot.end()))
                .toList();
    }

    synchronized void set(List<Slot> slots, List<float[]> values) {
        for (int i = 0; i < slots.size(); i++) {
            System.arraycopy(values.get(i), 0, all, slots.get(i).offset(), values.get(i).length);
        }
        changed();
    }

    synchronized void changed() {
        version++;
    }

    synchronized long version() {
        return version;
    }
}
