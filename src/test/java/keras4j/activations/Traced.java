package keras4j.activations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import keras4j.ops.Copy;
import keras4j.ops.Gradients;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;

/** What a function gives for rows, and the gradient by them. */
record Traced(float[] y, float[] dx) {
    static Traced of(ActivationFunction function, float[] x, float[] dy, int width) {
        Trace trace = new Trace(true);
        Symbol given = trace.input(Shape.of(x.length / width, width));
        Symbol y = function.apply(given);
        Symbol gradient = trace.input(y.shape());
        Symbol dx = Copy.of(
                Gradients.of(List.of(y), List.of(gradient), List.of(given)).get(0));
        Symbol copy = Copy.of(y);
        Map<Symbol, View> places =
                Map.of(given, View.of(Buffer.of(x), given.shape()), gradient, View.of(Buffer.of(dy), gradient.shape()));
        Plan plan = new Plan(new Arena(), places, List.of(copy), List.of(dx), Plan.Mode.FUSED);
        plan.runFirst();
        plan.runThen();
        return new Traced(values(plan.view(copy)), values(plan.view(dx)));
    }

    /** The gradient of the sum of dx v, by x. */
    static float[] second(ActivationFunction function, float[] x, float[] dy, float[] v, int width) {
        Trace trace = new Trace(true);
        Symbol given = trace.input(Shape.of(x.length / width, width));
        Symbol y = function.apply(given);
        Symbol gradient = trace.input(y.shape());
        Symbol factors = trace.input(given.shape());
        Symbol dx = Gradients.of(List.of(y), List.of(gradient), List.of(given)).get(0);
        Symbol second =
                Gradients.of(List.of(dx), List.of(factors), List.of(given)).get(0);
        if (second == null) {
            return new float[x.length];
        }
        Map<Symbol, View> places = Map.of(
                given, View.of(Buffer.of(x), given.shape()),
                gradient, View.of(Buffer.of(dy), gradient.shape()),
                factors, View.of(Buffer.of(v), factors.shape()));
        Symbol copy = Copy.of(second);
        Plan plan = new Plan(new Arena(), places, List.of(copy), List.of(), Plan.Mode.FUSED);
        plan.runFirst();
        return values(plan.view(copy));
    }

    private static float[] values(View view) {
        return Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size());
    }
}
