package keras4j.ops;

import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.Shape;

/** Keras's ops that multiply and add, and constants. */
abstract class NumpyOps extends NumpyIndexing {
    /** The product of matrices, (.., m, k) and (.., k, n); operands of one axis are a row or a column. Keras: {@code matmul}. */
    public static Symbol matmul(Symbol x1, Symbol x2) {
        return Op.call("Matmul", "x1", x1, "x2", x2);
    }

    /** The sum of products over the last axis of the first and the last but one of the second. Keras: {@code dot}. */
    public static Symbol dot(Symbol x1, Symbol x2) {
        return Op.call("Dot", "x1", x1, "x2", x2);
    }

    /** The sum of products over the last axis of both. Keras: {@code inner}. */
    public static Symbol inner(Symbol x1, Symbol x2) {
        return Op.call("Inner", "x1", x1, "x2", x2);
    }

    /** The sum of products of all numbers of both. Keras: {@code vdot}. */
    public static Symbol vdot(Symbol x1, Symbol x2) {
        return Op.call("Vdot", "x1", x1, "x2", x2);
    }

    /** Each number of the first times each of the second. Keras: {@code outer}. */
    public static Symbol outer(Symbol x1, Symbol x2) {
        return Op.call("Outer", "x1", x1, "x2", x2);
    }

    /** The sum of products over so many last axes of the first and first axes of the second. Keras: {@code tensordot}. */
    public static Symbol tensordot(Symbol x1, Symbol x2, int axes) {
        return Op.call("Tensordot", "x1", x1, "x2", x2, "axes", axes);
    }

    /** The sum of products over these axes of the first and those of the second. Keras: {@code tensordot}. */
    public static Symbol tensordot(Symbol x1, Symbol x2, int[] axes1, int[] axes2) {
        return Op.call("Tensordot", "x1", x1, "x2", x2, "axes", List.of(integers(axes1), integers(axes2)));
    }

    /**
     * Sums of products as Einstein wrote them. Keras: {@code einsum}.
     *
     * @param subscripts such as {@code "bqhd,bkhd->bhqk"}
     */
    public static Symbol einsum(String subscripts, Symbol... operands) {
        return Op.call("Einsum", "operands", Arrays.asList(operands), "subscripts", subscripts);
    }

    /** Known numbers, row-major; those of one axis if no shape is given. Keras: {@code array}. */
    public static Symbol array(float[] values, int... shape) {
        Shape of = shape.length == 0 ? Shape.of(values.length) : Shape.of(shape);
        if (of.size() != values.length) {
            throw KerasException.expected("array", of.size() + " numbers for the shape " + of, values.length);
        }
        return Primitives.constant(values.clone(), of);
    }

    /** 0 everywhere. Keras: {@code zeros}. */
    public static Symbol zeros(int... shape) {
        return full(shape, 0);
    }

    /** 1 everywhere. Keras: {@code ones}. */
    public static Symbol ones(int... shape) {
        return full(shape, 1);
    }

    /** A number everywhere. Keras: {@code full}. */
    public static Symbol full(int[] shape, double fillValue) {
        return Primitives.broadcast(Primitives.constant(fillValue), Shape.of(shape));
    }

    /** 0, 1, .. before stop. Keras: {@code arange}. */
    public static Symbol arange(int stop) {
        return arange(0, stop, 1);
    }

    /** From start on before stop, so far apart. Keras: {@code arange}. */
    public static Symbol arange(double start, double stop, double step) {
        int count = (int) Math.ceil((stop - start) / step);
        if (count < 1) {
            throw KerasException.expected("arange", "at least one number", start + ", " + stop + ", " + step);
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (start + i * step);
        }
        return Primitives.constant(values, Shape.of(count));
    }

    /** So many numbers from start to stop, both among them, equally far apart. Keras: {@code linspace}. */
    public static Symbol linspace(double start, double stop, int num) {
        float[] values = new float[num];
        for (int i = 0; i < num; i++) {
            values[i] = (float) (num == 1 ? start : start + i * ((stop - start) / (num - 1)));
        }
        return Primitives.constant(values, Shape.of(num));
    }

    /** 1 on the diagonal of n rows and columns, else 0. Keras: {@code eye}. */
    public static Symbol eye(int n) {
        return eye(n, n, 0);
    }

    /** 1 on the k-th diagonal over that of n rows and m columns, else 0. Keras: {@code eye}. */
    public static Symbol eye(int n, int m, int k) {
        return triangle(n, m, k, true);
    }

    /** 1 up to the k-th diagonal over that of n rows and m columns, else 0. Keras: {@code tri}. */
    public static Symbol tri(int n, int m, int k) {
        return triangle(n, m, k, false);
    }

    private static Symbol triangle(int n, int m, int k, boolean isDiagonal) {
        float[] values = new float[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                values[i * m + j] = j == i + k || !isDiagonal && j < i + k ? 1 : 0;
            }
        }
        return Primitives.constant(values, Shape.of(n, m));
    }
}
