package keras4j.ops;

import java.util.List;
import keras4j.core.Shape;
import keras4j.internal.kernels.RandomLoops;
import keras4j.internal.kernels.RowStep;
import keras4j.internal.kernels.Scratch;

/**
 * Random numbers of a shape, each from its place and a seed alone: threads and tiles change nothing. Each call is another one. An
 * input, if there is one, only says in which trace it is.
 */
final class RandomNumbers implements Primitive {
    /** Makes the numbers of one seed, from a place on. */
    interface Draw {
        void run(long seed, long first, float[] y, int count, Scratch scratch);
    }

    /** That of SplitMix64, see {@link RandomLoops}. */
    private static final long STEP = 0x9E3779B97F4A7C15L;

    static final Draw UNIFORM = RandomLoops::uniform;
    static final Draw NORMAL = RandomLoops::normal;

    private final Draw draw;
    private final Shape shape;
    private final Long own;
    private final boolean isFixed;
    private long seed;

    /**
     * @param own the seed that the numbers follow from; null for the run's
     * @param isFixed whether each run gives the same numbers
     */
    RandomNumbers(Draw draw, Shape shape, Long own, boolean isFixed) {
        this.draw = draw;
        this.shape = shape;
        this.own = own;
        this.isFixed = isFixed;
        seed = own == null ? 0 : own;
    }

    /** 0 for a part of the numbers, and for the others what makes their mean 1. */
    static Draw dropout(double rate) {
        return (seed, first, y, count, scratch) -> RandomLoops.dropout(rate, seed, first, y, count, scratch);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return shape;
    }

    @Override
    public List<Symbol> gradient(Symbol y, List<Symbol> dy) {
        return List.of();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void seed(long run, long draws) {
        if (own == null) {
            seed = run;
        } else if (!isFixed) {
            seed = own + draws * STEP;
        }
    }

    @Override
    public RowStep rowStep() {
        return (RowStep.Generate) (first, y, count, scratch) -> draw.run(seed, first, y, count, scratch);
    }

    @Override
    public String toString() {
        return "RandomNumbers";
    }
}
