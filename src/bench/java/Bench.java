import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntConsumer;

/** What the Java contestants share: the data in the working directory, and how a work is timed. */
final class Bench {
    static final int THREADS = Integer.parseInt(System.getenv("OMP_NUM_THREADS"));
    private static final double WARM = Double.parseDouble(System.getenv("BENCH_WARM"));
    private static final double MEASURED = Double.parseDouble(System.getenv("BENCH_MEASURED"));

    private Bench() {}

    /** The numbers of a file of float32. */
    static float[] read(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(file));
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    static float[][] rows(String file, int width) throws IOException {
        float[] flat = read(file);
        float[][] rows = new float[flat.length / width][width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(flat, i * width, rows[i], 0, width);
        }
        return rows;
    }

    /**
     * Runs the work more and more times until it is warm, then for a while, and prints the microseconds of a unit.
     *
     * @param units how many units the work does each time, such as the steps of an epoch
     * @param work does itself so many times
     */
    static void measure(String name, int units, IntConsumer work) {
        int times = 1;
        double last = seconds(work, times);
        for (double warm = last; warm < WARM; warm += last) {
            times *= 2;
            last = seconds(work, times);
        }
        times = Math.max(1, (int) (times * MEASURED / last));
        print(name, seconds(work, times) / times / units * 1e6);
    }

    static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s\t%s%n", name, value);
    }

    private static double seconds(IntConsumer work, int times) {
        long begin = System.nanoTime();
        work.accept(times);
        return (System.nanoTime() - begin) / 1e9;
    }
}
