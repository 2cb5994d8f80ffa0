package keras4j.core;

/** Gives a weight its first values. */
public interface Initializer extends Configurable {
    /** Writes {@code shape.size()} values in row-major order from {@code offset} on. */
    void fill(float[] values, int offset, Shape shape);

    /** The same for a unit that sums up so many inputs; this one, unless it depends on them and the shape does not say. */
    default Initializer of(int fanIn) {
        return this;
    }
}
