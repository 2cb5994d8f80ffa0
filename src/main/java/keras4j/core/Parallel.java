package keras4j.core;

/**
 * A loop whose turns do not depend on each other, run by several threads where it is long. Into which parts it falls follows
 * from its length and the processors alone, so that results depend neither on the number of threads nor on which thread takes
 * a part, also where a part adds up what is its own. One run at a time; a run allocates nothing.
 */
public final class Parallel {
    /** A loop. */
    public interface Loop {
        /**
         * Runs the turns {@code from..to}.
         *
         * @param part a number that no other part of this run has, below {@link #PARTS}
         */
        void run(int part, int from, int to);
    }

    /** The most parts that a loop falls into, and threads that run it. */
    public static final int PARTS = Runtime.getRuntime().availableProcessors();

    private static final Worker[] WORKERS = new Worker[PARTS];
    private static volatile int threads = fromEnvironment();

    private final Loop loop;
    private final int least;
    private final Share[] shares = new Share[PARTS];
    private int begin;
    private int end;
    private int parts;
    /** How many threads share the parts of this run. */
    private int takers;

    /** @param least turns that are worth another thread */
    public Parallel(Loop loop, int least) {
        this.loop = loop;
        this.least = least;
        for (int i = 1; i < PARTS; i++) {
            shares[i] = new Share(i);
        }
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
        return given != null && given.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(given) : PARTS;
    }

    /** The thread with this number; it begins to live when it is first needed. */
    private static Worker worker(int number) {
        Worker worker = WORKERS[number];
        if (worker == null) {
            synchronized (WORKERS) {
                worker = WORKERS[number];
                if (worker == null) {
                    worker = new Worker(number);
                    worker.start();
                    WORKERS[number] = worker;
                }
            }
        }
        return worker;
    }

    /** The parts that another thread takes: the one with its number, and every so many behind it. */
    private final class Share implements Runnable {
        private final int number;
        private Throwable failure;
        private volatile boolean isDone;

        Share(int number) {
            this.number = number;
        }

        void begin() {
            failure = null;
            isDone = false;
            if (!worker(number).take(this)) {
                compute();
                isDone = true;
            }
        }

        private void compute() {
            try {
                runParts(number);
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        /** In the worker, which is free again before whoever waits goes on. */
        @Override
        public void run() {
            compute();
            worker(number).done();
            isDone = true;
        }

        void await() {
            for (int looks = 0; !isDone; looks++) {
                if (looks < 1000) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        void check() {
            if (failure instanceof Error error) {
                throw error;
            } else if (failure != null) {
                throw (RuntimeException) failure;
            }
        }
    }

    /** Runs the loop from {@code from} to {@code to}, and returns when all turns are done. */
    public void run(int from, int to) {
        parts = Math.min(PARTS, (to - from) / least);
        if (parts < 2) {
            loop.run(0, from, to);
            return;
        }
        begin = from;
        end = to;
        takers = Math.min(threads, parts);
        for (int i = 1; i < takers; i++) {
            shares[i].begin();
        }
        try {
            runParts(0);
        } finally {
            for (int i = 1; i < takers; i++) {
                shares[i].await();
            }
        }
        for (int i = 1; i < takers; i++) {
            shares[i].check();
        }
    }

    private void runParts(int first) {
        for (int part = first; part < parts; part += takers) {
            loop.run(part, begin + bound(end - begin, part, parts), begin + bound(end - begin, part + 1, parts));
        }
    }

    /** Before which turn a part begins: there is none without turns as long as there are as many as parts. */
    static int bound(int turns, int part, int parts) {
        return (int) ((long) turns * part / parts);
    }
}
