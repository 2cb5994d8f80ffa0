package keras4j.ops;

import java.util.List;

/** Keras's ops of one operand, number by number, and choices between numbers. */
abstract class NumpyFunctions extends NumpyArithmetic {
    /** The number with the other sign. Keras: {@code negative}. */
    public static Symbol negative(Symbol x) {
        return Op.call("Negative", "x", x);
    }

    /** The number without its sign. Keras: {@code absolute}. */
    public static Symbol absolute(Symbol x) {
        return Op.call("Absolute", "x", x);
    }

    /** The same as {@link #absolute}. Keras: {@code abs}. */
    public static Symbol abs(Symbol x) {
        return Op.call("Absolute", "x", x);
    }

    /** -1, 0 or 1. Keras: {@code sign}. */
    public static Symbol sign(Symbol x) {
        return Op.call("Sign", "x", x);
    }

    /** The square. Keras: {@code square}. */
    public static Symbol square(Symbol x) {
        return Op.call("Square", "x", x);
    }

    /** The square root. Keras: {@code sqrt}. */
    public static Symbol sqrt(Symbol x) {
        return Op.call("Sqrt", "x", x);
    }

    /** 1 divided by the square root. Keras: {@code rsqrt}. */
    public static Symbol rsqrt(Symbol x) {
        return Op.call("Rsqrt", "x", x);
    }

    /** 1 divided by the number. Keras: {@code reciprocal}. */
    public static Symbol reciprocal(Symbol x) {
        return Op.call("Reciprocal", "x", x);
    }

    /** The exponential. Keras: {@code exp}. */
    public static Symbol exp(Symbol x) {
        return Op.call("Exp", "x", x);
    }

    /** The exponential, less 1. Keras: {@code expm1}. */
    public static Symbol expm1(Symbol x) {
        return Op.call("Expm1", "x", x);
    }

    /** The natural logarithm. Keras: {@code log}. */
    public static Symbol log(Symbol x) {
        return Op.call("Log", "x", x);
    }

    /** The natural logarithm of 1 more. Keras: {@code log1p}. */
    public static Symbol log1p(Symbol x) {
        return Op.call("Log1p", "x", x);
    }

    /** The logarithm to base 2. Keras: {@code log2}. */
    public static Symbol log2(Symbol x) {
        return Op.call("Log2", "x", x);
    }

    /** The logarithm to base 10. Keras: {@code log10}. */
    public static Symbol log10(Symbol x) {
        return Op.call("Log10", "x", x);
    }

    /** The sine of an angle in radians. Keras: {@code sin}. */
    public static Symbol sin(Symbol x) {
        return Op.call("Sin", "x", x);
    }

    /** The cosine of an angle in radians. Keras: {@code cos}. */
    public static Symbol cos(Symbol x) {
        return Op.call("Cos", "x", x);
    }

    /** The tangent of an angle in radians. Keras: {@code tan}. */
    public static Symbol tan(Symbol x) {
        return Op.call("Tan", "x", x);
    }

    /** The angle in radians whose sine it is. Keras: {@code arcsin}. */
    public static Symbol arcsin(Symbol x) {
        return Op.call("Arcsin", "x", x);
    }

    /** The angle in radians whose cosine it is. Keras: {@code arccos}. */
    public static Symbol arccos(Symbol x) {
        return Op.call("Arccos", "x", x);
    }

    /** The angle in radians whose tangent it is. Keras: {@code arctan}. */
    public static Symbol arctan(Symbol x) {
        return Op.call("Arctan", "x", x);
    }

    /** The hyperbolic sine. Keras: {@code sinh}. */
    public static Symbol sinh(Symbol x) {
        return Op.call("Sinh", "x", x);
    }

    /** The hyperbolic cosine. Keras: {@code cosh}. */
    public static Symbol cosh(Symbol x) {
        return Op.call("Cosh", "x", x);
    }

    /** The hyperbolic tangent. Keras: {@code tanh}. */
    public static Symbol tanh(Symbol x) {
        return Op.call("Tanh", "x", x);
    }

    /** What the hyperbolic sine makes it of. Keras: {@code arcsinh}. */
    public static Symbol arcsinh(Symbol x) {
        return Op.call("Arcsinh", "x", x);
    }

    /** What the hyperbolic cosine makes it of. Keras: {@code arccosh}. */
    public static Symbol arccosh(Symbol x) {
        return Op.call("Arccosh", "x", x);
    }

    /** What the hyperbolic tangent makes it of. Keras: {@code arctanh}. */
    public static Symbol arctanh(Symbol x) {
        return Op.call("Arctanh", "x", x);
    }

