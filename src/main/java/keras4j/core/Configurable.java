package keras4j.core;

/** Something whose arguments travel in Keras's config. */
public interface Configurable {
    /**
     * Names every argument once; {@code config} is reading or writing, and returns the value to keep.
     *
     * @throws KerasException for a value that Keras would not accept here
     */
    void config(Config config);
}
