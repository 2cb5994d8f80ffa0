package keras4j.internal.graph;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The numbers of weights: made by the network that builds their layers first, where they stay whatever other networks there are. They are
 * one array, so that a network of its own layers runs on it without a copy; as long as one of its layers is there, however small, the
 * whole array is.
 */
final class Store {
    private static final AtomicLong MADE = new AtomicLong();

    /** Whoever locks several does it in the order of these. */
    final long order = MADE.getAndIncrement();

    /** Fair: whoever predicts waits for one step of a fit, no longer. */
    final ReentrantLock lock = new ReentrantLock(true);

    final float[] numbers;
    /** Another number whenever the numbers are others. */
    long version;

    Store(float[] numbers) {
        this.numbers = numbers;
    }
}
