package keras4j.internal.kernels;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** An array of Java's. */
final class ArrayBuffer extends Buffer {
    private record Span(int from, int count) {}

    private final Map<Span, Mirror> mirrors = new HashMap<>();
    private float[] array = {};
    private long version = -1;

    @Override
    public void reserve(int size) {
        if (size > array.length) {
            array = new float[size];
        }
    }

    @Override
    public void set(float[] value, long version) {
        array = value;
        this.version = version;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    Mirror mirror(int from, int count) {
        return mirrors.computeIfAbsent(new Span(from, count), span -> new Mirror(this, from, count));
    }

    @Override
    public boolean isNative() {
        return false;
    }

    @Override
    public float[] array() {
        return array;
    }

    @Override
    public float get(int index) {
        return array[index];
    }

    @Override
    public void put(int index, float value) {
        array[index] = value;
    }

    @Override
    public void get(int from, float[] to, int at, int count) {
        System.arraycopy(array, from, to, at, count);
    }

    @Override
    public void put(int at, float[] from, int begin, int count) {
        System.arraycopy(from, begin, array, at, count);
    }

    @Override
    public void clear(int from, int count) {
        Arrays.fill(array, from, from + count, 0);
    }
}
