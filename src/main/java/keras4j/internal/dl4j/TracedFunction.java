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
import keras4j.internal.plan.Plan;
import keras4j.ops.Copy;
import keras4j.ops.Gradients;
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

    /** The function, or its gradient, for an input of one shape. */
    private static final class Run {
        private final Shape shape;
        private final Buffer x = Buffer.ofArray();
        private final Buffer dy = Buffer.ofArray();
        private final Plan plan;
        private final View end;

        Run(ActivationFunction function, Shape shape, boolean isGradient) {
            this.shape = shape;
            Trace trace = new Trace(isGradient);
            Symbol given = trace.input(shape);
            Symbol y = function.apply(given);
            Symbol gradient = trace.input(y.shape());
            Symbol made = Copy.of(
                    isGradient
                            ? Gradients.of(List.of(y), List.of(gradient), List.of(given))
                                    .get(0)
                            : y);
            plan = new Plan(
                    new Arena(),
                    Map.of(given, View.of(x, shape), gradient, View.of(dy, gradient.shape())),
                    List.of(made),
                    List.of(),
                    Plan.Mode.FUSED);
            end = plan.view(made);
        }

        /** Rows as arrays are given: (rows, numbers of a row). */
        INDArray rows(int rows) {
            plan.runFirst();
            float[] made = Arrays.copyOfRange(end.array(), end.offset(), end.offset() + end.size());
            return NdArrays.of(made, rows, end.size() / rows);
        }
    }

    private Run run(Run known, INDArray in, boolean isGradient) {
        int rows = (int) in.size(0);
        Shape shape = sample == null ? Shape.of(rows, (int) in.size(1)) : sample.withFirst(rows / sample.positions());
        Run run = known != null && known.shape.equals(shape) ? known : new Run(function, shape, isGradient);
        run.x.set(NdArrays.floats(in));
        return run;
    }

    /** {@code in} is overwritten. */
    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        forward = run(forward, in, false);
        INDArray y = forward.rows((int) in.size(0));
        INDArray target =
                y.size(1) == in.size(1) ? in : in.get(NDArrayIndex.all(), NDArrayIndex.interval(0, y.size(1)));
        return target.assign(y);
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        backward = run(backward, in, true);
        backward.dy.set(NdArrays.floats(epsilon));
        return new Pair<>(backward.rows((int) in.size(0)), null);
    }

    @Override
    public int numParams(int inputSize) {
        return 0;
    }
}
