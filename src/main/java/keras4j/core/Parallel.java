package keras4j.core;

/**
 * A loop whose turns do not depend on each other, run by several threads where it is long. Results do not depend on the
 * number of threads as long as a turn's do not. One run at a time; a run allocates nothing.
 */
public final class Parallel {
    /** A loop. */
    public interface Loop {
        /**
         * Runs the turns {@code from..to}.
         *
         * @param part a number that no other thread of this run has, below {@link #PARTS}
         */
        void run(int part, int from, int to);
    }

    /** The most threads that a loop is run by. */
    public static final int PARTS = Runtime.getRuntime().availableProcessors();

    private static final Worker[] WORKERS = new Worker[PARTS];
    private static volatile int threads = fromEnvironment();

    private final Loop loop;
    private final int least;
    private final Part[] parts = new Part[PARTS];

    /** @param least turns that are worth another thread */
    public Parallel(Loop loop, int least) {
        this.loop = loop;
        this.least = least;
        for (int i = 1; i < PARTS; i++) {
            parts[i] = new Part(i);
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

    /** Some turns for another thread. */
    private final class Part implements Runnable {
        private final int number;
        private int from;
        private int to;
        private Throwable failure;
        private volatile boolean isDone;

        Part(int number) {
            this.number = number;
        }

        void begin(int first, int last) {
            from = first;
            to = last;
            failure = null;
            isDone = false;
            if (!worker(number).take(this)) {
                compute();
                isDone = true;
            }
        }

        private void compute() {
            try {
                loop.run(number, from, to);
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
        int count = Math.min(Math.min(threads, PARTS), (to - from) / least);
        if (count < 2) {
            loop.run(0, from, to);
            return;
        }
        int length = (to - from + count - 1) / count;
        for (int i = 1; i < count; i++) {
            parts[i].begin(from + i * length, Math.min(from + (i + 1) * length, to));
        }
        try {
            loop.run(0, from, from + length);
        } finally {
            for (int i = 1; i < count; i++) {
                parts[i].await();
            }
        }
        for (int i = 1; i < count; i++) {
            parts[i].check();
        }
    }
}
