package keras4j.ops;

import java.util.List;
import keras4j.core.KerasException;

/** Keras's ops that read, write and sort numbers by their places; indices are numbers without a fraction. */
abstract class NumpyIndexing extends NumpyJoining {
    /** All places of an axis, Python's {@code :} in {@link Symbol#get}. */
    public static Index all() {
        return new Index(null, null, null);
    }

    /** The places from one on, Python's {@code 1:}; followed by {@code .to(-1)} it is {@code 1:-1}. */
    public static Index from(int start) {
        return new Index(start, null, null);
    }

    /** The places before one, Python's {@code :3}. */
    public static Index to(int stop) {
        return new Index(null, stop, null);
    }

    /** Every so many-th place, Python's {@code ::2}; {@code step(-1)} is backwards. */
    public static Index step(int distance) {
        return new Index(null, null, distance);
    }

    /** All axes that are not said, Python's {@code ...}. */
    public static Index ellipsis() {
        return Index.ELLIPSIS;
    }

    /** A new axis of length 1, Python's {@code None}. */
    public static Object newAxis() {
        return null;
    }

    /** The numbers at a place of an axis, without it. Keras: {@code take}. */
    public static Symbol take(Symbol x, int index, int axis) {
        return Op.call("Take", "x", x, "indices", index, "axis", axis);
    }

    /** Those at these places of an axis. Keras: {@code take}. */
    public static Symbol take(Symbol x, int[] indices, int axis) {
        return Op.call("Take", "x", x, "indices", integers(indices), "axis", axis);
    }

    /** Those at places of an axis, in place of which come the axes of the indices. Keras: {@code take}. */
    public static Symbol take(Symbol x, Symbol indices, int axis) {
        return Op.call("Take", "x", x, "indices", indices, "axis", axis);
    }

    /** For each index the number at that place along an axis, in its own row and column. Keras: {@code take_along_axis}. */
    public static Symbol takeAlongAxis(Symbol x, Symbol indices, int axis) {
        return Op.call("TakeAlongAxis", "x", x, "indices", indices, "axis", axis);
    }

    /** The numbers on the diagonal of the first two axes, along a last axis. Keras: {@code diagonal}. */
    public static Symbol diagonal(Symbol x) {
        return diagonal(x, 0, 0, 1);
    }

    /** The numbers on the offset-th diagonal over that of two axes, along a last axis. Keras: {@code diagonal}. */
    public static Symbol diagonal(Symbol x, int offset, int axis1, int axis2) {
        return Op.call("Diagonal", "x", x, "offset", offset, "axis1", axis1, "axis2", axis2);
    }

    /** The sum of {@link #diagonal(Symbol, int, int, int)}. Keras: {@code trace}. */
    public static Symbol trace(Symbol x, int offset, int axis1, int axis2) {
        return Op.call("Trace", "x", x, "offset", offset, "axis1", axis1, "axis2", axis2);
    }

    /** A part of x: so many places of each axis from these on. Keras: {@code slice}. */
    public static Symbol slice(Symbol x, int[] startIndices, int... shape) {
        return Op.call("Slice", "inputs", x, "start_indices", integers(startIndices), "shape", integers(shape));
    }

    /**
     * x with other numbers at some places; of several for one place the last stays. Keras: {@code scatter_update}.
     *
     * @param indices (updates, axes): for each update a place of as many of the first axes
     */
    public static Symbol scatterUpdate(Symbol x, Symbol indices, Symbol updates) {
        return Op.call("ScatterUpdate", "inputs", x, "indices", indices, "updates", updates, "reduction", null);
    }

    /** The same; reduction is "add", "max" or "min" of what is there and what comes. Keras: {@code scatter_update}. */
    public static Symbol scatterUpdate(Symbol x, Symbol indices, Symbol updates, String reduction) {
        return Op.call("ScatterUpdate", "inputs", x, "indices", indices, "updates", updates, "reduction", reduction);
    }

