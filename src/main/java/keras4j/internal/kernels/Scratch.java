package keras4j.internal.kernels;

import java.util.Arrays;

/** Intermediate values of loops over up to a capacity of numbers: each thread has its own. */
public final class Scratch {
    final float[] first;
    final float[] second;
    final int[] bits;
    /** 0, 1, 2, ...: C2 does not vectorise loops that compute with their counter. */
    final int[] index;

    /** @param capacity how many numbers the longest loop has */
    public Scratch(int capacity) {
        first = new float[capacity];
        second = new float[capacity];
        bits = new int[capacity];
        index = new int[capacity];
        Arrays.setAll(index, i -> i);
    }

    /** How many numbers the longest loop may have. */
    public int capacity() {
        return first.length;
    }
}
