package keras4j.internal.kernels;

/** stub */
public final class RandomLoops {}
