package keras4j.ops;

import java.util.Arrays;
import java.util.List;

/** Keras's ops that put values beside each other, cut them, repeat and pad them. */
abstract class NumpyJoining extends NumpyShapes {
    /** One behind the other along the first axis; see {@link #concatenate(List, int)} for others. Keras: {@code concatenate}. */
    public static Symbol concatenate(List<Symbol> xs) {
        return concatenate(xs, 0);
    }

    /** One behind the other along an axis. Keras: {@code concatenate}. */
    public static Symbol concatenate(List<Symbol> xs, int axis) {
        return Op.call("Concatenate", "xs", xs, "axis", axis);
    }

    /** Beside each other along a new first axis. Keras: {@code stack}. */
    public static Symbol stack(List<Symbol> x) {
        return stack(x, 0);
    }

    /** Beside each other along a new axis, which is this of the result. Keras: {@code stack}. */
    public static Symbol stack(List<Symbol> x, int axis) {
        return Op.call("Stack", "x", x, "axis", axis);
    }

    /** One behind the other along the second axis, or along the only one. Keras: {@code hstack}. */
    public static Symbol hstack(List<Symbol> xs) {
        return Op.call("Hstack", "xs", xs);
    }

    /** One below the other: along the first axis, which is a new one of what has one. Keras: {@code vstack}. */
    public static Symbol vstack(List<Symbol> xs) {
        return Op.call("Vstack", "xs", xs);
    }

    /** The parts along an axis, without it. Keras: {@code unstack}. */
    public static List<Symbol> unstack(Symbol x, int axis) {
        return Op.calls("Unstack", "x", x, "num", null, "axis", axis);
    }

    /** So many equal parts along an axis. Keras: {@code split}. */
    public static List<Symbol> split(Symbol x, int sections, int axis) {
        return Op.calls("Split", "x", x, "indices_or_sections", sections, "axis", axis);
    }

    /** The parts along an axis up to each of these places, and the rest. Keras: {@code split}. */
    public static List<Symbol> split(Symbol x, int[] indices, int axis) {
        return Op.calls("Split", "x", x, "indices_or_sections", integers(indices), "axis", axis);
    }

    /** So many parts along an axis, the first ones longer where it does not come out even. Keras: {@code array_split}. */
    public static List<Symbol> arraySplit(Symbol x, int sections, int axis) {
        return Op.calls("ArraySplit", "x", x, "indices_or_sections", sections, "axis", axis);
    }

    /** Coordinates of all points of a grid, of those along each axis; indexing is "xy" or "ij". Keras: {@code meshgrid}. */
    public static List<Symbol> meshgrid(String indexing, Symbol... x) {
        return Op.calls("Meshgrid", "x", Arrays.asList(x), "indexing", indexing);
    }

    /** The whole, so many times along each axis. Keras: {@code tile}. */
    public static Symbol tile(Symbol x, int... repeats) {
        return Op.call("Tile", "x", x, "repeats", integers(repeats));
    }

    /** Each place of an axis so many times. Keras: {@code repeat}. */
    public static Symbol repeat(Symbol x, int repeats, int axis) {
        return Op.call("Repeat", "x", x, "repeats", repeats, "axis", axis);
    }

    /** Each place of an axis as often as is said for it. Keras: {@code repeat}. */
    public static Symbol repeat(Symbol x, int[] repeats, int axis) {
        return Op.call("Repeat", "x", x, "repeats", integers(repeats), "axis", axis);
    }

    /** 0 before and behind the places of each axis. Keras: {@code pad}. */
    public static Symbol pad(Symbol x, int[][] padWidth) {
        return pad(x, padWidth, "constant");
    }

    /**
     * More places before and behind those of each axis. Keras: {@code pad}.
     *
     * @param padWidth how many before and behind, of each axis
     * @param mode "constant" for 0; "reflect" for what stands as far from the edge, "symmetric" for that with the edge itself
     */
    public static Symbol pad(Symbol x, int[][] padWidth, String mode) {
        return Op.call("Pad", "x", x, "constant_values", null, "pad_width", pairs(padWidth), "mode", mode);
    }

    /** The same with a number. Keras: {@code pad}. */
    public static Symbol pad(Symbol x, int[][] padWidth, double constantValues) {
        return Op.call(
                "Pad", "x", x, "constant_values", constantValues, "pad_width", pairs(padWidth), "mode", "constant");
    }

    private static List<List<Integer>> pairs(int[][] padWidth) {
        return Arrays.stream(padWidth).map(NumpyReductions::integers).toList();
    }
}
