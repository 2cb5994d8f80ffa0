package keras4j.internal.saving;

import java.util.Comparator;
import java.util.List;

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
     * @param number how many layers of that class are before it
     */
    String of(String container, String name, int number);

    /**
     * Those that a file has. Keras 2.12 and 3.0 have another container, where numbers are left out: what is there is in order.
     */
    static GroupNames of(Hdf5Reader hdf) {
        if (hdf.has(NUMBERED.container()) || !hdf.has(OLD_CONTAINER)) {
            return NUMBERED;
        }
        return new GroupNames() {
            @Override
            public String container() {
                return OLD_CONTAINER;
            }

            @Override
            public String of(String container, String name, int number) {
                List<String> found = hdf.names(container).stream()
                        .filter(group -> group.matches(name + "(_[0-9]{1,9})?"))
                        .sorted(Comparator.comparingInt(
                                group -> group.equals(name) ? 0 : Integer.parseInt(group.substring(name.length() + 1))))
                        .toList();
                return number < found.size() ? found.get(number) : NUMBERED.of(container, name, number);
            }
        };
    }
}
