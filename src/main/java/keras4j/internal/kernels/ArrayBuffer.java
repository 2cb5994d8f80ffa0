package keras4j.internal.kernels;

import java.util.Arrays;

/** An array of Java's. */
final class ArrayBuffer extends Buffer {
    private float[] array = {};

    @Override
    public void reserve(int size) {
        if (size > array.length) {
            array = new float[size];
        }
    }

    @Override
    public void set(float[] value) {
        array = value;
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
