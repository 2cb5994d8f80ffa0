package keras4j.initializers;

import keras4j.core.KerasException;
import keras4j.core.Shape;

/** How many numbers go into and come out of one unit of a weight. */
record Fans(double in, double out) {
    /** The products of the lengths of some axes, negative ones from the end. */
    static Fans of(Shape shape, int[] inputAxes, int[] outputAxes) {
        return new Fans(product(shape, inputAxes), product(shape, outputAxes));
    }

    private static double product(Shape shape, int[] axes) {
        double product = 1;
        for (int axis : axes) {
            if (axis < -shape.rank() || axis >= shape.rank()) {
                throw KerasException.expected("initializer", "axes of a weight of shape " + shape, axis);
            }
            product *= shape.dim(axis);
        }
        return product;
    }

    /** Of a kernel (.., in, out): the other axes multiply both. A vector has its length for both. */
    static Fans of(Shape shape) {
        if (shape.rank() < 2) {
            return new Fans(shape.last(), shape.last());
        }
        double receptiveField = (double) shape.size() / shape.dim(-2) / shape.dim(-1);
        return new Fans(shape.dim(-2) * receptiveField, shape.dim(-1) * receptiveField);
    }
}
