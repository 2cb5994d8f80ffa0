package keras4j.ops;

/**
 * Places along an axis, as Python's slices say them: {@code from(1).to(-1).step(2)} is {@code 1:-1:2}. They begin with {@link
 * Ops#from}, {@link Ops#to}, {@link Ops#step} or {@link Ops#all()}.
 *
 * @param start the first place; null for the first of all, or the last if the step is negative; negative ones count from the end
 * @param stop the place before which they end; null for all that are left
 * @param step how far they are apart; null for 1
 */
public record Index(Integer start, Integer stop, Integer step) {
    /** All axes that are not said: Python's {@code ...}. */
    public static final Index ELLIPSIS = new Index(null, null, null);

    /** Those before a place. */
    public Index to(int place) {
        return new Index(start, place, step);
    }

    /** Every so many-th; backwards if it is negative. */
    public Index step(int distance) {
        return new Index(start, stop, distance);
    }

    /** Whether it stands for all axes that are not said. */
    public boolean isEllipsis() {
        return this == ELLIPSIS;
    }

    /** @return the places of an axis as a slice of it, or null for none */
    Views.Slice of(int axis, int length) {
        int by = step == null ? 1 : step;
        int least = by > 0 ? 0 : -1;
        int most = by > 0 ? length : length - 1;
        int from = place(start, by > 0 ? least : most, length, least, most);
        int until = place(stop, by > 0 ? most : least, length, least, most);
        int count = by == 0 ? 0 : (until - from + by - Integer.signum(by)) / by;
        return count < 1 ? null : new Views.Slice(axis, from, by, count);
    }

    private static int place(Integer said, int otherwise, int length, int least, int most) {
        return said == null ? otherwise : Math.max(least, Math.min(most, said < 0 ? said + length : said));
    }

    @Override
    public String toString() {
        return isEllipsis()
                ? "..."
                : (start == null ? "" : start) + ":" + (stop == null ? "" : stop) + (step == null ? "" : ":" + step);
    }
}
