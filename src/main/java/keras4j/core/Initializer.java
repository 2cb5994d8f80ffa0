package keras4j.core;

/** Gives a weight its first values. */
public interface Initializer extends Configurable {
    /** Writes {@code shape.size()} values in row-major order from {@code offset} on. */
    void fill(float[] values, int offset, Shape shape);
}
