package keras4j.internal.kernels;

import static org.bytedeco.openblas.global.openblas.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;

/**
 * The threads that a product by BLAS takes by itself: one for the products of this package, which are split among threads of
 * ours that would be in their way; else those of the process.
 */
public final class BlasThreads {
    private BlasThreads() {}

    /** Sets how many, for all products from here on. */
    public static void set(int threads) {
        // To set what is set already takes longer than a product.
        if (blas_get_num_threads() != threads) {
            blas_set_num_threads(threads);
        }
    }
}
