package keras4j.layers;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import keras4j.core.KerasException;
import keras4j.core.Names;
import keras4j.core.UniqueNames;

/**
 * The name of a layer: the user's, or one that is numbered by class in the first model that has the layer: dense, dense_1. It stays
 * the same in every further model, where new layers are numbered on. Where two numbered ones meet that are the same, since each is of
 * another model, the one that came later is numbered anew, in all of its models. So they are numbered as in Keras, which does it for
 * the layers of a whole program.
 */
final class LayerName {
    private static final AtomicLong NUMBERED = new AtomicLong();

    private String name;
    /** By what it is numbered; "" for the class, null for a name of the user's. */
    private String base = "";
    /** Which of all names was numbered before it; after all, if it is none of a model's. */
    private long number = Long.MAX_VALUE;
    /** How many models have the layer, or layers that it is a part of. */
    private int owners;
    /** The names of those models that are still there. */
    private final Set<UniqueNames> models = Collections.newSetFromMap(new WeakHashMap<>());

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

    /** Names are given in the order of these: the users', those that layers have in other models, and new ones. */
    long order() {
        return base == null ? -1 : owners == 0 ? Long.MAX_VALUE : number;
    }

    /** Whether a model has the layer, or a layer of which it is a part. */
    boolean isOwned() {
        return owners > 0;
    }

    /** Says that it is a part of a layer. */
    void own() {
        owners++;
    }

    /**
     * Takes the layer into a model of these names.
     *
     * @return the name before, for {@link #detach}
     * @throws KerasException if it is the user's, and taken
     */
    String attach(UniqueNames names, String className) {
        synchronized (LayerName.class) {
            return attached(names, className);
        }
    }

    private String attached(UniqueNames names, String className) {
        String before = name;
        names.relate(models);
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
        models.add(names);
        return before;
    }

    private void rename(String value) {
        for (UniqueNames other : models) {
            other.free(name);
            other.take(value);
        }
        name = value;
    }

    /** Lets the layer out of a model; it has the name again that it had before. */
    void detach(UniqueNames names, String before) {
        synchronized (LayerName.class) {
            models.remove(names);
            names.free(name);
            owners--;
            if (owners > 0 && before != null && !before.equals(name)) {
                rename(before);
            }
        }
    }
}
