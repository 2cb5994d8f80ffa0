package keras4j.initializers;

import keras4j.core.Shape;

/** How many numbers go into and come out of one unit of a weight. */
record Fans(double in, double out) {
    /** Of a kernel (.., in, out): the other axes multiply both. A vector has its length for both. */
    static Fans of(Shape shape) {
        if (shape.rank() < 2) {
            return new Fans(shape.last(), shape.last());
        }
        double receptiveField = (double) shape.size() / shape.dim(-2) / shape.dim(-1);
        return new Fans(shape.dim(-2) * receptiveField, shape.dim(-1) * receptiveField);
    }
}
