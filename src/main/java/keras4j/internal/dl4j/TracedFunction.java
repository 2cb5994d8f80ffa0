package keras4j.internal.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.activations.ActivationFunction;
import keras4j.activations.Activations;
import keras4j.core.Config;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Pass;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * One of our activations where ND4J has none that computes the same: traced and planned for so many rows. Its JSON has the
 * function's name and arguments.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.NONE,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TracedFunction implements IActivation {
    private static final long serialVersionUID = 1L;

    private final transient ActivationFunction function;
    private final transient Shape sample;
    private transient Run forward;
    private transient Run backward;

    /** @param sample the shape of a sample, which are some rows; null where each row is one */
    TracedFunction(ActivationFunction function, Shape sample) {
        this.function = function;
        this.sample = sample;
    }

    /**
     * What JSON says.
     *
     * @param name as {@link Activations#of} takes it
     */
    @JsonCreator
    public TracedFunction(
            @JsonProperty("function") String name, @JsonProperty("arguments") Map<String, Object> arguments) {
        this(Activations.of("activation " + name, name, arguments), null);
    }

    /** The function's name, or the one that it is registered by. */
    @JsonProperty("function")
    public String name() {
        return Activations.nameOf(function);
    }

    /** The function's arguments. */
    @JsonProperty("arguments")
    public Map<String, Object> arguments() {
        return Config.write(function::config);
    }

    /** The function, or also its gradient, for an input of one shape. */
    private static final class Run {
        private final Shape shape;
        private final Pass pass;
        private final Buffer x;
        private final View y;
        private final View dx;

        Run(ActivationFunction function, Shape shape, boolean isGradient) {
            this.shape = shape;
            Trace trace = new Trace(isGradient);
            pass = new Pass(trace);
            Symbol given = trace.input(shape);
            x = pass.input(given);
            pass.differentiate(given, null);
            List<Symbol> made = List.of(function.apply(given));
            pass.plan(new Arena(), made, isGradient ? made : List.of(), Map.of());
            y = pass.view(made.get(0));
            dx = pass.gradient(given);
        }
    }

    private Run run(Run known, INDArray in, boolean isGradient) {
        int rows = (int) in.size(0);
        Shape shape = sample == null ? Shape.of(rows, (int) in.size(1)) : sample.withFirst(rows / sample.positions());
        Run run = known != null && known.shape.equals(shape) ? known : new Run(function, shape, isGradient);
        run.x.set(NdArrays.floats(in));
        run.pass.forward();
        return run;
    }

    /** Rows as arrays are given: (rows, numbers of a row). */
    private static INDArray rows(View view, long rows) {
        float[] numbers = Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.size());
        return NdArrays.of(numbers, rows, view.size() / rows);
    }

    /** {@code in} is overwritten. */
    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        forward = run(forward, in, false);
        INDArray y = rows(forward.y, in.size(0));
        INDArray target =
                y.size(1) == in.size(1) ? in : in.get(NDArrayIndex.all(), NDArrayIndex.interval(0, y.size(1)));
        return target.assign(y);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        backward = run(backward, in, true);
        backward.pass.dy(0).buffer().set(NdArrays.floats(epsilon));
        backward.pass.backward();
        return new Pair<>(backward.dx == null ? in.like() : rows(backward.dx, in.size(0)), null);
    }

    @Override
    public int numParams(int inputSize) {
        return 0;
    }
}