    /** 1 at the place that each number says along a new last axis, else 0. Keras: {@code one_hot}. */
    public static Symbol oneHot(Symbol x, int numClasses) {
        return oneHot(x, numClasses, -1);
    }

    /** The same along a new axis, which is this of the result. Keras: {@code one_hot}. */
    public static Symbol oneHot(Symbol x, int numClasses, int axis) {
        return Op.call("OneHot", "x", x, "num_classes", numClasses, "axis", axis, "dtype", "float32", "sparse", false);
    }

    /** 1 at all places that the numbers of a sample say, else 0. Keras: {@code multi_hot}. */
    public static Symbol multiHot(Symbol x, int numClasses) {
        return Op.call(
                "MultiHot", "inputs", x, "num_classes", numClasses, "axis", -1, "dtype", "float32", "sparse", false);
    }

    /** The sums of the rows of each segment, (rows, ..) to (numSegments, ..). Keras: {@code segment_sum}. */
    public static Symbol segmentSum(Symbol data, Symbol segmentIds, int numSegments) {
        return segment("SegmentSum", data, segmentIds, numSegments);
    }

    /** The largest of the rows of each segment, (rows, ..) to (numSegments, ..). Keras: {@code segment_max}. */
    public static Symbol segmentMax(Symbol data, Symbol segmentIds, int numSegments) {
        return segment("SegmentMax", data, segmentIds, numSegments);
    }

    private static Symbol segment(String className, Symbol data, Symbol ids, int count) {
        if (count < 1) {
            throw KerasException.expected("numSegments", "at least 1", count);
        }
        return Op.call(className, "data", data, "segment_ids", ids, "num_segments", count, "sorted", false);
    }

    /** The numbers along an axis from the least to the largest. Keras: {@code sort}. */
    public static Symbol sort(Symbol x, int axis) {
        return Op.call("Sort", "x", x, "axis", axis);
    }

    /** The places along an axis from that of the least to that of the largest; of equal ones the first first. Keras: {@code argsort}. */
    public static Symbol argsort(Symbol x, int axis) {
        return Op.call("Argsort", "x", x, "axis", axis);
    }

    /** The k largest along the last axis from the largest on, and their places. Keras: {@code top_k}. */
    public static List<Symbol> topK(Symbol x, int k) {
        return Op.calls("TopK", "x", x, "k", k, "sorted", true);
    }

    /** 1 where the prediction of the target is among the k largest, else 0. Keras: {@code in_top_k}. */
    public static Symbol inTopK(Symbol targets, Symbol predictions, int k) {
        return Op.call("InTopK", "targets", targets, "predictions", predictions, "k", k);
    }

    /** How many of the sorted numbers are less than each value; side "right" counts equal ones. Keras: {@code searchsorted}. */
    public static Symbol searchsorted(Symbol sortedSequence, Symbol values, String side) {
        return Op.call("SearchSorted", "sorted_sequence", sortedSequence, "values", values, "side", side);
    }

    /** In which bin each number lies: how many of the sorted limits are not larger. Keras: {@code digitize}. */
    public static Symbol digitize(Symbol x, Symbol bins) {
        return Op.call("Digitize", "x", x, "bins", bins);
    }

    /** The sum of all numbers up to each along an axis. Keras: {@code cumsum}. */
    public static Symbol cumsum(Symbol x, int axis) {
        return Op.call("Cumsum", "x", x, "axis", axis, "dtype", null);
    }

    /** The product of all numbers up to each along an axis. Keras: {@code cumprod}. */
    public static Symbol cumprod(Symbol x, int axis) {
        return Op.call("Cumprod", "x", x, "axis", axis, "dtype", null);
    }

    /** What each number along an axis is more than the one before, n times. Keras: {@code diff}. */
    public static Symbol diff(Symbol x, int n, int axis) {
        return Op.call("Diff", "a", x, "n", n, "axis", axis);
    }
}
