package keras4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Also for more parts than this machine has. */
    @Test
    void everyPartHasATurn() {
        for (int parts = 1; parts < 70; parts++) {
            for (int turns = parts; turns < 3 * parts; turns++) {
                assertThat(Parallel.bound(turns, 0, parts)).isZero();
                assertThat(Parallel.bound(turns, parts, parts)).isEqualTo(turns);
                for (int part = 0; part < parts; part++) {
                    assertThat(Parallel.bound(turns, part, parts)).isLessThan(Parallel.bound(turns, part + 1, parts));
                }
            }
        }
        assertThat(Parallel.bound(Integer.MAX_VALUE, 64, 64)).isEqualTo(Integer.MAX_VALUE);
    }

    /** The parts do not follow from the number of threads, so that what each part adds up does not. */
    @Test
    void partsAreTheSameForAnyNumberOfThreads() {
        Set<String> parts = ConcurrentHashMap.newKeySet();
        Parallel loop = new Parallel((part, from, to) -> parts.add(part + ": " + from + " to " + to), 1);
        loop.run(3, 104);
        Set<String> expected = Set.copyOf(parts);
        for (int number = 1; number <= Parallel.PARTS; number++) {
            parts.clear();
            Parallel.setThreads(number);
            loop.run(3, 104);
            assertThat(parts).isEqualTo(expected);
        }
    }

    @Test
    void setThreads() {
        Parallel.setThreads(1);
        Set<Thread> runners = ConcurrentHashMap.newKeySet();
        new Parallel((part, from, to) -> runners.add(Thread.currentThread()), 1).run(0, 100);
        assertThat(runners).containsExactly(Thread.currentThread());
        assertThatThrownBy(() -> Parallel.setThreads(0))
                .isInstanceOf(KerasException.class)
                .hasMessage("setThreads: expected at least 1, received 0");
    }
}
