package keras4j.ops;

/** Keras's ops that bring the same numbers into other shapes. Negative axes count from the end. */
abstract class NumpyShapes extends NumpyMoments {
    /** Other lengths of as many numbers; one may be -1, which follows from the others. Keras: {@code reshape}. */
    public static Symbol reshape(Symbol x, int... newshape) {
        return Op.call("Reshape", "x", x, "newshape", integers(newshape));
    }

    /** All numbers along one axis, row-major. Keras: {@code ravel}. */
    public static Symbol ravel(Symbol x) {
        return Op.call("Ravel", "x", x);
    }

    /** The axes in this order, or from the last to the first if none is given. Keras: {@code transpose}. */
    public static Symbol transpose(Symbol x, int... axes) {
        return Op.call("Transpose", "x", x, "axes", axes.length == 0 ? null : integers(axes));
    }

    /** Two axes in each other's place. Keras: {@code swapaxes}. */
    public static Symbol swapaxes(Symbol x, int axis1, int axis2) {
        return Op.call("Swapaxes", "x", x, "axis1", axis1, "axis2", axis2);
    }

    /** An axis at another place. Keras: {@code moveaxis}. */
    public static Symbol moveaxis(Symbol x, int source, int destination) {
        return Op.call("Moveaxis", "x", x, "source", source, "destination", destination);
    }

    /** Axes at other places. Keras: {@code moveaxis}. */
    public static Symbol moveaxis(Symbol x, int[] source, int[] destination) {
        return Op.call("Moveaxis", "x", x, "source", integers(source), "destination", integers(destination));
    }

    /** Without these axes, or without all of length 1 if none is given. Keras: {@code squeeze}. */
    public static Symbol squeeze(Symbol x, int... axis) {
        return Op.call("Squeeze", "x", x, "axis", axes(axis));
    }

    /** With new axes of length 1, which are these of the result. Keras: {@code expand_dims}. */
    public static Symbol expandDims(Symbol x, int... axis) {
        return Op.call("ExpandDims", "x", x, "axis", axes(axis));
    }

    /** Repeated along axes of length 1 and new first axes. Keras: {@code broadcast_to}. */
    public static Symbol broadcastTo(Symbol x, int... shape) {
        return Op.call("BroadcastTo", "x", x, "shape", integers(shape));
    }

    /** The places of all axes, or of these, from the last to the first. Keras: {@code flip}. */
    public static Symbol flip(Symbol x, int... axis) {
        return Op.call("Flip", "x", x, "axis", axes(axis));
    }

    /** Turned so many times by a right angle, from the first of two axes to the second. Keras: {@code rot90}. */
    public static Symbol rot90(Symbol x, int k, int... axes) {
        return Op.call("Rot90", "array", x, "k", k, "axes", integers(axes));
    }

    /** All numbers so many places further, row-major; the last become the first. Keras: {@code roll}. */
    public static Symbol roll(Symbol x, int shift) {
        return Op.call("Roll", "x", x, "shift", shift, "axis", null);
    }

    /** So many places further along an axis; the last become the first. Keras: {@code roll}. */
    public static Symbol roll(Symbol x, int shift, int axis) {
        return Op.call("Roll", "x", x, "shift", shift, "axis", axis);
    }

    /** The same along several axes. Keras: {@code roll}. */
    public static Symbol roll(Symbol x, int[] shift, int[] axis) {
        return Op.call("Roll", "x", x, "shift", integers(shift), "axis", integers(axis));
    }

    /** 0 above the diagonal of the last two axes. Keras: {@code tril}. */
    public static Symbol tril(Symbol x) {
        return tril(x, 0);
    }

    /** 0 above the k-th diagonal over that of the last two axes. Keras: {@code tril}. */
    public static Symbol tril(Symbol x, int k) {
        return Op.call("Tril", "x", x, "k", k);
    }

    /** 0 below the diagonal of the last two axes. Keras: {@code triu}. */
    public static Symbol triu(Symbol x) {
        return triu(x, 0);
    }

    /** 0 below the k-th diagonal over that of the last two axes. Keras: {@code triu}. */
    public static Symbol triu(Symbol x, int k) {
        return Op.call("Triu", "x", x, "k", k);
    }

    /** 0 everywhere, in the shape of x. Keras: {@code zeros_like}. */
    public static Symbol zerosLike(Symbol x) {
        return zerosLike(x, null);
    }

    /** The same; of truths with the dtype "bool". Keras: {@code zeros_like}. */
    public static Symbol zerosLike(Symbol x, String dtype) {
        return Op.call("ZerosLike", "x", x, "dtype", dtype);
    }

    /** 1 everywhere, in the shape of x. Keras: {@code ones_like}. */
    public static Symbol onesLike(Symbol x) {
        return onesLike(x, null);
    }

    /** The same; of truths with the dtype "bool". Keras: {@code ones_like}. */
    public static Symbol onesLike(Symbol x, String dtype) {
        return Op.call("OnesLike", "x", x, "dtype", dtype);
    }

    /** A number everywhere, in the shape of x. Keras: {@code full_like}. */
    public static Symbol fullLike(Symbol x, double fillValue) {
        return Op.call("FullLike", "x", x, "fill_value", fillValue, "dtype", null);
    }
}
