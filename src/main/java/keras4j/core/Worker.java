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

    /** The loop that it is invited to help with. */
    private final AtomicReference<Parallel> invitation = new AtomicReference<>();

    private final int number;
    private volatile boolean sleeps;

    Worker(int number) {
        super("keras4j-" + number);
        this.number = number;
        setDaemon(true);
    }

    /** Accepts an invitation, unless it has one already. */
    boolean take(Parallel loop) {
        if (!invitation.compareAndSet(null, loop)) {
            return false;
        }
        if (sleeps) {
            LockSupport.unpark(this);
        }
        return true;
    }

    /** Takes the invitation back, unless it has begun. */
    boolean withdraw(Parallel loop) {
        return invitation.compareAndSet(loop, null);
    }

    @Override
    public void run() {
        for (int looks = 0; ; looks++) {
            Parallel loop = invitation.get();
            if (loop != null) {
                if (invitation.compareAndSet(loop, null)) {
                    loop.runChunks(number);
                    loop.leave();
                }
                looks = 0;
            } else if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                sleeps = true;
                if (invitation.get() == null) {
                    LockSupport.park(this);
                }
                sleeps = false;
                looks = 0;
            }
        }
    }
}
