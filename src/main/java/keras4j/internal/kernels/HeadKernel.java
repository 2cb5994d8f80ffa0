package keras4j.internal.kernels;

import java.util.List;
import java.util.Objects;
import keras4j.core.Parallel;
import keras4j.core.Shape;

/** Work on each head of each sample of an attention: a few products of matrices that stay in the processor's cache. */
abstract class HeadKernel implements Kernel {
    /** Multiplications that are worth another thread. */
    private static final long LEAST = 1 << 16;

    final Tiles tiles;
    /** The places that are looked for, and those that are looked at. */
    final int places;

    final int time;
    final int size;

    private final Operand[] reads;
    private final Operand[] writes;
    /** For each chunk a matrix (places, time) of its own. */
    private final Operand[] own = new Operand[Parallel.PARTS];

    private final int count;
    private final Parallel parallel;

    /**
     * @param seen the shape of the weights of places, (.., places, time)
     * @param reads what is read, all of which have the weights' axes before the last two
     * @param writes what is written; null for what is not wanted
     */
    HeadKernel(Tiles tiles, Shape seen, List<View> reads, View... writes) {
        this.tiles = tiles;
        places = seen.dim(-2);
        time = seen.dim(-1);
        size = places * time;
        count = seen.size() / size;
        this.reads = new Operand[reads.size()];
        for (int i = 0; i < this.reads.length; i++) {
            this.reads[i] = new Operand(reads.get(i), seen, count);
            this.reads[i].prepare();
        }
        this.writes = new Operand[writes.length];
        for (int i = 0; i < writes.length; i++) {
            this.writes[i] = writes[i] == null ? null : new Operand(writes[i], seen, count);
        }
        Shape matrix = Shape.of(places, time);
        for (int part = 0; part < own.length; part++) {
            View tile = View.of(tiles.memory(part, reads.size() + writes.length), matrix);
            own[part] = new Operand(tile.broadcast(seen), seen, count);
        }
        long work = (long) size * this.reads[0].view.shape().last();
        parallel = new Parallel(this::heads, (int) Math.max(1, LEAST / work));
    }

    final Operand read(int number) {
        return reads[number];
    }

    /** Null for what is not wanted. */
    final Operand written(int number) {
        return writes[number];
    }

    @Override
    public void run() {
        for (int i = 0; i < reads.length; i++) {
            reads[i].stage(tiles.memory(0, i));
            reads[i].fetch();
        }
        for (int i = 0; i < writes.length; i++) {
            if (writes[i] != null) {
                writes[i].stage(tiles.memory(0, reads.length + i));
            }
        }
        BlasThreads.set(1);
        parallel.run(0, count);
        for (Operand each : writes) {
            if (each != null) {
                each.bring();
            }
        }
    }

    private void heads(int part, int from, int to) {
        own[part].stage(null);
        own[part].memory.reserve(size);
        for (int head = from; head < to; head++) {
            head(part, head, own[part]);
        }
    }

    /** @param tile a matrix (places, time) of the chunk's own */
    abstract void head(int part, int head, Operand tile);

    /** An array of the chunk's own, for a matrix (places, time). */
    final float[] array(int part, int number) {
        return tiles.register(part, number, size);
    }

    final void get(Operand from, int head, float[] into) {
        from.memory.get(from.places[head] - from.shift, into, 0, size);
    }

    final void put(float[] from, Operand into, int head) {
        into.memory.put(into.places[head] - into.shift, from, 0, size);
    }

    /** c = a b, where what is transposed is read so. */
    static void multiply(
            int part, int head, Operand a, boolean isATransposed, Operand b, boolean isBTransposed, Operand c) {
        Gemm.multiply(
                part,
                c.view.shape().dim(-2),
                a.view.shape().dim(isATransposed ? -2 : -1),
                c.view.shape().last(),
                a,
                a.places[head],
                isATransposed,
                b,
                b.places[head],
                isBTransposed,
                false,
                c.memory,
                c.places[head] - c.shift,
                c.row);
    }

    /** Where something stands, if it is wanted; else the tile. */
    static Operand orElse(Operand wanted, Operand tile) {
        return Objects.requireNonNullElse(wanted, tile);
    }
}
