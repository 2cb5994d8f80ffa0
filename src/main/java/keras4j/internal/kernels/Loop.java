package keras4j.internal.kernels;

/** A function of one number, over arrays from index 0 on. */
@FunctionalInterface
public interface Loop {
    /** y[i] = f(a[i]) for the first n numbers; y may be a. */
    void run(float[] a, float[] y, int n, Scratch scratch);
}
