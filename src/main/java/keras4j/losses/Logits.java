package keras4j.losses;

/** Softmax over one row of logits, without overflow. */
final class Logits {
    private Logits() {}

    /** log(sum_j exp(z_j)) over {@code z[from..from + width)}. */
    static double logSumExp(float[] z, int from, int width) {
        double largest = z[from];
        for (int i = 1; i < width; i++) {
            largest = Math.max(largest, z[from + i]);
        }
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += Math.exp(z[from + i] - largest);
        }
        return largest + Math.log(sum);
    }
}
