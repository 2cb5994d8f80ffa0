package keras4j.ops;

import static keras4j.ops.Primitives.constant;
import static keras4j.ops.Primitives.map;
import static keras4j.ops.Primitives.where;

import java.util.List;
import java.util.Map;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;

/** Keras's ops that work number by number. */
final class ArithmeticOps {
    private static final Map<String, Unary> UNARY = Map.ofEntries(
            Map.entry("Negative", Unary.NEGATIVE),
            Map.entry("Absolute", Unary.ABS),
            Map.entry("Sign", Unary.SIGN),
            Map.entry("Square", Unary.SQUARE),
            Map.entry("Sqrt", Unary.SQRT),
            Map.entry("Reciprocal", Unary.RECIPROCAL),
            Map.entry("Exp", Unary.EXP),
            Map.entry("Expm1", Unary.EXPM1),
            Map.entry("Log", Unary.LOG),
            Map.entry("Log1p", Unary.LOG1P),
            Map.entry("Log2", Unary.LOG2),
            Map.entry("Log10", Unary.LOG10),
            Map.entry("Sin", Unary.SIN),
            Map.entry("Cos", Unary.COS),
            Map.entry("Tan", Unary.TAN),
            Map.entry("Arcsin", Unary.ARCSIN),
            Map.entry("Arccos", Unary.ARCCOS),
            Map.entry("Arctan", Unary.ARCTAN),
            Map.entry("Sinh", Unary.SINH),
            Map.entry("Cosh", Unary.COSH),
            Map.entry("Tanh", Unary.TANH),
            Map.entry("Arcsinh", Unary.ARCSINH),
            Map.entry("Arccosh", Unary.ARCCOSH),
            Map.entry("Arctanh", Unary.ARCTANH),
            Map.entry("Floor", Unary.FLOOR),
            Map.entry("Ceil", Unary.CEIL),
            Map.entry("Trunc", Unary.TRUNC),
            Map.entry("LogicalNot", Unary.NOT),
            Map.entry("Isnan", Unary.IS_NAN),
            Map.entry("Isinf", Unary.IS_INF),
            Map.entry("Isfinite", Unary.IS_FINITE));

    private static final Map<String, Binary> BINARY = Map.ofEntries(
            Map.entry("Add", Binary.ADD),
            Map.entry("Subtract", Binary.SUBTRACT),
            Map.entry("Multiply", Binary.MULTIPLY),
            Map.entry("Divide", Binary.DIVIDE),
            Map.entry("TrueDivide", Binary.DIVIDE),
            Map.entry("FloorDivide", Binary.FLOOR_DIVIDE),
            Map.entry("Mod", Binary.MOD),
            Map.entry("Power", Binary.POWER),
            Map.entry("Maximum", Binary.MAXIMUM),
            Map.entry("Minimum", Binary.MINIMUM),
            Map.entry("Arctan2", Binary.ARCTAN2),
            Map.entry("Logaddexp", Binary.LOG_ADD_EXP),
            Map.entry("Equal", Binary.EQUAL),
            Map.entry("NotEqual", Binary.NOT_EQUAL),
            Map.entry("Greater", Binary.GREATER),
            Map.entry("GreaterEqual", Binary.GREATER_EQUAL),
            Map.entry("Less", Binary.LESS),
            Map.entry("LessEqual", Binary.LESS_EQUAL),
            Map.entry("LogicalAnd", Binary.AND),
            Map.entry("LogicalOr", Binary.OR),
            Map.entry("LogicalXor", Binary.XOR));

    private ArithmeticOps() {}

    static void define() {
        UNARY.forEach((name, function) -> unary("numpy", name, function));
        unary("math", "Rsqrt", Unary.RSQRT);
        unary("math", "Erf", Unary.ERF);
        unary("math", "Erfinv", Unary.ERFINV);
        BINARY.forEach((name, function) ->
                OpDefinition.define("numpy", name, "x1 x2", a -> map(function, a.symbol("x1"), a.symbol("x2"))));
        OpDefinition.define(
                "numpy", "Where", "condition x1 x2", a -> where(a.symbol("condition"), a.symbol("x1"), a.symbol("x2")));
        OpDefinition.define("numpy", "Select", "condlist choicelist default", a -> {
            List<Symbol> conditions = a.symbols("condlist");
            List<Symbol> choices = a.symbols("choicelist");
            Symbol y = a.has("default") ? a.symbol("default") : Primitives.constant(0);
            for (int i = choices.size() - 1; i >= 0; i--) {
                y = where(conditions.get(i), choices.get(i), y);
            }
            return y;
        });
        OpDefinition.define("numpy", "Clip", "x", ArithmeticOps::clip);
        OpDefinition.define("numpy", "Round", "x", a -> round(a.symbol("x"), a.integer("decimals", 0)));
        OpDefinition.define("numpy", "NanToNum", "x", ArithmeticOps::nanToNum);
        OpDefinition.define("numpy", "Copy", "x", a -> a.symbol("x"));
        OpDefinition.define("core", "Cast", "x", a -> cast(a.symbol("x"), a.text("dtype", "float32")));
        OpDefinition.define("core", "StopGradient", "variable", a -> Primitives.stopGradient(a.symbol("variable")));
    }

    private static void unary(String module, String className, Unary function) {
        OpDefinition.define(module, className, "x", a -> map(function, a.symbol("x")));
    }

    /** TensorFlow's clip_by_value: no gradient flows where it clips. */
    private static Symbol clip(Arguments a) {
        Symbol x = a.symbol("x");
        Symbol least = a.symbol("x_min");
        Symbol most = a.symbol("x_max");
        return map(Binary.MAXIMUM, map(Binary.MINIMUM, x, most), least);
    }

    private static Symbol round(Symbol x, int decimals) {
        if (decimals == 0) {
            return map(Unary.ROUND, x);
        }
        Symbol factor = constant(Math.pow(10, decimals));
        return Primitives.divide(map(Unary.ROUND, Primitives.multiply(x, factor)), factor);
    }

    private static Symbol nanToNum(Arguments a) {
        Symbol x = a.symbol("x");
        Symbol zero = constant(0);
        Symbol isInfinite = map(Unary.IS_INF, x);
        Symbol known = where(map(Unary.IS_NAN, x), constant(a.number("nan", 0)), x);
        Symbol isMost = map(Binary.AND, isInfinite, map(Binary.GREATER, x, zero));
        Symbol isLeast = map(Binary.AND, isInfinite, map(Binary.LESS, x, zero));
        Symbol below = where(isMost, constant(a.number("posinf", Float.MAX_VALUE)), known);
        return where(isLeast, constant(a.number("neginf", -Float.MAX_VALUE)), below);
    }

    /** Numbers of a type; all are floats here. */
    static Symbol cast(Symbol x, String dtype) {
        if (dtype.equals("bool")) {
            return map(Binary.NOT_EQUAL, x, constant(0));
        }
        return dtype.contains("int") ? map(Unary.TRUNC, x) : x;
    }
}
