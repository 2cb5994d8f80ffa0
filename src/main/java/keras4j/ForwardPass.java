package keras4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import keras4j.core.KerasException;
import keras4j.core.NdArrays;
import keras4j.core.Shape;
import keras4j.data.Batch;
import keras4j.internal.graph.Network;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a model made of a batch on its way forward, as in training, and the way back from there. PyTorch: the outputs and the
 * loss, which remember how they were made.
 */
public final class ForwardPass {
    private final Network network;
    private final Runner runner;
    private final Batch batch;
    private final float[][] rowWeights;
    private final double loss;
    private final float[][] outputs;
    private final long version;
    private final long calls;

    /** Goes forward. */
    ForwardPass(Network network, Runner runner, Batch batch, float[][] rowWeights) {
        this.network = network;
        this.runner = runner;
        this.batch = batch;
        this.rowWeights = rowWeights;
        outputs = new float[network.outputShapes().size()][];
        synchronized (runner) {
            network.lock();
            try {
                loss = runner.forward(batch, rowWeights);
                version = network.version();
            } finally {
                network.unlock();
            }
            calls = runner.calls();
            for (int k = 0; k < outputs.length; k++) {
                int length = batch.rows() * network.outputShapes().get(k).size();
                outputs[k] = Arrays.copyOf(runner.outputs(k), length);
            }
        }
    }

    /**
     * The model's outputs, (batch, ..).
     *
     * @throws KerasException if it has several
     */
    public INDArray output() {
        if (outputs.length != 1) {
            throw KerasException.expected("forward", "a model of one output", network.outputNames());
        }
        return outputs().get(0);
    }

    /** Each of the model's outputs, (batch, ..). */
    public List<INDArray> outputs() {
        List<INDArray> all = new ArrayList<>();
        for (int k = 0; k < outputs.length; k++) {
            Shape shape = network.outputShapes().get(k);
            all.add(NdArrays.of(outputs[k].clone(), shape.batchOf(batch.rows())));
        }
        return all;
    }

    /** The mean loss, penalties included. */
    public double loss() {
        return loss;
    }

    /**
     * The gradients of the loss; changes nothing. PyTorch: {@code loss.backward()}.
     *
     * @throws KerasException if the model has gone forward again since, or its weights have changed
     */
    public Gradients backward() {
        synchronized (runner) {
            network.lock();
            try {
                if (runner.calls() != calls || network.version() != version) {
                    throw KerasException.expected(
                            "backward",
                            "a forward pass with nothing after it",
                            "a model that has gone forward, trained or changed since; call forward again");
                }
                List<Shape> inputs = network.inputShapes();
                float[][] byInput = new float[inputs.size()][];
                for (int i = 0; i < byInput.length; i++) {
                    byInput[i] = new float[batch.rows() * inputs.get(i).size()];
                }
                float[] byWeight = runner.backward(batch, rowWeights, byInput).clone();
                return new Gradients(loss, network, byWeight, byInput);
            } finally {
                network.unlock();
            }
        }
    }
}
