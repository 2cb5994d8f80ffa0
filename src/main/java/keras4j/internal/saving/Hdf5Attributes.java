package keras4j.internal.saving;

import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import keras4j.core.KerasException;

/**
 * The attributes of a group of an HDF5 file, which is untrusted.
 *
 * @param where what messages begin with
 */
record Hdf5Attributes(Group group, String where) {
    /** What Keras writes has not so many names. */
    private static final int MAX_NAMES = 1 << 16;

    /** An attribute that is a text; null if there is none. */
    String text(String name) {
        Attribute attribute = group.getAttribute(name);
        if (attribute == null) {
            return null;
        }
        if (attribute.getDimensions().length != 0 || !(attribute.getData() instanceof String text)) {
            throw KerasException.expected(
                    where + ", " + name, "a text", attribute.getJavaType().getSimpleName());
        }
        return text;
    }

    /** An attribute that is a list of names, in several of name0, name1, .. where it is long; empty if there is none. */
    List<String> texts(String name) {
        Set<String> all = new LinkedHashSet<>();
        if (group.getAttribute(name) != null) {
            add(name, all);
        }
        for (int i = 0; all.isEmpty() || i > 0; i++) {
            if (group.getAttribute(name + i) == null) {
                return List.copyOf(all);
            }
            add(name + i, all);
        }
        return List.copyOf(all);
    }

    private void add(String name, Set<String> all) {
        Attribute attribute = group.getAttribute(name);
        long[] dims = attribute.getDimensionsAsLong();
        if (dims.length != 1 || dims[0] < 0 || dims[0] + all.size() > MAX_NAMES) {
            throw KerasException.expected(where + ", " + name, "up to " + MAX_NAMES + " names", Arrays.toString(dims));
        }
        if (dims[0] > 0) {
            checkHeap(name, attribute, (int) dims[0]);
            if (!(attribute.getData() instanceof String[] texts)) {
                throw KerasException.expected(
                        where + ", " + name, "names", attribute.getJavaType().getSimpleName());
            }
            for (String text : texts) {
                if (!all.add(text)) {
                    throw KerasException.expected(where + ", " + name, "different names", "\"" + text + "\" twice");
                }
            }
        }
    }

    /** Texts of any length stand elsewhere in the file, each in a place of its own: else a few bytes could be many texts. */
    private void checkHeap(String name, Attribute attribute, int count) {
        ByteBuffer references = attribute.getDataType() instanceof VariableLength ? attribute.getBuffer() : null;
        if (references == null) {
            return;
        }
        int each = references.remaining() / count;
        Set<ByteBuffer> places = new HashSet<>();
        for (int i = 0; i < count; i++) {
            // Behind the length, which is 0 for a text that is nowhere.
            ByteBuffer place =
                    references.slice(references.position() + i * each, each).order(references.order());
            if (place.getInt() != 0 && !places.add(place)) {
                throw KerasException.expected(
                        where + ", " + name, "names with places of their own", "some in one place");
            }
        }
    }
}
