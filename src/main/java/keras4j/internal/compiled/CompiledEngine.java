package keras4j.internal.compiled;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import keras4j.core.Mask;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.engine.Engine;
import keras4j.internal.graph.Network;
import keras4j.internal.graph.OutputLoss;

/** Runs the layers' own kernels over buffers that are made once; small networks need no native library. */
public final class CompiledEngine implements Engine {
    /** One of the outputs. */
    private static final class Output {
        private final OutputLoss loss;
        private final int positions;
        /** What the loss takes: the output's value, or what comes before its activation if it takes logits. */
        private final int value;

        private final int width;
        private double last;

        Output(Program program, int number, Shape shape, OutputLoss loss) {
            this.loss = loss;
            positions = shape.positions();
            value = loss.ofLogits() ? program.before(program.output(number)) : program.output(number);
            width = program.size(value) / positions;
        }
    }

    private final Network network;
    private final Program program;
    private final Output[] outputs;
    private float[] buffer = {};

    private CompiledEngine(Network network, Program program, List<OutputLoss> losses) {
        this.network = network;
        this.program = program;
        outputs = new Output[losses.size()];
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = new Output(program, k, network.outputShapes().get(k), losses.get(k));
        }
        program.gradientsFrom(
                Arrays.stream(outputs).mapToInt(output -> output.value).toArray());
    }

    /**
     * An engine for the network; empty if one of its layers has no kernel.
     *
     * @param losses one for each output; none for a network that is only to predict
     */
    public static Optional<Engine> of(Network network, List<OutputLoss> losses) {
        return Program.of(network).map(program -> new CompiledEngine(network, program, losses));
    }

    @Override
    public double forward(Batch batch, float[][] rowWeights, boolean ofInputs) {
        forward(batch.x(), batch.rows(), true, ofInputs);
        return weightedLoss(batch, rowWeights);
    }

    @Override
    public void backward(Batch batch, float[][] rowWeights, float[][] inputGradients, float[] gradients) {
        program.begin();
        for (int k = 0; k < outputs.length; k++) {
            Output output = outputs[k];
            int rows = batch.rows() * output.positions;
            float[] gradient = buffer(rows * output.width);
            float[] weights = output.loss.weights(program.mask(k), rowWeights[k], rows);
            output.loss.gradients(batch.y(k), program.value(output.value), weights, rows, output.width, gradient);
            program.add(output.value, gradient, batch.rows());
        }
        program.addActivityGradients(batch.rows());
        synchronized (network.lock()) {
            program.backward(gradients, batch.rows());
            program.updateState(network.weights(), gradients);
        }
        for (int i = 0; inputGradients != null && i < inputGradients.length; i++) {
            program.copyGradient(i, inputGradients[i], batch.rows());
        }
    }

    @Override
    public double test(Batch batch, float[][] rowWeights) {
        predict(batch.x(), batch.rows());
        return weightedLoss(batch, rowWeights);
    }

    @Override
    public void predict(float[][] x, int rows) {
        forward(x, rows, false, false);
    }

    private void forward(float[][] x, int rows, boolean training, boolean ofInputs) {
        synchronized (network.lock()) {
            program.forward(network.weights(), network.version(), x, rows, training, ofInputs);
        }
    }

    @Override
    public float[] outputs(int output) {
        return program.value(program.output(output));
    }

    @Override
    public float[] logits(int output) {
        return program.value(program.before(program.output(output)));
    }

    @Override
    public double loss(int output) {
        return outputs[output].last;
    }

    @Override
    public Mask mask(int output) {
        return program.mask(output);
    }

    @Override
    public void seed(long seed) {
        program.seed(seed);
    }

    private double weightedLoss(Batch batch, float[][] rowWeights) {
        double sum = program.activityPenalty(batch.rows());
        for (int k = 0; k < outputs.length; k++) {
            Output output = outputs[k];
            int rows = batch.rows() * output.positions;
            float[] predictions = program.value(output.value);
            float[] weights = output.loss.weights(program.mask(k), rowWeights[k], rows);
            output.last = output.loss.value(batch.y(k), predictions, weights, rows, output.width, buffer(rows));
            sum += output.last * output.loss.weight();
        }
        return sum;
    }

    private float[] buffer(int length) {
        if (buffer.length < length) {
            buffer = new float[length];
        }
        return buffer;
    }
}
