package keras4j.ops;

/** Keras's ops of two operands, number by number: shapes are broadcast as NumPy does. */
abstract class NumpyArithmetic {
    /** The sum. Keras: {@code add}. */
    public static Symbol add(Symbol x1, Symbol x2) {
        return Op.call("Add", "x1", x1, "x2", x2);
    }

    /** The sum. Keras: {@code add}. */
    public static Symbol add(Symbol x1, double x2) {
        return Op.call("Add", "x1", x1, "x2", x2);
    }

    /** The sum. Keras: {@code add}. */
    public static Symbol add(double x1, Symbol x2) {
        return Op.call("Add", "x1", x1, "x2", x2);
    }

    /** The difference. Keras: {@code subtract}. */
    public static Symbol subtract(Symbol x1, Symbol x2) {
        return Op.call("Subtract", "x1", x1, "x2", x2);
    }

    /** The difference. Keras: {@code subtract}. */
    public static Symbol subtract(Symbol x1, double x2) {
        return Op.call("Subtract", "x1", x1, "x2", x2);
    }

    /** The difference. Keras: {@code subtract}. */
    public static Symbol subtract(double x1, Symbol x2) {
        return Op.call("Subtract", "x1", x1, "x2", x2);
    }

    /** The product. Keras: {@code multiply}. */
    public static Symbol multiply(Symbol x1, Symbol x2) {
        return Op.call("Multiply", "x1", x1, "x2", x2);
    }

    /** The product. Keras: {@code multiply}. */
    public static Symbol multiply(Symbol x1, double x2) {
        return Op.call("Multiply", "x1", x1, "x2", x2);
    }

    /** The product. Keras: {@code multiply}. */
    public static Symbol multiply(double x1, Symbol x2) {
        return Op.call("Multiply", "x1", x1, "x2", x2);
    }

    /** The quotient. Keras: {@code divide}. */
    public static Symbol divide(Symbol x1, Symbol x2) {
        return Op.call("Divide", "x1", x1, "x2", x2);
    }

    /** The quotient. Keras: {@code divide}. */
    public static Symbol divide(Symbol x1, double x2) {
        return Op.call("Divide", "x1", x1, "x2", x2);
    }

    /** The quotient. Keras: {@code divide}. */
    public static Symbol divide(double x1, Symbol x2) {
        return Op.call("Divide", "x1", x1, "x2", x2);
    }

    /** The quotient. Keras: {@code true_divide}. */
    public static Symbol trueDivide(Symbol x1, Symbol x2) {
        return Op.call("TrueDivide", "x1", x1, "x2", x2);
    }

    /** The quotient. Keras: {@code true_divide}. */
    public static Symbol trueDivide(Symbol x1, double x2) {
        return Op.call("TrueDivide", "x1", x1, "x2", x2);
    }

    /** The quotient. Keras: {@code true_divide}. */
    public static Symbol trueDivide(double x1, Symbol x2) {
        return Op.call("TrueDivide", "x1", x1, "x2", x2);
    }

    /** The largest whole number that is not larger than the quotient. Keras: {@code floor_divide}. */
    public static Symbol floorDivide(Symbol x1, Symbol x2) {
        return Op.call("FloorDivide", "x1", x1, "x2", x2);
    }

    /** The largest whole number that is not larger than the quotient. Keras: {@code floor_divide}. */
    public static Symbol floorDivide(Symbol x1, double x2) {
        return Op.call("FloorDivide", "x1", x1, "x2", x2);
    }

    /** The largest whole number that is not larger than the quotient. Keras: {@code floor_divide}. */
    public static Symbol floorDivide(double x1, Symbol x2) {
        return Op.call("FloorDivide", "x1", x1, "x2", x2);
    }

    /** The rest of {@link #floorDivide}, with the sign of the second. Keras: {@code mod}. */
    public static Symbol mod(Symbol x1, Symbol x2) {
        return Op.call("Mod", "x1", x1, "x2", x2);
    }

    /** The rest of {@link #floorDivide}, with the sign of the second. Keras: {@code mod}. */
    public static Symbol mod(Symbol x1, double x2) {
        return Op.call("Mod", "x1", x1, "x2", x2);
    }

    /** The rest of {@link #floorDivide}, with the sign of the second. Keras: {@code mod}. */
    public static Symbol mod(double x1, Symbol x2) {
        return Op.call("Mod", "x1", x1, "x2", x2);
    }

    /** The first to the power of the second. Keras: {@code power}. */
    public static Symbol power(Symbol x1, Symbol x2) {
        return Op.call("Power", "x1", x1, "x2", x2);
    }

    /** The first to the power of the second. Keras: {@code power}. */
    public static Symbol power(Symbol x1, double x2) {
        return Op.call("Power", "x1", x1, "x2", x2);
    }

    /** The first to the power of the second. Keras: {@code power}. */
    public static Symbol power(double x1, Symbol x2) {
        return Op.call("Power", "x1", x1, "x2", x2);
    }

