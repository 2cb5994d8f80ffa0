package keras4j.internal.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.Parallel;

/**
 * Steps over the same rows, run tile after tile of rows: what the steps give each other stays in arrays that fit the processor's
 * cache, called registers here. It is put together step by step, then {@link #end}ed.
 */
public final class RowProgram implements Kernel {
    /** Numbers of all registers that fit the cache together. */
    private static final int CACHE = 12_288;

    private static final int MIN_TILE = 256;
    private static final int MAX_TILE = 2_048;
    /** Numbers times steps that are worth another thread. */
    private static final long LEAST = 1 << 17;

    private interface Step {
        void run(float[][] registers, int part, int row, int rows);
    }

    /** A register that is an array which is looked for before each run. */
    private record Bound(int register, Buffer buffer) {}

    private final Tiles tiles;
    private final int rows;
    private final int width;
    private final int tileRows;
    private final boolean isSingle;
    private final List<Step> steps = new ArrayList<>();
    private final List<Runnable> before = new ArrayList<>();
    private final List<Runnable> after = new ArrayList<>();
    private final List<Bound> bound = new ArrayList<>();
    private final List<Integer> free = new ArrayList<>();
    /** Null for one of the tiles' own. */
    private final List<float[]> fixed = new ArrayList<>();

    private float[][][] registers;
    private Scratch[] scratches;
    private Step[] code;
    private Runnable[] begin;
    private Runnable[] finish;
    private Bound[] arrays;
    private Parallel parallel;

    /**
     * @param width the length of a row
     * @param steps about how many there will be
     */
    public RowProgram(Tiles tiles, int rows, int width, int steps) {
        this.tiles = tiles;
        this.rows = rows;
        this.width = width;
        int tile = Math.max(MIN_TILE, Math.min(MAX_TILE, CACHE / Math.min(24, steps + 4)));
        isSingle = (long) rows * width <= MAX_TILE;
        tileRows = isSingle ? rows : Math.max(1, Math.min(rows, tile / width));
    }

    private int register(float[] array) {
        fixed.add(array);
        return fixed.size() - 1;
    }

    /** A register of the tiles' own. */
    private int register() {
        return free.isEmpty() ? register(null) : free.remove(free.size() - 1);
    }

    /** Says that a register is not read any more. */
    public void release(int register) {
        if (fixed.get(register) == null && bound.stream().noneMatch(each -> each.register == register)) {
            free.add(register);
        }
    }

    /** Whether the program can work in a view's own array: all rows are one tile. */
    private boolean isDirect(View view) {
        return isSingle && view.isWholeArray();
    }

    private int bind(View view) {
        int register = register(new float[0]);
        bound.add(new Bound(register, view.buffer()));
        return register;
    }

    /**
     * The register of an operand from outside.
     *
     * @param view with the axes of the rows: where rows are numbers, the last of them is 1
     * @param isColumn whether there is one number for each row
     */
    public int load(View view, boolean isColumn) {
        int count = isColumn ? 1 : width;
        if (isRepeated(view)) {
            return repeat(view, count);
        }
        if (isDirect(view)) {
            return bind(view);
        }
        int register = register();
        Buffer buffer = view.buffer();
        if (view.isContiguous()) {
            int offset = view.offset();
            steps.add((r, part, row, n) -> buffer.get(offset + row * count, r[register], 0, n * count));
            return register;
        }
        int[] places = view.rows();
        int step = view.shape().rank() == 0 ? 1 : view.stride(-1);
        steps.add((r, part, row, n) -> loadRows(buffer, places, step, count, r[register], row, n));
        return register;
    }

    private static void loadRows(Buffer from, int[] places, int step, int count, float[] into, int row, int rows) {
        for (int i = 0; i < rows; i++) {
            int at = places[row + i];
            if (count == 1) {
                into[i] = from.get(at);
            } else if (step == 1) {
                from.get(at, into, i * count, count);
            } else if (step == 0) {
                Arrays.fill(into, i * count, (i + 1) * count, from.get(at));
            } else {
                for (int j = 0; j < count; j++) {
                    into[i * count + j] = from.get(at + j * step);
                }
            }
        }
    }

