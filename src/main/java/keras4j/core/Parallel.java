package keras4j.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A loop whose turns do not depend on each other, run by several threads where it is long. It is cut into chunks, which the
 * threads take as they come: one that the system lets wait delays the others by no more than the chunk it has begun, and one that
 * has not begun is not waited for. Which chunks there are follows from the loop's length and the processors alone, so results depend
 * neither on the number of threads nor on who runs what, also where a chunk adds up what is its own. One run at a time; a run
 * allocates nothing.
 */
public final class Parallel {
    /** A loop. */
    public interface Loop {
        /**
         * Runs the turns {@code from..to}.
         *
         * @param part the number of the chunk, below {@link #PARTS}
         */
        void run(int part, int from, int to);
    }

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** The most chunks for each processor. */
    private static final int CHUNKS = 4;

    /** The most chunks of a loop. */
    public static final int PARTS = PROCESSORS * CHUNKS;

    private static final int SPINS = 1_000;
    private static final int YIELDS = 1_000;
    private static final int NAP_NANOS = 20_000;

    private static final Worker[] WORKERS = new Worker[PROCESSORS];
    private static volatile int threads = fromEnvironment();

    private final Loop loop;
    private final int least;
    private final int chunks;
    private final boolean[] invited = new boolean[PROCESSORS];
    /** For each thread the next of its own chunks, which the others take when theirs are done: what it reads is in its cache. */
    private final AtomicInteger[] next = new AtomicInteger[PROCESSORS];

    /** How many helpers have been invited and not left. */
    private final AtomicInteger helpers = new AtomicInteger();

    private int count;
    private int workers;
    private int begin;
    private int turns;
    private volatile Throwable failure;

    private Parallel(Loop loop, int least, int chunks) {
        this.loop = loop;
        this.least = least;
        this.chunks = chunks;
        for (int i = 0; i < next.length; i++) {
            next[i] = new AtomicInteger();
        }
    }

    /** @param least turns that are worth a chunk */
    public Parallel(Loop loop, int least) {
        this(loop, least, CHUNKS);
    }

    /** A loop of one chunk for each processor, as each has work of its own beside the turns. */
    public static Parallel whole(Loop loop, int least) {
        return new Parallel(loop, least, 1);
    }

    /**
     * Sets how many threads this process takes to compute: all processors unless set, here or by OMP_NUM_THREADS.
     *
     * @throws KerasException if it is less than 1
     */
    public static void setThreads(int value) {
        if (value < 1) {
            throw KerasException.expected("setThreads", "at least 1", value);
        }
        threads = value;
    }

    /** See {@link #setThreads}. */
    public static int threads() {
        return threads;
    }

    private static int fromEnvironment() {
        String given = System.getenv("OMP_NUM_THREADS");
        return given != null && given.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(given) : PROCESSORS;
    }

    /**
     * The thread with this number, which begins to live when it is first needed; null if the system has none left for it: then
     * there are fewer from now on.
     */
    private static Worker worker(int number) {
        Worker worker = WORKERS[number];
        if (worker == null) {
            synchronized (WORKERS) {
                worker = WORKERS[number];
                if (worker == null) {
                    worker = started(number);
                    WORKERS[number] = worker;
                }
            }
        }
        return worker;
    }

    private static Worker started(int number) {
        try {
            Worker worker = new Worker(number);
            worker.start();
            return worker;
        } catch (OutOfMemoryError e) {
            threads = number;
            return null;
        }
    }

    /** Runs the loop from {@code from} to {@code to}, and returns when all turns are done. */
    public void run(int from, int to) {
        count = Math.min(PROCESSORS * chunks, (to - from) / least);
        if (count < 2) {
            loop.run(0, from, to);
            return;
        }
        begin = from;
        turns = to - from;
        failure = null;
        workers = Math.min(Math.min(threads, PROCESSORS), count);
        for (int i = 0; i < workers; i++) {
            next[i].set(bound(count, i, workers));
        }
        for (int i = 1; i < workers; i++) {
            Worker worker = worker(i);
            helpers.incrementAndGet();
            invited[i] = worker != null && worker.take(this);
            if (!invited[i]) {
                helpers.decrementAndGet();
            }
        }
        runChunks(0);
        for (int i = 1; i < workers; i++) {
            if (invited[i] && worker(i).withdraw(this)) {
                helpers.decrementAndGet();
            }
        }
        await();
        check();
    }

    /** Runs chunks until none is left, first those of the thread with this number: here and in workers. */
    void runChunks(int number) {
        try {
            for (int i = 0; i < workers; i++) {
                int owner = (number + i) % workers;
                int last = bound(count, owner + 1, workers);
                for (int part = next[owner].getAndIncrement(); part < last; part = next[owner].getAndIncrement()) {
                    loop.run(part, begin + bound(turns, part, count), begin + bound(turns, part + 1, count));
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Before which turn a chunk begins: there is none without turns as long as there are as many as chunks. */
    static int bound(int turns, int part, int count) {
        return (int) ((long) turns * part / count);
    }

    /** The last thing that a worker does here. */
    void leave() {
        helpers.decrementAndGet();
    }

    /** Waits for chunks that have begun: soon they are done, unless their thread does not run. */
    private void await() {
        for (int looks = 0; helpers.get() > 0; looks++) {
            if (looks < SPINS) {
                Thread.onSpinWait();
            } else if (looks < SPINS + YIELDS) {
                Thread.yield();
            } else {
                LockSupport.parkNanos(NAP_NANOS);
            }
        }
    }

    private void check() {
        if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw (RuntimeException) failure;
        }
    }
}
