package keras4j.internal.saving;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the groups of a model's layers are called in Keras's HDF5 layout. */
interface GroupNames {
    /** Keras 3's, and Keras 2's from 2.13 on: dense, dense_1, .. */
    GroupNames NUMBERED = new GroupNames() {
        @Override
        public String container() {
            return "layers";
        }

        @Override
        public String of(String container, String name, int number) {
            return number == 0 ? name : name + "_" + number;
        }
    };

    String OLD_CONTAINER = "_layer_checkpoint_dependencies";

    /** The group that has those of a model's layers. */
    String container();

    /**
     * The group of a layer in there.
     *
     * @param name the class in snake case
     * @param number how many layers of that class are before it; asked for one after the other
     */
    String of(String container, String name, int number);

    /**
     * Those that a file has. Keras 2.12 and 3.0 have another container, where numbers are left out: what is there is in order.
     */
    static GroupNames of(Hdf5Reader hdf) {
        if (hdf.has(NUMBERED.container()) || !hdf.has(OLD_CONTAINER)) {
            return NUMBERED;
        }
        return new Old(hdf);
    }

    /** Those that a file has in an old container. */
    final class Old implements GroupNames {
        private static final Pattern NUMBER = Pattern.compile("_[0-9]{1,9}");

        private final Hdf5Reader hdf;
        /** By container and class, what is there in the order of the numbers. */
        private final Map<String, Map<String, TreeMap<Integer, String>>> found = new HashMap<>();

        private Old(Hdf5Reader hdf) {
            this.hdf = hdf;
        }

        @Override
        public String container() {
            return OLD_CONTAINER;
        }

        @Override
        public String of(String container, String name, int number) {
            TreeMap<Integer, String> groups =
                    found.computeIfAbsent(container, this::read).get(name);
            Map.Entry<Integer, String> next = groups == null ? null : groups.pollFirstEntry();
            return next == null ? NUMBERED.of(container, name, number) : next.getValue();
        }

        /** A class may itself end with a number. */
        private Map<String, TreeMap<Integer, String>> read(String container) {
            Map<String, TreeMap<Integer, String>> groups = new HashMap<>();
            for (String group : hdf.names(container)) {
                add(group, 0, group, groups);
                int end = group.lastIndexOf('_');
                if (end >= 0 && NUMBER.matcher(group.substring(end)).matches()) {
                    add(group.substring(0, end), Integer.parseInt(group.substring(end + 1)), group, groups);
                }
            }
            return groups;
        }

        private static void add(String name, int number, String group, Map<String, TreeMap<Integer, String>> groups) {
            groups.computeIfAbsent(name, key -> new TreeMap<>()).put(number, group);
        }
    }
}
