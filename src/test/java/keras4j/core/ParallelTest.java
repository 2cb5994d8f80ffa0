package keras4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParallelTest {
    private int threads;

    @BeforeEach
    void allProcessors() {
        threads = Parallel.threads();
        Parallel.setThreads(Runtime.getRuntime().availableProcessors());
    }

    @AfterEach
    void asItWas() {
        Parallel.setThreads(threads);
    }

    /** Every turn is run once, by threads with numbers of their own. */
    @Test
    void everyTurnOnce() {
        for (int length : new int[] {0, 1, 7, 100, 1001}) {
            int[] turns = new int[length + 2];
            int[] byPart = new int[Parallel.PARTS];
            new Parallel(
                            (part, from, to) -> {
                                for (int i = from; i < to; i++) {
                                    turns[i]++;
                                }
                                byPart[part] += to - from;
                            },
                            10)
                    .run(1, length + 1);
            assertThat(turns[0] + turns[length + 1]).isZero();
            assertThat(Arrays.copyOfRange(turns, 1, length + 1)).containsOnly(length == 0 ? new int[0] : new int[] {1});
            assertThat(Arrays.stream(byPart).sum()).isEqualTo(length);
            assertThat(Arrays.stream(byPart).filter(count -> count > 0).count())
                    .isEqualTo(Math.max(length == 0 ? 0 : 1, Math.min(Parallel.PARTS, length / 10)));
        }
    }

    /** Loops of several threads at a time share the helpers: who finds them busy does the work itself. */
    @Test
    void severalAtATime() throws InterruptedException {
        AtomicInteger sum = new AtomicInteger();
        Thread[] callers = new Thread[8];
        for (int t = 0; t < callers.length; t++) {
            callers[t] = new Thread(() -> {
                Parallel loop = new Parallel((part, from, to) -> sum.addAndGet(to - from), 1);
                for (int i = 0; i < 1000; i++) {
                    loop.run(0, 10);
                }
            });
            callers[t].start();
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(sum).hasValue(80_000);
    }

    /** A thread that is kept from going on keeps only the chunk that it has begun. */
    @Test
    void chunksOfAThreadThatWaits() {
        int turns = Parallel.PARTS;
        CountDownLatch others = new CountDownLatch(turns - 1);
        AtomicBoolean inTime = new AtomicBoolean(true);
        Parallel loop = new Parallel(
                (part, from, to) -> {
                    if (from > 0) {
                        others.countDown();
                    } else if (!waits(others)) {
                        inTime.set(false);
                    }
                },
                1);
        for (int i = 0; i < 10; i++) {
            loop.run(0, turns);
        }
        assertThat(inTime.get()).isEqualTo(Parallel.threads() > 1);
    }

    private static boolean waits(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFailureIsTheCallers() {
        Parallel loop = new Parallel(
                (part, from, to) -> {
                    if (to == 100) {
                        throw new ArithmeticException("turn 99");
                    }
                },
                1);
        assertThatThrownBy(() -> loop.run(0, 100)).isInstanceOf(ArithmeticException.class);
        loop.run(0, 99);
    }

    @Test
    void setThreads() {
        Parallel.setThreads(1);
        AtomicInteger runs = new AtomicInteger();
        new Parallel((part, from, to) -> runs.incrementAndGet(), 1).run(0, 100);
        assertThat(runs).hasValue(1);
        assertThatThrownBy(() -> Parallel.setThreads(0))
                .isInstanceOf(KerasException.class)
                .hasMessage("setThreads: expected at least 1, received 0");
    }
}
