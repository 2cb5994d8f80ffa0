package keras4j.internal.kernels;

import java.nio.FloatBuffer;
import java.util.Arrays;
import keras4j.core.Parallel;
import keras4j.internal.engine.NativeMemory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Room for numbers, which can grow: an array of Java's, which loops read as it is; or native memory, which BLAS reads as it is and
 * loops copy to and from. Whoever computes with a buffer asks for the array or the memory each time, as growing replaces it.
 */
public final class Buffer {
    private final boolean isNative;
    private float[] array = {};
    private FloatPointer pointer;
    private FloatBuffer numbers;
    private FloatPointer[] views;
    private int capacity;

    private Buffer(boolean isNative) {
        this.isNative = isNative;
    }

    /** An array of Java's; empty until it is {@link #reserve reserved} or {@link #set}. */
    public static Buffer ofArray() {
        return new Buffer(false);
    }

    /** That array, not a copy. */
    public static Buffer of(float[] array) {
        Buffer buffer = ofArray();
        buffer.set(array);
        return buffer;
    }

    /** Native memory. */
    public static Buffer ofNative() {
        return new Buffer(true);
    }

    /** Makes room for so many numbers; what was in it is lost if there was less. */
    public void reserve(int size) {
        if (size <= capacity) {
            return;
        }
        if (isNative) {
            if (pointer != null) {
                pointer.deallocate();
            }
            pointer = NativeMemory.floats(size);
            numbers = pointer.asBuffer();
            views = new FloatPointer[Parallel.PARTS];
        } else {
            array = new float[size];
        }
        capacity = size;
    }

    /** Takes another array in place of its own. */
    public void set(float[] value) {
        array = value;
        capacity = value.length;
    }

    public boolean isNative() {
        return isNative;
    }

    /** The numbers, if they are not native. */
    public float[] array() {
        return array;
    }

    /** The place of a number, if they are native; of each {@link Parallel} chunk until it asks for the next. */
    FloatPointer at(int part, long index) {
        if (views[part] == null) {
            views[part] = new FloatPointer(pointer);
        }
        return views[part].position(index);
    }

    public float get(int index) {
        return isNative ? numbers.get(index) : array[index];
    }

    public void put(int index, float value) {
        if (isNative) {
            numbers.put(index, value);
        } else {
            array[index] = value;
        }
    }

    /** Copies numbers into an array. */
    public void get(int from, float[] to, int at, int count) {
        if (isNative) {
            numbers.get(from, to, at, count);
        } else {
            System.arraycopy(array, from, to, at, count);
        }
    }

    /** Copies numbers out of an array. */
    public void put(int at, float[] from, int begin, int count) {
        if (isNative) {
            numbers.put(at, from, begin, count);
        } else {
            System.arraycopy(from, begin, array, at, count);
        }
    }

    /** Sets numbers to 0. */
    public void clear(int from, int count) {
        if (isNative) {
            for (int i = from; i < from + count; i++) {
                numbers.put(i, 0);
            }
        } else {
            Arrays.fill(array, from, from + count, 0);
        }
    }
}
