package keras4j.layers;

import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.UniqueNames;

/**
 * The name of a layer: the user's, or one that is numbered by class in the first model that has the layer: dense, dense_1. It stays
 * the same in every further model, where new layers are numbered on. Where two numbered ones meet that are the same, since each is of
 * another model, the one that came later is numbered anew, in all of its models; of two, rather one that is in no compiled model. So
 * they are numbered as in Keras, which does it for the layers of a whole program. Names of the user's stay, and those by which compile
 * was given losses and metrics.
 */
final class LayerName {
    private static final AtomicLong NUMBERED = new AtomicLong();

    private String name;
    /** By what it is numbered; "" for the class, null for a name of the user's. */
    private String base = "";
    /** Which of all names was numbered before it; after all, if it is none of a model's. */
    private long number = Long.MAX_VALUE;
    /** Whether a compiled model has the layer, whose figures are reported by its name. */
    private boolean isReported;
    /** How many models have the layer, or layers that it is a part of. */
    private int owners;
    /** The names of those models that are still there, and the layer's before, if it has another one since that model has it. */
    private final Map<UniqueNames, String> models = new WeakHashMap<>();

    /** Null before it is known. */
    String get() {
        return name;
    }

    /** A name of the user's. */
    void set(String value) {
        name = Names.valid("layer name", value);
        base = null;
    }

    /** The name until a model numbers it, by the same. */
    void setDefault(String value) {
        name = value;
        base = value;
    }

    /**
     * Names are given in the order of these: the users', those that layers have in compiled models, then in other ones, and new
     * ones.
     */
    long order() {
        if (base == null || owners == 0) {
            return base == null ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return isReported ? number - Long.MAX_VALUE : number;
    }

    /** Whether a model has the layer, or a layer of which it is a part. */
    boolean isOwned() {
        return owners > 0;
    }

    /** Keeps the name from here on. */
    void keep() {
        synchronized (LayerName.class) {
            base = null;
        }
    }

    /** The same, as long as it is not taken where another one keeps it. */
    void report() {
        synchronized (LayerName.class) {
            isReported = true;
        }
    }

    /** Says that it is a part of a layer. */
    void own() {
        owners++;
    }

    /**
     * Takes the layer into a model of these names.
     *
     * @throws KerasException if it is to stay as it is, and is taken
     */
    void attach(UniqueNames names, String className) {
        synchronized (LayerName.class) {
            attachOwn(names, className);
        }
    }

    private void attachOwn(UniqueNames names, String className) {
        String before = name;
        names.relate(models.keySet());
        String numbered = base == null || !base.isEmpty() ? base : className;
        if (base == null || owners > 0 && name != null && !names.has(name)) {
            names.take(name);
        } else {
            String found = names.next(numbered);
            rename(found);
            number = owners == 0 ? NUMBERED.getAndIncrement() : number;
            names.take(name);
        }
        owners++;
        models.put(names, name.equals(before) ? null : before);
    }

    private void rename(String value) {
        for (UniqueNames other : models.keySet()) {
            other.free(name);
            other.take(value);
        }
        name = value;
    }

    /** Lets the layer out of a model; it has the name again that it had before, if no other model has given that to another layer. */
    void detach(UniqueNames names) {
        synchronized (LayerName.class) {
            String before = models.remove(names);
            names.free(name);
            owners--;
            boolean isFree = models.keySet().stream().noneMatch(other -> other.has(before));
            if (owners > 0 && base != null && before != null && isFree) {
                rename(before);
            }
        }
    }
}
