package keras4j.ops;

import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's ops that work number by number. */
final class ArithmeticOps {
    private ArithmeticOps() {}

    static void define() {
        unary("Negative", Unary.NEGATIVE);
        unary("Absolute", Unary.ABS);
        unary("Sign", Unary.SIGN);
        unary("Square", Unary.SQUARE);
        unary("Sqrt", Unary.SQRT);
        unary("Exp", Unary.EXP);
        unary("Log", Unary.LOG);
        unary("Tanh", Unary.TANH);
        binary("Add", Binary.ADD);
        binary("Subtract", Binary.SUBTRACT);
        binary("Multiply", Binary.MULTIPLY);
        binary("TrueDivide", Binary.DIVIDE);
        binary("Maximum", Binary.MAXIMUM);
        binary("Minimum", Binary.MINIMUM);
    }

    private static void unary(String className, Unary function) {
        OpDefinition.define("numpy", className, "x", a -> Primitives.map(function, a.symbol("x")));
    }

    private static void binary(String className, Binary function) {
        OpDefinition.define("numpy", className, "x1 x2", a -> Primitives.map(function, a.symbol("x1"), a.symbol("x2")));
    }
}