    /** The largest whole number that is not larger. Keras: {@code floor}. */
    public static Symbol floor(Symbol x) {
        return Op.call("Floor", "x", x);
    }

    /** The smallest whole number that is not smaller. Keras: {@code ceil}. */
    public static Symbol ceil(Symbol x) {
        return Op.call("Ceil", "x", x);
    }

    /** The whole number towards 0. Keras: {@code trunc}. */
    public static Symbol trunc(Symbol x) {
        return Op.call("Trunc", "x", x);
    }

    /** The error function. Keras: {@code erf}. */
    public static Symbol erf(Symbol x) {
        return Op.call("Erf", "x", x);
    }

    /** What the error function makes it of. Keras: {@code erfinv}. */
    public static Symbol erfinv(Symbol x) {
        return Op.call("Erfinv", "x", x);
    }

    /** 1 where it is 0, else 0. Keras: {@code logical_not}. */
    public static Symbol logicalNot(Symbol x) {
        return Op.call("LogicalNot", "x", x);
    }

    /** 1 where it is NaN, else 0. Keras: {@code isnan}. */
    public static Symbol isnan(Symbol x) {
        return Op.call("Isnan", "x", x);
    }

    /** 1 where it is infinite, else 0. Keras: {@code isinf}. */
    public static Symbol isinf(Symbol x) {
        return Op.call("Isinf", "x", x);
    }

    /** 1 where it is neither infinite nor NaN, else 0. Keras: {@code isfinite}. */
    public static Symbol isfinite(Symbol x) {
        return Op.call("Isfinite", "x", x);
    }

    /** The second where the condition is not 0, else the third. Keras: {@code where}. */
    public static Symbol where(Symbol condition, Symbol x1, Symbol x2) {
        return Op.call("Where", "condition", condition, "x1", x1, "x2", x2);
    }

    /** The second where the condition is not 0, else the third. Keras: {@code where}. */
    public static Symbol where(Symbol condition, Symbol x1, double x2) {
        return Op.call("Where", "condition", condition, "x1", x1, "x2", x2);
    }

    /** The second where the condition is not 0, else the third. Keras: {@code where}. */
    public static Symbol where(Symbol condition, double x1, Symbol x2) {
        return Op.call("Where", "condition", condition, "x1", x1, "x2", x2);
    }

    /** The second where the condition is not 0, else the third. Keras: {@code where}. */
    public static Symbol where(Symbol condition, double x1, double x2) {
        return Op.call("Where", "condition", condition, "x1", x1, "x2", x2);
    }

    /** The nearest number from xMin to xMax. Keras: {@code clip}. */
    public static Symbol clip(Symbol x, double xMin, double xMax) {
        return Op.call("Clip", "x", x, "x_min", xMin, "x_max", xMax);
    }

    /** The nearest whole number, an even one of two. Keras: {@code round}. */
    public static Symbol round(Symbol x) {
        return round(x, 0);
    }

    /** The nearest number of so many decimals. Keras: {@code round}. */
    public static Symbol round(Symbol x, int decimals) {
        return Op.call("Round", "x", x, "decimals", decimals);
    }

    /** 0 where it is NaN, the largest or least number where it is infinite. Keras: {@code nan_to_num}. */
    public static Symbol nanToNum(Symbol x) {
        return Op.call("NanToNum", "x", x, "nan", 0.0, "posinf", null, "neginf", null);
    }

    /** These where it is NaN or infinite. Keras: {@code nan_to_num}. */
    public static Symbol nanToNum(Symbol x, double nan, double posinf, double neginf) {
        return Op.call("NanToNum", "x", x, "nan", nan, "posinf", posinf, "neginf", neginf);
    }

    /**
     * Numbers of another type: all are float32 here, so that those of a type of whole numbers are cut towards 0, and those of
     * "bool" become 0 or 1. Keras: {@code cast}.
     */
    public static Symbol cast(Symbol x, String dtype) {
        return Op.call("Cast", "x", x, "dtype", dtype);
    }

    /** The same, through which no gradient flows. Keras: {@code stop_gradient}. */
    public static Symbol stopGradient(Symbol x) {
        return Op.call("StopGradient", "variable", x);
    }

    /** The same numbers. Keras: {@code copy}. */
    public static Symbol copy(Symbol x) {
        return Op.call("Copy", "x", x);
    }

    /** At each place the choice of the first condition that is not 0 there, or the default. Keras: {@code select}. */
    public static Symbol select(List<Symbol> condlist, List<Symbol> choicelist, double defaultValue) {
        return Op.call("Select", "condlist", condlist, "choicelist", choicelist, "default", defaultValue);
    }
}
