package keras4j.internal.kernels;

/**
 * Room for numbers, which can grow: an array of Java's, which loops read as it is; or native memory, which BLAS reads as it is and
 * loops copy to and from. Whoever computes with a buffer asks for the array or the memory each time, as growing replaces it.
 */
public abstract sealed class Buffer permits ArrayBuffer, NativeBuffer {
    /** An array of Java's; empty until it is {@link #reserve reserved} or {@link #set}. */
    public static Buffer ofArray() {
        return new ArrayBuffer();
    }

    /** That array, not a copy. */
    public static Buffer of(float[] array) {
        Buffer buffer = ofArray();
        buffer.set(array);
        return buffer;
    }

    /** Native memory. */
    public static Buffer ofNative() {
        return new NativeBuffer();
    }

    /** Makes room for so many numbers; what was in it is lost if there was less. */
    public abstract void reserve(int size);

    /** Takes another array in place of its own. */
    public void set(float[] value) {
        set(value, -1);
    }

    /** @param version another number from 0 on whenever the array's numbers are others; -1 if nobody knows */
    public void set(float[] value, long version) {
        throw new IllegalStateException("native");
    }

    /** Another number whenever the numbers are others, from 0 on; -1 if nobody knows. */
    public long version() {
        return -1;
    }

    /** A copy in native memory of some of the numbers, for all that ask for these; only of a buffer that has a {@link #version}. */
    Mirror mirror(int from, int count) {
        throw new IllegalStateException("native");
    }

    public abstract boolean isNative();

    /** The numbers, if they are not native. */
    public float[] array() {
        throw new IllegalStateException("native");
    }

    public abstract float get(int index);

    public abstract void put(int index, float value);

    /** Copies numbers into an array. */
    public abstract void get(int from, float[] to, int at, int count);

    /** Copies numbers out of an array. */
    public abstract void put(int at, float[] from, int begin, int count);

    /** Sets numbers to 0. */
    public abstract void clear(int from, int count);
}
