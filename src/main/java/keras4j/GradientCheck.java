package keras4j;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import keras4j.core.KerasException;
import keras4j.core.Loss;
import keras4j.core.Shape;
import keras4j.core.UniqueNames;
import keras4j.internal.compiled.Program;
import keras4j.internal.graph.Graph;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.Slot;
import keras4j.layers.Input;
import keras4j.layers.Layer;
import keras4j.layers.LayerHooks;
import keras4j.ops.Symbol;

/**
 * Shows whether a layer's backward is the derivative of its forward, or a loss's gradient that of the loss: gradients are
 * compared with finite differences. For tests of layers, activations (in an {@code Activation}) and losses of one's own.
 *
 * <p>The layer computes in float32; the differences, of fourth order with steps of 1/64 and of 1/128, are taken in double.
 * Where the two differ the function has a kink, as relu has at 0, and the place is not looked at.
 */
public final class GradientCheck {
    private static final int SAMPLES = 3;
    private static final float STEP = 1f / 64;
    /** Of the largest gradient of the same array. */
    private static final double TOLERANCE = 5e-4;

    private final Layer<?> layer;
    private final Network network;
    private final Program program;
    private final float[][] x;
    private final float[][] directions;

    private GradientCheck(Layer<?> layer, Graph graph) {
        this.layer = layer;
        network = new Network(graph);
        program = new Program(network);
        SplittableRandom random = new SplittableRandom(1);
        x = graph.inputs().stream()
                .map(input -> new float[SAMPLES * input.sampleShape().size()])
                .toArray(float[][]::new);
        directions = network.outputShapes().stream()
                .map(output -> new float[SAMPLES * output.size()])
                .toArray(float[][]::new);
        for (float[] input : x) {
            draw(random, input, 0, input.length);
        }
        for (float[] direction : directions) {
            draw(random, direction, 0, direction.length);
        }
        for (Slot slot : network.trainable()) {
            draw(random, network.weights(), slot.offset(), slot.end());
        }
    }

    private static void draw(SplittableRandom random, float[] numbers, int from, int to) {
        for (int i = from; i < to; i++) {
            numbers[i] = (float) (2 * random.nextDouble() - 1);
        }
    }

    /**
     * Checks the gradients with respect to inputs and trained weights, for a few samples drawn at random.
     *
     * @param layer a new layer; it cannot be used elsewhere afterwards
     * @param inputShape the shape of one input sample
     * @throws KerasException naming the first gradient that is wrong; or if the function is hardly ever smooth
     */
    public static void check(Layer<?> layer, int... inputShape) {
        LayerHooks.attach(KerasException.notNull("GradientCheck", "a layer", layer), new UniqueNames());
        new GradientCheck(layer, Graph.chain(new Input(inputShape), List.of(layer))).run();
    }

    /**
     * The same for a layer of several inputs or outputs.
     *
     * @param inputShapes the shape of one sample of each
     */
    public static void check(Layer<?> layer, List<int[]> inputShapes) {
        LayerHooks.attach(KerasException.notNull("GradientCheck", "a layer", layer), new UniqueNames());
        List<Symbol> inputs =
                inputShapes.stream().map(shape -> new Input(shape).symbol()).toList();
        new GradientCheck(layer, new Graph(inputs, LayerHooks.apply(layer, inputs))).run();
    }

    /**
     * Checks the gradient of a loss at predictions between 0 and 1, drawn at random.
     *
     * @param yTrue labels, (rows, width): such that the loss takes them
     * @param width the length of a prediction
     * @throws KerasException naming the first gradient that is wrong; or if the function is hardly ever smooth
     */
    public static void check(Loss loss, float[] yTrue, int width) {
        KerasException.notNull("GradientCheck", "a loss", loss);
        int count = KerasException.notNull("GradientCheck", "labels", yTrue).length;
        int rows = width < 1 ? 0 : count / width;
        if (rows < 1) {
            throw KerasException.expected(
                    "GradientCheck", "labels for rows of a positive width", count + " for a width of " + width);
        }
        float[] yPred = new float[rows * width];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < yPred.length; i++) {
            yPred[i] = (float) (0.1 + 0.8 * random.nextDouble());
        }
        Loss known = loss.of(Shape.of(width), Shape.of(width));
        float[] gradients = new float[yPred.length];
        known.gradients(yTrue, yPred, rows, width, gradients);
        float[] losses = new float[rows];
        DoubleSupplier sum = () -> {
            known.losses(yTrue, yPred, rows, width, losses);
            double all = 0;
            for (float each : losses) {
                all += each;
            }
            return all;
        };
        compare(loss.name() + ", gradient by the predictions", sum, yPred, gradients, 0, yPred.length);
    }

    private void run() {
        float[] gradients = new float[network.countParams()];
        output();
        for (int k = 0; k < directions.length; k++) {
            System.arraycopy(directions[k], 0, program.gradient(k), 0, directions[k].length);
        }
        program.backward(gradients);
        float[][] dx = new float[x.length][];
        for (int i = 0; i < x.length; i++) { // all at once: the next way forward takes their places
            dx[i] = new float[x[i].length];
            program.copyGradient(i, dx[i], SAMPLES);
        }
        for (int i = 0; i < x.length; i++) {
            compare(layer + ", gradient by the inputs", this::output, x[i], dx[i], 0, x[i].length);
        }
        for (Slot slot : network.trainable()) {
            compare(
                    layer + ", gradient by weight " + slot.spec().name(),
                    this::output,
                    network.weights(),
                    gradients,
                    slot.offset(),
                    slot.end());
        }
    }

    /** A mean of the outputs in which each has a weight of its own, and what layers add to the loss. */
    private double output() {
        program.seed(1);
        network.changed();
        program.forward(network.weights(), network.version(), x, SAMPLES, true, true);
        double sum = program.addedLosses();
        for (int k = 0; k < directions.length; k++) {
            float[] y = program.output(k);
            for (int i = 0; i < directions[k].length; i++) {
                sum += (double) directions[k][i] * y[i];
            }
        }
        return sum;
    }

    private static void compare(
            String what, DoubleSupplier output, float[] variables, float[] gradients, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(gradients[i]));
        }
        int checked = 0;
        for (int i = from; i < to; i++) {
            double coarse = difference(output, variables, i, STEP);
            double fine = difference(output, variables, i, STEP / 2);
            double allowed = TOLERANCE * Math.max(largest, Math.abs(fine));
            if (Math.abs(coarse - fine) > allowed) {
                continue;
            }
            checked++;
            if (!(Math.abs(gradients[i] - fine) <= allowed)) {
                throw KerasException.expected(
                        "GradientCheck of " + what + ", number " + (i - from), "about " + (float) fine, gradients[i]);
            }
        }
        if (4 * checked < to - from) {
            throw KerasException.expected(
                    "GradientCheck of " + what,
                    "a function that is smooth at a fourth of the places",
                    "kinks at " + (to - from - checked) + " of " + (to - from));
        }
    }

    /** The derivative of an output by one number. */
    private static double difference(DoubleSupplier output, float[] variables, int index, float step) {
        float kept = variables[index];
        double[] at = new double[5];
        for (int i = 0; i < at.length; i++) {
            variables[index] = kept + (i - 2) * step;
            at[i] = output.getAsDouble();
        }
        variables[index] = kept;
        return (8 * (at[3] - at[1]) - (at[4] - at[0])) / (12 * step);
    }
}
