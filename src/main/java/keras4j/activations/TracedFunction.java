package keras4j.activations;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import keras4j.core.Config;
import keras4j.core.RowFunction;
import keras4j.core.Shape;
import keras4j.internal.kernels.Buffer;
import keras4j.internal.kernels.View;
import keras4j.internal.plan.Arena;
import keras4j.internal.plan.Plan;
import keras4j.ops.Copy;
import keras4j.ops.Gradients;
import keras4j.ops.Symbol;
import keras4j.ops.Trace;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * One of our activations where ND4J has none that computes the same: traced and planned for rows of one length. Its JSON has the
 * function's name and arguments.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.NONE,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TracedFunction extends RowFunction {
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

    /** What JSON says. */
    @JsonCreator
    public TracedFunction(
            @JsonProperty("function") String name, @JsonProperty("arguments") Map<String, Object> arguments) {
        this(Activations.of("activation " + name, name, arguments), null);
    }

    @Override
    public String name() {
        return function.name();
    }

    /** The function's name, or the one that it is registered by. */
    @JsonProperty("function")
    public String form() {
        return Activations.nameOf(function);
    }

    /** The function's arguments. */
    @JsonProperty("arguments")
    public Map<String, Object> arguments() {
        return Config.write(function::config);
    }

    /** The function, or its gradient, for so many rows. */
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
            Symbol made = isGradient
                    ? Gradients.of(List.of(y), List.of(gradient), List.of(given))
                            .get(0)
                    : y;
            Symbol copy = made.isLeaf() ? Copy.of(made) : made;
            plan = new Plan(
                    new Arena(),
                    Map.of(given, View.of(x, shape), gradient, View.of(dy, gradient.shape())),
                    List.of(copy),
                    List.of(),
                    Plan.Mode.FUSED);
            end = plan.view(copy);
        }

        void run(float[] y, int at) {
            plan.runFirst();
            System.arraycopy(end.array(), end.offset(), y, at, end.size());
        }
    }

    private static Run run(Run known, ActivationFunction function, Shape shape, boolean isGradient) {
        return known != null && known.shape.equals(shape) ? known : new Run(function, shape, isGradient);
    }

    private Shape shape(int rows, int width) {
        return sample == null ? Shape.of(rows, width) : sample.withFirst(rows / sample.positions());
    }

    @Override
    public int outputWidth(int width) {
        return sample == null ? function.outputWidth(width) : width;
    }

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
        forward = run(forward, function, shape(to - from, width), false);
        forward.x.set(Arrays.copyOfRange(x, from * width, to * width));
        forward.run(y, from * outputWidth(width));
    }

    @Override
    public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
        int outputs = outputWidth(width);
        backward = run(backward, function, shape(to - from, width), true);
        backward.x.set(Arrays.copyOfRange(x, from * width, to * width));
        backward.dy.set(Arrays.copyOfRange(dy, from * outputs, to * outputs));
        backward.run(dx, from * width);
    }
}
