package keras4j.ops;

import java.util.List;
import java.util.Map;
import keras4j.core.Shape;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import keras4j.internal.tensor.Tensor;

/** Values that follow from no inputs and weights. */
public final class Constant {
    private Constant() {}

    /** Whether it is one. */
    public static boolean is(Symbol x) {
        return x.scope() == null
                && Gradients.order(List.of(x)).stream().noneMatch(call -> call.isLeaf() || call.scope() != null);
    }

    /** Its numbers. */
    public static Tensor of(Symbol constant) {
        if (constant.operation() instanceof Constants.Values values) {
            return Tensor.of(values.values(), constant.shape().dims());
        }
        if (constant.operation() instanceof Constants.Number number) {
            return Tensor.of(new float[] {number.value()});
        }
        Plan plan = new Plan(new Arena(), Map.of(), List.of(constant), List.of(), Plan.Mode.PLAIN);
        plan.runFirst();
        View view = plan.view(constant);
        Shape shape = constant.shape();
        return new Tensor(view.array(), view.offset(), shape.dims());
    }
}