    /** The larger of the two; NaN if one is. Keras: {@code maximum}. */
    public static Symbol maximum(Symbol x1, Symbol x2) {
        return Op.call("Maximum", "x1", x1, "x2", x2);
    }

    /** The larger of the two; NaN if one is. Keras: {@code maximum}. */
    public static Symbol maximum(Symbol x1, double x2) {
        return Op.call("Maximum", "x1", x1, "x2", x2);
    }

    /** The larger of the two; NaN if one is. Keras: {@code maximum}. */
    public static Symbol maximum(double x1, Symbol x2) {
        return Op.call("Maximum", "x1", x1, "x2", x2);
    }

    /** The smaller of the two; NaN if one is. Keras: {@code minimum}. */
    public static Symbol minimum(Symbol x1, Symbol x2) {
        return Op.call("Minimum", "x1", x1, "x2", x2);
    }

    /** The smaller of the two; NaN if one is. Keras: {@code minimum}. */
    public static Symbol minimum(Symbol x1, double x2) {
        return Op.call("Minimum", "x1", x1, "x2", x2);
    }

    /** The smaller of the two; NaN if one is. Keras: {@code minimum}. */
    public static Symbol minimum(double x1, Symbol x2) {
        return Op.call("Minimum", "x1", x1, "x2", x2);
    }

    /** 1 where the two are equal, else 0. Keras: {@code equal}. */
    public static Symbol equal(Symbol x1, Symbol x2) {
        return Op.call("Equal", "x1", x1, "x2", x2);
    }

    /** 1 where the two are equal, else 0. Keras: {@code equal}. */
    public static Symbol equal(Symbol x1, double x2) {
        return Op.call("Equal", "x1", x1, "x2", x2);
    }

    /** 1 where the two differ, else 0. Keras: {@code not_equal}. */
    public static Symbol notEqual(Symbol x1, Symbol x2) {
        return Op.call("NotEqual", "x1", x1, "x2", x2);
    }

    /** 1 where the two differ, else 0. Keras: {@code not_equal}. */
    public static Symbol notEqual(Symbol x1, double x2) {
        return Op.call("NotEqual", "x1", x1, "x2", x2);
    }

    /** 1 where the first is greater, else 0. Keras: {@code greater}. */
    public static Symbol greater(Symbol x1, Symbol x2) {
        return Op.call("Greater", "x1", x1, "x2", x2);
    }

    /** 1 where the first is greater, else 0. Keras: {@code greater}. */
    public static Symbol greater(Symbol x1, double x2) {
        return Op.call("Greater", "x1", x1, "x2", x2);
    }

    /** 1 where the first is not less, else 0. Keras: {@code greater_equal}. */
    public static Symbol greaterEqual(Symbol x1, Symbol x2) {
        return Op.call("GreaterEqual", "x1", x1, "x2", x2);
    }

    /** 1 where the first is not less, else 0. Keras: {@code greater_equal}. */
    public static Symbol greaterEqual(Symbol x1, double x2) {
        return Op.call("GreaterEqual", "x1", x1, "x2", x2);
    }

    /** 1 where the first is less, else 0. Keras: {@code less}. */
    public static Symbol less(Symbol x1, Symbol x2) {
        return Op.call("Less", "x1", x1, "x2", x2);
    }

    /** 1 where the first is less, else 0. Keras: {@code less}. */
    public static Symbol less(Symbol x1, double x2) {
        return Op.call("Less", "x1", x1, "x2", x2);
    }

    /** 1 where the first is not greater, else 0. Keras: {@code less_equal}. */
    public static Symbol lessEqual(Symbol x1, Symbol x2) {
        return Op.call("LessEqual", "x1", x1, "x2", x2);
    }

    /** 1 where the first is not greater, else 0. Keras: {@code less_equal}. */
    public static Symbol lessEqual(Symbol x1, double x2) {
        return Op.call("LessEqual", "x1", x1, "x2", x2);
    }

    /** 1 where both are not 0, else 0. Keras: {@code logical_and}. */
    public static Symbol logicalAnd(Symbol x1, Symbol x2) {
        return Op.call("LogicalAnd", "x1", x1, "x2", x2);
    }

    /** 1 where one is not 0, else 0. Keras: {@code logical_or}. */
    public static Symbol logicalOr(Symbol x1, Symbol x2) {
        return Op.call("LogicalOr", "x1", x1, "x2", x2);
    }

    /** 1 where one of the two is not 0, else 0. Keras: {@code logical_xor}. */
    public static Symbol logicalXor(Symbol x1, Symbol x2) {
        return Op.call("LogicalXor", "x1", x1, "x2", x2);
    }

    /** The logarithm of the sum of the exponentials. Keras: {@code logaddexp}. */
    public static Symbol logaddexp(Symbol x1, Symbol x2) {
        return Op.call("Logaddexp", "x1", x1, "x2", x2);
    }

    /** The angle of the point whose ordinate is the first and whose abscissa is the second. Keras: {@code arctan2}. */
    public static Symbol arctan2(Symbol x1, Symbol x2) {
        return Op.call("Arctan2", "x1", x1, "x2", x2);
    }
}
