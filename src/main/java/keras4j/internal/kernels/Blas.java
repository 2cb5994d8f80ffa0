package keras4j.internal.kernels;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether OpenBLAS's native library can be loaded; looked for when it is first asked. */
public final class Blas {
    private static final boolean IS_THERE = load();

    private Blas() {}

    public static boolean isThere() {
        return IS_THERE;
    }

    private static boolean load() {
        try {
            BlasThreads.set(1);
            new NativeMatrix(1).rows(1);
            return true;
        } catch (LinkageError e) {
            Logger logger = LoggerFactory.getLogger(Blas.class);
            logger.warn(
                    "OpenBLAS cannot be loaded ({}): large products are plain Java, and slower. See \"Without native libraries\""
                            + " in keras4j's README.",
                    e.toString());
            return false;
        }
    }
}
