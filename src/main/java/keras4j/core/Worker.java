package keras4j.core;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that helps {@link Parallel}: it looks for work for a while without sleeping, since within a step the next follows
 * soon, and waking up takes longer than much of the work. It is a daemon: a program ends without asking it.
 */
final class Worker extends Thread {
    /** About a millisecond. */
    private static final int LOOKS = 20_000;

    private final AtomicReference<Runnable> work = new AtomicReference<>();
    private volatile boolean sleeps;

    Worker(int number) {
        super("keras4j-" + number);
        setDaemon(true);
    }

    /** Takes the work on, unless it has some already. */
    boolean take(Runnable given) {
        if (!work.compareAndSet(null, given)) {
            return false;
        }
        if (sleeps) {
            LockSupport.unpark(this);
        }
        return true;
    }

    @Override
    public void run() {
        for (int looks = 0; ; looks++) {
            Runnable given = work.get();
            if (given != null) {
                given.run();
                looks = 0;
            } else if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                sleeps = true;
                if (work.get() == null) {
                    LockSupport.park(this);
                }
                sleeps = false;
                looks = 0;
            }
        }
    }

    /** Says that the work is done: called by it, last of all. */
    void done() {
        work.set(null);
    }
}