    /** Whether all rows are the same numbers. */
    private static boolean isRepeated(View view) {
        for (int i = 0; i < view.shape().rank() - 1; i++) {
            if (view.stride(i) != 0 && view.shape().dim(i) != 1) {
                return false;
            }
        }
        return true;
    }

    private int repeat(View view, int count) {
        float[] values = new float[tileRows * count];
        int step = view.shape().rank() == 0 || view.shape().last() == 1 ? 0 : view.stride(-1);
        before.add(() -> {
            for (int j = 0; j < count; j++) {
                values[j] = view.buffer().get(view.offset() + j * step);
            }
            for (int i = 1; i < tileRows; i++) {
                System.arraycopy(values, 0, values, i * count, count);
            }
        });
        return register(values);
    }

    /** The register of a number that is the same everywhere. */
    public int constant(float value, boolean isColumn) {
        float[] values = new float[tileRows * (isColumn ? 1 : width)];
        Arrays.fill(values, value);
        return register(values);
    }

    /**
     * The register of a step's result.
     *
     * @param to where it is to stand; null if only this program reads it
     */
    private int result(View to) {
        return to != null && isDirect(to) ? bind(to) : register();
    }

    private void store(int register, View to, boolean isColumn) {
        if (to == null || isDirect(to)) {
            return;
        }
        int count = isColumn ? 1 : width;
        Buffer buffer = to.buffer();
        if (to.isContiguous()) {
            int offset = to.offset();
            steps.add((r, part, row, n) -> buffer.put(offset + row * count, r[register], 0, n * count));
            return;
        }
        int[] places = to.rows();
        int step = to.stride(-1);
        steps.add((r, part, row, n) -> storeRows(buffer, places, step, count, r[register], row, n));
    }

    private static void storeRows(Buffer to, int[] places, int step, int count, float[] from, int row, int rows) {
        for (int i = 0; i < rows; i++) {
            if (step == 1 || count == 1) {
                to.put(places[row + i], from, i * count, count);
            } else {
                for (int j = 0; j < count; j++) {
                    to.put(places[row + i] + j * step, from[i * count + j]);
                }
            }
        }
    }

    /** Adds a step number by number; returns its result's register. */
    public int map(RowStep.Map map, int[] operands, boolean isColumn, View to) {
        int y = result(to);
        steps.add(step(map, operands, y, isColumn ? 1 : width));
        store(y, to, isColumn);
        return y;
    }

    private Step step(RowStep.Map map, int[] operands, int y, int count) {
        int a = operands[0];
        if (map instanceof RowStep.One one) {
            Loop loop = one.loop();
            return (r, part, row, n) -> loop.run(r[a], r[y], n * count, scratches[part]);
        }
        if (map instanceof RowStep.Two two) {
            Loop2 loop = two.loop();
            int b = operands[1];
            return (r, part, row, n) -> loop.run(r[a], r[b], r[y], n * count, scratches[part]);
        }
        float[][][] x = new float[Parallel.PARTS][operands.length][];
        return (r, part, row, n) -> map.run(given(x[part], r, operands), r[y], n * count, scratches[part]);
    }

    /** Adds a step row by row; returns its result's register. */
    public int rows(RowStep.Rows rows, int[] operands, View to) {
        int y = result(to);
        float[][][] x = new float[Parallel.PARTS][operands.length][];
        steps.add((r, part, row, n) -> {
            float[][] given = given(x[part], r, operands);
            for (int i = 0; i < n; i++) {
                rows.run(given, r[y], i * width, width);
            }
        });
        store(y, to, false);
        return y;
    }

    private static float[][] given(float[][] into, float[][] registers, int[] operands) {
        for (int k = 0; k < operands.length; k++) {
            into[k] = registers[operands[k]];
        }
        return into;
    }

