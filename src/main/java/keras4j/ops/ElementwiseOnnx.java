package keras4j.ops;

import java.util.Map;
import keras4j.core.KerasException;
import keras4j.internal.kernels.Binary;
import keras4j.internal.kernels.Unary;
import keras4j.internal.onnx.OnnxGraph;

/** ONNX's forms of the functions that work number by number. What is true or false there becomes 1 or 0. */
final class ElementwiseOnnx {
    private static final int FLOAT = 1;
    private static final int BOOL = 9;

    private ElementwiseOnnx() {}

    /** True or false as a number. */
    private static String number(OnnxGraph graph, String truth) {
        return graph.node("Cast", Map.of("to", FLOAT), truth);
    }

    /** A number as true or false. */
    static String truth(OnnxGraph graph, String number) {
        return graph.node("Cast", Map.of("to", BOOL), number);
    }

    private static String scaled(OnnxGraph graph, String x, double factor) {
        return graph.node("Mul", x, graph.number(factor));
    }

    private static KerasException none(Object function) {
        return KerasException.expected("ONNX", "a function that has an ONNX form", function);
    }

    static String of(Unary function, OnnxGraph graph, String x) {
        return switch (function) {
            case NEGATIVE -> graph.node("Neg", x);
            case ABS -> graph.node("Abs", x);
            case SIGN -> graph.node("Sign", x);
            case SQUARE -> graph.node("Mul", x, x);
            case SQRT -> graph.node("Sqrt", x);
            case RSQRT -> graph.node("Reciprocal", graph.node("Sqrt", x));
            case RECIPROCAL -> graph.node("Reciprocal", x);
            case EXP -> graph.node("Exp", x);
            case EXPM1 -> graph.node("Sub", graph.node("Exp", x), graph.number(1));
            case LOG -> graph.node("Log", x);
            case LOG1P -> graph.node("Log", graph.node("Add", x, graph.number(1)));
            case LOG2 -> scaled(graph, graph.node("Log", x), 1 / Math.log(2));
            case LOG10 -> scaled(graph, graph.node("Log", x), 1 / Math.log(10));
            case SIN -> graph.node("Sin", x);
            case COS -> graph.node("Cos", x);
            case TAN -> graph.node("Tan", x);
            case ARCSIN -> graph.node("Asin", x);
            case ARCCOS -> graph.node("Acos", x);
            case ARCTAN -> graph.node("Atan", x);
            case SINH -> graph.node("Sinh", x);
            case COSH -> graph.node("Cosh", x);
            case TANH -> graph.node("Tanh", x);
            case ARCSINH -> graph.node("Asinh", x);
            case ARCCOSH -> graph.node("Acosh", x);
            case ARCTANH -> graph.node("Atanh", x);
            case FLOOR -> graph.node("Floor", x);
            case CEIL -> graph.node("Ceil", x);
            case ROUND -> graph.node("Round", x);
            case TRUNC -> graph.node("Mul", graph.node("Sign", x), graph.node("Floor", graph.node("Abs", x)));
            case ERF -> graph.node("Erf", x);
            case SIGMOID -> graph.node("Sigmoid", x);
            case SOFTPLUS -> graph.node("Softplus", x);
            case LOG_SIGMOID -> graph.node("Neg", graph.node("Softplus", graph.node("Neg", x)));
            case RELU -> graph.node("Relu", x);
            case NOT -> number(graph, graph.node("Equal", x, graph.number(0)));
            case IS_NAN -> number(graph, graph.node("IsNaN", x));
            case IS_INF -> number(graph, graph.node("IsInf", x));
            case IS_FINITE -> {
                String isOther = graph.node("Or", graph.node("IsNaN", x), graph.node("IsInf", x));
                yield number(graph, graph.node("Not", isOther));
            }
            case ERFINV -> throw none(function);
        };
    }

    static String of(Binary function, OnnxGraph graph, String a, String b) {
        return switch (function) {
            case ADD -> graph.node("Add", a, b);
            case SUBTRACT -> graph.node("Sub", a, b);
            case MULTIPLY -> graph.node("Mul", a, b);
            case DIVIDE -> graph.node("Div", a, b);
            case FLOOR_DIVIDE -> graph.node("Floor", graph.node("Div", a, b));
            case MOD -> graph.node("Sub", a, graph.node("Mul", b, graph.node("Floor", graph.node("Div", a, b))));
            case POWER -> graph.node("Pow", a, b);
            case MAXIMUM -> graph.node("Max", a, b);
            case MINIMUM -> graph.node("Min", a, b);
            case EQUAL -> number(graph, graph.node("Equal", a, b));
            case NOT_EQUAL -> number(graph, graph.node("Not", graph.node("Equal", a, b)));
            case GREATER -> number(graph, graph.node("Greater", a, b));
            case GREATER_EQUAL -> number(graph, graph.node("GreaterOrEqual", a, b));
            case LESS -> number(graph, graph.node("Less", a, b));
            case LESS_EQUAL -> number(graph, graph.node("LessOrEqual", a, b));
            case AND -> number(graph, graph.node("And", truth(graph, a), truth(graph, b)));
            case OR -> number(graph, graph.node("Or", truth(graph, a), truth(graph, b)));
            case XOR -> number(graph, graph.node("Xor", truth(graph, a), truth(graph, b)));
            case LOG_ADD_EXP -> {
                String apart = graph.node("Neg", graph.node("Abs", graph.node("Sub", a, b)));
                String more = graph.node("Log", graph.node("Add", graph.node("Exp", apart), graph.number(1)));
                yield graph.node("Add", graph.node("Max", a, b), more);
            }
            case RELU_GRADIENT -> graph.node("Where", graph.node("Greater", a, graph.number(0)), b, graph.number(0));
            case ARCTAN2 -> throw none(function);
        };
    }
}
