package keras4j.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import keras4j.core.Config;
import keras4j.core.KerasException;
import keras4j.ops.Ops;
import keras4j.ops.Symbol;

/**
 * How many places a layer adds or takes away before and behind: of time, or of height and width.
 *
 * @param <L> the layer's own class
 */
public abstract class Border<L extends Border<L>> extends Layer<L> {
    private final String argument;
    private final int axes;
    private final boolean hasOrder;
    private int[][] sides;
    private Images dataFormat = Images.CHANNELS_LAST;

    /**
     * @param argument Keras's name of it
     * @param axes along which there is one: 1 for time, 2 for height and width
     * @param hasOrder whether channels can be first
     * @param sides for each axis how many before and how many behind
     */
    Border(String argument, int axes, boolean hasOrder, int[]... sides) {
        this.argument = argument;
        this.axes = axes;
        this.hasOrder = hasOrder;
        this.sides = valid(sides);
    }

    /** Of one axis: one number for both sides, or two. */
    static int[] both(int... values) {
        return KerasException.notNull("padding", "numbers", values).length == 1
                ? new int[] {values[0], values[0]}
                : values.clone();
    }

    /** Of two axes, in each the same before and behind: one number for both, or two. */
    static int[][] symmetric(int... values) {
        return Arrays.stream(both(values)).mapToObj(Border::both).toArray(int[][]::new);
    }

    private int[][] valid(int[][] sides) {
        boolean isValid = KerasException.notNull(className() + "." + argument, "numbers", sides).length == axes;
        for (int[] side : sides) {
            isValid &= KerasException.notNull(className() + "." + argument, "numbers", side).length == 2
                    && side[0] >= 0
                    && side[1] >= 0;
        }
        if (!isValid) {
            throw KerasException.expected(
                    className() + "." + argument,
                    axes == 1
                            ? "one number of at least 0, or two, before and behind"
                            : "numbers of at least 0: one, two, or two for each axis, before and behind",
                    Arrays.deepToString(sides));
        }
        return Arrays.stream(sides).map(int[]::clone).toArray(int[][]::new);
    }

    final L order(String value) {
        return set(() -> dataFormat = Images.of(className() + ".dataFormat", value));
    }

    @Override
    protected final void config(Config config) {
        List<List<Integer>> lists =
                Arrays.stream(sides).map(side -> List.of(side[0], side[1])).toList();
        Object found = config.raw(argument, axes == 1 ? lists.get(0) : lists);
        sides = found == null ? sides : valid(read(found));
        dataFormat = hasOrder ? Images.config(config, className(), dataFormat) : dataFormat;
    }

    private int[][] read(Object found) {
        List<int[]> all = new ArrayList<>();
        if (axes == 1) {
            all.add(side(found));
        } else {
            List<?> list = found instanceof List<?> given ? given : List.of(found, found);
            list.forEach(item -> all.add(side(item)));
        }
        return all.toArray(int[][]::new);
    }

    private static int[] side(Object found) {
        List<?> list = found instanceof List<?> given ? given : List.of(found);
        return both(list.stream()
                .mapToInt(item -> item instanceof Integer number ? number : -1)
                .toArray());
    }

    /**
     * For each of the batch's axes how many before and how many behind.
     *
     * @throws ArithmeticException if there would be too many
     */
    final int[][] ofBatch(Symbol x) {
        dataFormat.check(className(), axes, x);
        int first = dataFormat == Images.CHANNELS_LAST ? 1 : 2;
        for (int i = 0; i < axes; i++) {
            Math.addExact(x.dim(first + i), Math.addExact(sides[i][0], sides[i][1]));
        }
        return IntStream.range(0, x.rank())
                .mapToObj(axis -> axis < first || axis >= first + axes ? new int[2] : sides[axis - first])
                .toArray(int[][]::new);
    }

    /** What is left of a batch without its border. */
    final Symbol inner(Symbol x) {
        int[][] border = ofBatch(x);
        int[] starts = Arrays.stream(border).mapToInt(side -> side[0]).toArray();
        int[] lengths = x.shape().dims();
        for (int axis = 0; axis < lengths.length; axis++) {
            lengths[axis] -= border[axis][0] + border[axis][1];
            if (lengths[axis] < 1) {
                throw KerasException.expected(
                        className() + "." + argument,
                        "less than there is in inputs of shape "
                                + x.sampleShape().batched(),
                        Arrays.deepToString(sides));
            }
        }
        return Ops.slice(x, starts, lengths);
    }
}
