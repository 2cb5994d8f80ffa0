package keras4j.internal.kernels;

/**
 * Random numbers by a hash of seed and place, without a state: a range gives the same numbers in one piece or in many, by any thread. The
 * hash is lowbias32 of Wellons ("Prospecting for hash functions", 2018) of the place's low half; the seed and the place's high half
 * give one key before its first multiplication and one after, so that two seeds' numbers are not each other's, shifted.
 */
public final class RandomLoops {
    private static final int MULTIPLIER_1 = 0x7feb352d;
    private static final int MULTIPLIER_2 = 0x846ca68b;

    /** The step and the multipliers of SplitMix64 (Steele, Lea and Flood, 2014), which makes keys. */
    private static final long KEY_STEP = 0x9E3779B97F4A7C15L;

    private static final long KEY_MULTIPLIER_1 = 0xBF58476D1CE4E5B9L;
    private static final long KEY_MULTIPLIER_2 = 0x94D049BB133111EBL;

    /** Makes a second seed, for the second number that a normal one needs. */
    private static final long SECOND = 0x5851F42D4C957F2DL;

    private RandomLoops() {}

    /** y[i] = the number from 0 to less than 1, a multiple of 2^-24, at the seed's place first + i, for the first n. */
    public static void uniform(long seed, long first, float[] y, int n, Scratch scratch) {
        int[] bits = scratch.bits;
        hash(seed, first, n, scratch);
        for (int i = 0; i < n; i++) {
            y[i] = (bits[i] >>> 8) * 0x1p-24f;
        }
    }

    /**
     * y[i] = 0 where the uniform number at the same place is below the rate, else 1 / (1 - rate), for the first n.
     *
     * @param rate from 0 to less than 1
     */
    public static void dropout(double rate, long seed, long first, float[] y, int n, Scratch scratch) {
        int[] bits = scratch.bits;
        int threshold = (int) Math.round(rate * 0x1p24);
        int factor = Float.floatToRawIntBits((float) (1 / (1 - rate)));
        hash(seed, first, n, scratch);
        keep(bits, threshold, factor, n);
        for (int i = 0; i < n; i++) {
            y[i] = Float.intBitsToFloat(bits[i]);
        }
    }

    private static void keep(int[] bits, int threshold, int factor, int n) {
        for (int i = 0; i < n; i++) {
            bits[i] = ~(((bits[i] >>> 8) - threshold) >> 31) & factor;
        }
    }

    /** y[i] = a number of the standard normal distribution, by Box and Muller's transformation, for the first n. */
    public static void normal(long seed, long first, float[] y, int n, Scratch scratch) {
        uniform(seed, first, y, n, scratch);
        for (int i = 0; i < n; i++) {
            y[i] = 1 - y[i];
        }
        Logarithms.log(y, y, n, scratch);
        float[] angle = scratch.first;
        uniform(seed ^ SECOND, first, angle, n, scratch);
        for (int i = 0; i < n; i++) {
            float half = Sines.sine((angle[i] - 0.5f) * (float) Math.PI);
            angle[i] = 1 - 2 * half * half;
        }
        for (int i = 0; i < n; i++) {
            y[i] = (float) Math.sqrt(-2 * y[i]) * angle[i];
        }
    }

    /** The hashes of the places, 32 bits each. */
    private static void hash(long seed, long first, int n, Scratch scratch) {
        int low = (int) first;
        int high = (int) (first >>> 32);
        long left = (1L << 32) - (first & 0xFFFFFFFFL);
        int here = (int) Math.min(n, left);
        hash(key(seed, high), low, scratch.index, scratch.bits, here);
        if (here < n) {
            int[] bits = scratch.bits;
            int[] rest = new int[n - here];
            hash(key(seed, high + 1), 0, scratch.index, rest, n - here);
            System.arraycopy(rest, 0, bits, here, n - here);
        }
    }

    private static void hash(long key, int low, int[] index, int[] y, int n) {
        int before = (int) key + low;
        int between = (int) (key >>> 32);
        for (int i = 0; i < n; i++) {
            int z = index[i] + before;
            z = (z ^ (z >>> 16)) * MULTIPLIER_1 + between;
            z = (z ^ (z >>> 15)) * MULTIPLIER_2;
            y[i] = z ^ (z >>> 16);
        }
    }

    private static long key(long seed, int high) {
        return mix(mix(seed + KEY_STEP) + high * KEY_STEP);
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * KEY_MULTIPLIER_1;
        y = (y ^ (y >>> 27)) * KEY_MULTIPLIER_2;
        return y ^ (y >>> 31);
    }
}
