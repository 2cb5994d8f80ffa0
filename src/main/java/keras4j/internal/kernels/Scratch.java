package keras4j.internal.kernels;

/** stub */
public final class Scratch {
    final float[] floats;
    final int[] ints;

    public Scratch(int capacity) {
        floats = new float[capacity];
        ints = new int[capacity];
    }
}
