package keras4j.internal.kernels;

/** A function of two numbers, over arrays from index 0 on. */
@FunctionalInterface
public interface Loop2 {
    /** y[i] = f(a[i], b[i]) for the first n numbers; y may be a or b. */
    void run(float[] a, float[] b, float[] y, int n, Scratch scratch);
}
