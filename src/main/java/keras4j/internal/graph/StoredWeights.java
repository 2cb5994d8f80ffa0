package keras4j.internal.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import keras4j.core.LayerWeights;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;

/**
 * Weights of a layer or a network, one after the other, wherever they are stored. They are read and written one at a time, by whoever
 * has {@link #lock locked} all stores that they are in.
 */
final class StoredWeights implements LayerWeights {
    /** Where one weight is. */
    record Place(Store store, int offset, Shape shape) {
        int end() {
            return offset + shape.size();
        }
    }

    /** Neighbours, in a store and here. */
    private static final class Run {
        private final Store store;
        private final int from;
        private final int to;
        private int length;
        private long seen = -1;

        Run(Place place, int to) {
            store = place.store;
            from = place.offset;
            this.to = to;
            length = place.shape.size();
        }

        boolean isFollowedBy(Place place) {
            return store == place.store && from + length == place.offset;
        }
    }

    private final List<Place> places;
    private final Store[] stores;
    private final Run[] runs;
    private final int count;
    /** A copy of all, one after the other; null before it is needed, or if they are so where they are stored. */
    private float[] copy;

    StoredWeights(List<Place> places) {
        this.places = List.copyOf(places);
        stores = places.stream()
                .map(Place::store)
                .distinct()
                .sorted(Comparator.comparingLong(store -> store.order))
                .toArray(Store[]::new);
        List<Run> found = new ArrayList<>();
        Run last = null;
        int at = 0;
        for (Place place : places) {
            if (last != null && last.isFollowedBy(place)) {
                last.length += place.shape.size();
            } else {
                last = new Run(place, at);
                found.add(last);
            }
            at += place.shape.size();
        }
        runs = found.toArray(Run[]::new);
        count = at;
    }

    /** New ones, with their first values, all in one store. */
    static StoredWeights made(List<WeightSpec> specs) {
        Store store = new Store(
                new float[specs.stream().mapToInt(spec -> spec.shape().size()).sum()]);
        List<Place> places = new ArrayList<>();
        int offset = 0;
        for (WeightSpec spec : specs) {
            spec.initializer().fill(store.numbers, offset, spec.shape());
            places.add(new Place(store, offset, spec.shape()));
            offset += spec.shape().size();
        }
        return new StoredWeights(places);
    }

    @Override
    public StoredWeights with(List<WeightSpec> more) {
        List<Place> all = new ArrayList<>(places);
        all.addAll(made(more).places);
        return new StoredWeights(all);
    }

    List<Place> places() {
        return places;
    }

    /** The number of numbers. */
    int count() {
        return count;
    }

    void lock() {
        for (int i = 0; i < stores.length; i++) {
            stores[i].lock.lock();
        }
    }

    void unlock() {
        for (int i = stores.length - 1; i >= 0; i--) {
            stores[i].lock.unlock();
        }
    }

    @Override
    public List<Shape> shapes() {
        return places.stream().map(Place::shape).toList();
    }

    @Override
    public List<float[]> get() {
        lock();
        try {
            return places.stream()
                    .map(place -> Arrays.copyOfRange(place.store.numbers, place.offset, place.end()))
                    .toList();
        } finally {
            unlock();
        }
    }

    @Override
    public void set(List<float[]> values) {
        lock();
        try {
            for (int i = 0; i < places.size(); i++) {
                Place place = places.get(i);
                System.arraycopy(values.get(i), 0, place.store.numbers, place.offset, place.shape.size());
            }
            for (Store store : stores) {
                store.version++;
            }
        } finally {
            unlock();
        }
    }

    private boolean areOneAfterTheOther() {
        return runs.length == 1 && runs[0].from == 0;
    }

    /**
     * All, one after the other, in an array that may be longer: as they are stored, or a copy; {@link #changed} brings back
     * what is written.
     */
    float[] all() {
        if (areOneAfterTheOther()) {
            return runs[0].store.numbers;
        }
        if (copy == null) {
            copy = new float[count];
        }
        for (Run run : runs) {
            if (run.seen != run.store.version) {
                System.arraycopy(run.store.numbers, run.from, copy, run.to, run.length);
                run.seen = run.store.version;
            }
        }
        return copy;
    }

    /** Says that what {@link #all} gave has been written. */
    void changed() {
        if (areOneAfterTheOther()) {
            runs[0].store.version++;
            return;
        }
        for (Run run : runs) {
            float[] numbers = run.store.numbers;
            int same = Arrays.mismatch(copy, run.to, run.to + run.length, numbers, run.from, run.from + run.length);
            if (same >= 0) {
                System.arraycopy(copy, run.to + same, numbers, run.from + same, run.length - same);
                run.store.version++;
            }
        }
        for (Run run : runs) {
            run.seen = run.store.version;
        }
    }

    /** A number that is another one whenever the weights are others. */
    long version() {
        long sum = 0;
        for (int i = 0; i < stores.length; i++) {
            sum += stores[i].version;
        }
        return sum;
    }
}