    /** Adds a step that makes one number of each row. */
    public int reduce(RowStep.Reduce reduce, int operand, View to) {
        int y = result(to);
        steps.add((r, part, row, n) -> {
            float[] from = r[operand];
            float[] into = r[y];
            for (int i = 0; i < n; i++) {
                into[i] = reduce.run(from, i * width, width);
            }
        });
        store(y, to, true);
        return y;
    }

    /** Adds a step that makes a row of each number. */
    public int expand(int operand, View to) {
        int y = result(to);
        steps.add((r, part, row, n) -> {
            float[] from = r[operand];
            float[] into = r[y];
            for (int i = 0; i < n; i++) {
                Arrays.fill(into, i * width, (i + 1) * width, from[i]);
            }
        });
        store(y, to, false);
        return y;
    }

    /** Adds a step whose numbers follow from their places. */
    public int generate(RowStep.Generate generate, View to) {
        int y = result(to);
        steps.add((r, part, row, n) -> generate.run((long) row * width, r[y], n * width, scratches[part]));
        store(y, to, false);
        return y;
    }

    /** Adds the sum of all rows. */
    public void sumColumns(int operand, View to) {
        float[] all = new float[width];
        if (isSingle) {
            steps.add((r, part, row, n) -> {
                Arrays.fill(all, 0);
                Reductions.addRows(r[operand], n, width, all, scratches[part]);
                to.buffer().put(to.offset(), all, 0, width);
            });
            return;
        }
        float[][] sums = new float[Parallel.PARTS][];
        boolean[] isUsed = new boolean[sums.length];
        before.add(() -> Arrays.fill(isUsed, false));
        steps.add((r, part, row, n) -> {
            if (sums[part] == null) {
                sums[part] = new float[tileRows * width];
            }
            if (!isUsed[part]) {
                Arrays.fill(sums[part], 0);
                isUsed[part] = true;
            }
            add(r[operand], sums[part], n * width);
        });
        after.add(() -> {
            Arrays.fill(all, 0);
            for (int part = 0; part < sums.length; part++) {
                if (isUsed[part]) {
                    Reductions.addRows(sums[part], tileRows, width, all, scratches[part]);
                }
            }
            to.buffer().put(to.offset(), all, 0, width);
        });
    }

    private static void add(float[] x, float[] sum, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += x[i];
        }
    }

    /** No steps are added any more. */
    public RowProgram end() {
        registers = new float[isSingle ? 1 : Parallel.PARTS][fixed.size()][];
        scratches = new Scratch[registers.length];
        int size = tileRows * width;
        for (int part = 0; part < registers.length; part++) {
            int own = 0;
            for (int i = 0; i < fixed.size(); i++) {
                registers[part][i] = fixed.get(i) == null ? tiles.register(part, own++, size) : fixed.get(i);
            }
            scratches[part] = tiles.scratch(part, size);
        }
        code = steps.toArray(Step[]::new);
        begin = before.toArray(Runnable[]::new);
        finish = after.toArray(Runnable[]::new);
        arrays = bound.toArray(Bound[]::new);
        long work = (long) size * (code.length + 1);
        parallel = isSingle ? null : new Parallel(this::run, (int) Math.max(1, LEAST / work));
        return this;
    }

    @Override
    public void run() {
        for (Bound each : arrays) {
            registers[0][each.register] = each.buffer.array();
        }
        for (Runnable each : begin) {
            each.run();
        }
        if (isSingle) {
            runTile(0, 0, rows);
        } else {
            parallel.run(0, (rows + tileRows - 1) / tileRows);
        }
        for (Runnable each : finish) {
            each.run();
        }
    }

    private void run(int part, int from, int to) {
        for (int tile = from; tile < to; tile++) {
            int row = tile * tileRows;
            runTile(part, row, Math.min(tileRows, rows - row));
        }
    }

    private void runTile(int part, int row, int count) {
        float[][] own = registers[part];
        for (Step step : code) {
            step.run(own, part, row, count);
        }
    }
}
